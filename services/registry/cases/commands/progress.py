"""A case moves between receipt and decision: completeness, repair, extension, withdrawal."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, errands, outbox
from chassis.context import Context, current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import Conflict, Fault, Invalid, Never, NotFound
from chassis.log import get_logger
from chassis.offices import day_of, today
from chassis.service import Runtime, Tick
from contracts.cases import ApplicantActed
from contracts.documents import PaperStored
from contracts.stages import Stage
from services.registry.appointments.steps import signing_letter
from services.registry.cases.domain import progress
from services.registry.cases.domain.cases import OFFICER, PUBLIC, Act, next_stage
from services.registry.cases.domain.lateness import Late
from services.registry.cases.domain.progress import Step, TermPassed
from services.registry.cases.domain.transfers import check_hand_back
from services.registry.cases.models.cases import Case, standing_of
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import dates, lateness, transfers
from services.registry.cases.steps.locking import locked
from services.registry.cases.steps.repair import latest_incompleteness, repair_ends, tell
from services.registry.letters.domain import Kind
from services.registry.letters.steps import numbered, unnumbered
from statute.papers import of_requests

log = get_logger()
LEASE = timedelta(minutes=5)
AT_ONCE = 100  # cases of one round of the tick


def advance(case_id: UUID, expected: int, step: Step) -> None:
    """Do an act of the office's desk (R-04, R-05, R-08; a withdrawal is on the applicant's word).

    Args:
        case_id: the case. expected: the version that the officer saw. step: the act and its words.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, TermPassed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        case = locked(session, case_id, expected)
        progress.check_words(step)
        _do(session, case, step, _roles(step), clock.now())


def draft(case_id: UUID, step: Step, receiver: str | None) -> tuple[Case, Letter, list[Late]]:
    """Return the letter of an act as it would be issued now, with what comes late with it; nothing is kept, nothing
    numbered.

    Args:
        case_id: the case. step: the act and its words. receiver: the office that a request would be passed on to.

    Raises:
        NotFound, Forbidden, NotAllowed, TermPassed, Invalid: as the act. Invalid also where there are no words.
    """
    with transaction() as session:
        case = session.get(Case, (current().tenant, case_id))
        if case is None:
            raise NotFound
        session.expunge(case)
        progress.check_words(step)
        if not step.statement:
            raise Invalid(faults=[Fault("/statement", "Tindakan ini tanpa kata-kata, jadi tanpa surat.")])
        if step.act is Act.TRANSFER:
            transfers.check(case, receiver or "", step.statement)
        elif step.act is Act.HAND_BACK:
            check_hand_back(case.came_from, step.statement)
            receiver = case.came_from
        else:
            receiver = None
        stage, signature, until = _looked_at(case, step, _roles(step), today())
        late = lateness.with_act(case, step.act, stage, today())
        return case, _letter(case, step, until, signature | unnumbered() | {"receiver": receiver}), late


def follow_applicant(said: ApplicantActed) -> None:
    """Follow what the applicant did on the tracking page or on a way that an officer wrote down.

    A repair made in time undoes the lapse that overtook it: its way here may take longer than `GRACE`, and no applicant
    loses by that. Whether it was in time, the table's term says; it knows no way back from a lapse for anybody else.

    Raises:
        Never: there is no such case, or it has moved on in the meantime; a person looks at it.
    """
    with transaction() as session:
        case = session.scalar(select(Case).where(Case.id == said.request_id).with_for_update())
        if case is None:
            raise Never(f"this office has no case {said.request_id}")
        try:
            _followed(session, case, Act(said.act), said.acted_at)
        except Conflict as late:
            raise Never(str(late)) from late


def follow_paper(event: PaperStored) -> None:
    """Take a paper that came in time as a repair, where the request waits for its applicant (R-06, X-06)."""
    with transaction() as session:
        case = session.scalar(select(Case).where(Case.id == event.request_id).with_for_update())
        if case is None or case.stage not in (Stage.INCOMPLETE, Stage.LAPSED) or event.kind not in of_requests():
            return
        with suppress(TermPassed):  # it is kept all the same; the request stays as it ended
            _followed(session, case, Act.REPAIR, event.came_at)


def _followed(session: Session, case: Case, act: Act, at: datetime) -> None:
    """Do what the applicant did; a repair undoes the lapse that overtook it.

    Raises:
        NotAllowed, TermPassed: nothing is changed.
    """
    if act is Act.REPAIR and case.stage == Stage.LAPSED:
        progress.check_term(act, standing_of(case), day_of(at))
        case.stage = Stage.INCOMPLETE
        audit.record("case.lapse_undone", case.id, repaired_at=at)
    _do(session, case, Step(act), {PUBLIC}, at)


def lapse_due(working: Runtime) -> None:
    """Record every request as not followed up whose applicant let the term of repair pass (R-06), in all offices."""
    for errand in errands.claim(working.settings, lease=LEASE, at_most=AT_ONCE):
        with working.acting(Context(errand.tenant, "service:registry", frozenset({OFFICER}))):
            try:
                _lapse(errand)
            except Overtaken as theirs:
                log.warning("lapse_overtaken", letter=errand.id, why=str(theirs))


def _lapse(errand: Errand) -> None:
    """Let the case lapse that waits for its applicant; it may have moved on since the errand was written."""
    with transaction() as session:
        letter = session.get_one(Letter, (errand.tenant, errand.id))
        case = session.scalars(select(Case).where(Case.id == letter.case_id).with_for_update()).one()
        if case.stage == Stage.INCOMPLETE and case.repair_until and letter.id == latest_incompleteness(session, case):
            ends = repair_ends(case.repair_until)
            if clock.now() < ends:  # it arrived later than it was written, so the term ends later
                errands.postpone(errand, ends)
                return
            _do(session, case, Step(Act.LAPSE), current().roles, clock.now())
        errands.settle(errand)


def _do(session: Session, case: Case, step: Step, roles: Collection[str], at: datetime) -> None:
    """One act of the table: its term and words, the new stage, the letter, the record and the event.

    `at` is when it was done: what an applicant did in time stays in time, however long it was under way.
    """
    on = day_of(at)
    stage, signature, until = _looked_at(case, step, roles, on)
    lateness.write_act(session, case, step.act, stage, on)
    complete_from = progress.complete_from(step.act, standing_of(case), on)
    case.stage, case.version = stage, case.version + 1
    if step.act is Act.DECLARE_COMPLETE:
        case.complete_on = on
    if step.act is Act.DECLARE_INCOMPLETE:
        case.repair_until = until
    if complete_from != case.complete_from:
        dates.count_from(case, complete_from)
    if step.statement:
        letter = _letter(case, step, until, signature | numbered(Kind.DESK))
        session.add(letter)
        if step.act is Act.DECLARE_INCOMPLETE and until is not None:
            errands.add(letter.id, repair_ends(until))
    audit.record("case.advanced", case.id, step=step.act, stage=stage, until=until, ground=step.ground)
    tell(case, step.act, until, clock.now())
    if step.act is Act.REPAIR and case.completeness_due_on:
        _tell_repaired(case)


def _tell_repaired(case: Case) -> None:
    """Tell that a repaired request counts anew (E-01), as a version of its own after that of the repair."""
    case.version += 1
    audit.record("case.counted_from_repair", case.id, before=case.due_on, due_on=case.completeness_due_on)
    outbox.publish(dates.rescheduled(case, "completeness"), version=case.version)


def _looked_at(case: Case, step: Step, roles: Collection[str], on: date) -> tuple[Stage, dict[str, str], date | None]:
    """Where an act leads, who signs its letter and the day that it sets, unless the table or its term refuses it."""
    standing = standing_of(case)
    stage = next_stage(standing.stage, step.act, roles)
    signature = signing_letter(step.act) if step.statement else {}
    progress.check_term(step.act, standing, on)
    return stage, signature, progress.until(step.act, standing, on)


def _roles(step: Step) -> Collection[str]:
    """Withdrawing is the applicant's; an officer writes down that he did, and how."""
    return {*current().roles, PUBLIC} if step.act is Act.WITHDRAW else current().roles


def _letter(case: Case, step: Step, until: date | None, borne: Mapping[str, str | None]) -> Letter:
    return Letter(
        id=uuid4(),
        case_id=case.id,
        version=case.version,
        act=step.act,
        ground=step.ground,
        statement=step.statement,
        until=until,
        at=clock.now(),
        by=current().actor,
        **borne,
    )


TICK = Tick("lapse", 60, lapse_due)
