"""What waits in a dispute, from which step its terms count, and what cannot happen before one has passed. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chassis.errors import Fault, Invalid
from services.registry.disputes.domain.disputes import Act, Stage, Step, about_exemption, next_stage
from statute.book import Purpose, Rule, UnknownRuleError, rule_about
from statute.calendar import long_date, national
from statute.deadlines import Term, count
from statute.disputes import duties
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits at the present stage. `term` is there when it has one, counted from its step."""

    text: str
    actor: str
    article: str
    certainty: str
    term: Term | None

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is not sure about its term, in Indonesian."""
        return (*self.term.warnings, *self.term.rule.doubts) if self.term else ()


def waiting(stage: Stage, steps: Sequence[Step], regime: Regime, grounds: Iterable[str]) -> tuple[Waiting, ...]:
    """Return what waits at a stage, with every term counted from its step; a term whose step did not happen is left
    out, and so is what was done already.
    """
    found = []
    about, happened = "exemption" if about_exemption(grounds) else "other", {step.act for step in steps}
    for duty in duties().get(stage, ()):
        if duty.until in happened or duty.about not in (None, about):
            continue
        if duty.purpose is None:
            found.append(Waiting(duty.text, duty.actor, duty.article or "", str(duty.certainty), None))
            continue
        since = [step.on for step in steps if step.act == duty.since]
        if since:
            term = term_of(duty.purpose, _start(duty.purpose, since[-1], steps, regime), regime)
            found.append(Waiting(duty.text, duty.actor, term.rule.article, term.rule.certainty, term))
    return tuple(found)


def hearings(steps: Iterable[Step], today: date) -> tuple[Step, ...]:
    """Return the hearings that are still to come, the next one first."""
    ahead = [step for step in steps if step.act is Act.SET_HEARING and step.on >= today]
    return tuple(sorted(ahead, key=lambda step: step.on))


def check_term(stage: Stage, said: Step, before: Sequence[Step], regime: Regime) -> None:
    """Let a ruling become final only once the term to reject it has passed (UU 14/2008 ps. 48, 50).

    Raises:
        Invalid: beside the day, which one comes first; or that the step is not on record from which the term counts.
    """
    for duty in duties().get(stage, ()):
        if duty.bars != said.act or duty.purpose is None:
            continue
        since = [step.on for step in before if step.act == duty.since]
        if not since:
            told = f"Catat dahulu langkah ini: {Act(duty.since or '').label}. Sejak hari itu waktunya dihitung."
            raise Invalid(faults=[Fault("/on", told)])
        term = term_of(duty.purpose, since[-1], regime)
        if said.on <= term.due_on:
            told = (
                f"Putusan baru berkekuatan hukum tetap bila {term.rule.value} {term.rule.unit.label} lewat tanpa "
                f"keberatan atau kasasi, yaitu setelah {long_date(term.due_on)} ({term.rule.article})."
            )
            raise Invalid(faults=[Fault("/on", told)])


def stage_after(steps: Sequence[Step], regime: Regime, grounds: Iterable[str], today: date) -> Stage:
    """Return the stage that the steps lead to, one after the other from the filing.

    Raises:
        NotAllowed, Invalid: one of them cannot follow those before it.
    """
    stage = Stage.FILED
    for place, step in enumerate(steps[1:], 1):
        before = steps[:place]
        target = next_stage(stage, step, before, grounds, today)
        check_term(stage, step, before, regime)
        stage = target
    return stage


def overdue(steps: Sequence[Step], regime: Regime) -> tuple[str, ...]:
    """Which steps came after the term that they end, in Indonesian: the record keeps them, whoever judges decides."""
    return tuple(_overdue(steps, regime))


def _overdue(steps: Sequence[Step], regime: Regime) -> Iterator[str]:
    ending = {duty.ends: duty for rows in duties().values() for duty in rows if duty.ends and duty.purpose}
    for place, step in enumerate(steps):
        duty = ending.get(step.act)
        since = [one.on for one in steps[:place] if duty and one.act == duty.since]
        if duty is None or duty.purpose is None or not since:
            continue
        term = term_of(duty.purpose, since[-1], regime)
        if step.on > term.alarm_on:
            yield (
                f"{step.act.label.capitalize()} pada {long_date(step.on)}, setelah {long_date(term.alarm_on)} "
                f"({term.rule.article})."
            )


def term_of(purpose: Purpose, start: date, regime: Regime) -> Term:
    """Return a term of the dispute: the regime's own rule where it has one (E-07), otherwise the general one."""
    return count(_rule(purpose, start, regime), start, national())


def _start(purpose: Purpose, said_on: date, steps: Sequence[Step], regime: Regime) -> date:
    """Return an extension counts on from the end of what it extends; the short election term from the registration
    (E-07).
    """
    if purpose is Purpose.DISPUTE_END and regime is Regime.ELECTION:
        return next((step.on for step in reversed(steps) if step.act is Act.REGISTER), said_on)
    if purpose is not Purpose.MEDIATION_EXTENSION:
        return said_on
    began = [step.on for step in steps if step.act is Act.START_MEDIATION]
    return term_of(Purpose.MEDIATION, began[-1], regime).due_on


def _rule(purpose: Purpose, on: date, regime: Regime) -> Rule:
    try:
        return rule_about(regime, purpose, on)
    except UnknownRuleError:
        return rule_about(Regime.ORDINARY, purpose, on)
