"""What is true of an objection: its stages, the acts the law knows, who may do them. Pure: no database, no clock.

The Atasan PPID answers (UU 14/2008 ps. 36(2)), never the person who signed the decision objected to. An objection that
is filed late or early is marked so and never refused for it: the Atasan PPID decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from contracts.stages import OPEN as OPEN_CASE
from contracts.stages import Stage as CaseStage
from services.registry.cases.domain.cases import PPID, NotAllowed
from services.registry.cases.domain.terms import calendar
from statute.book import Purpose, rule_about
from statute.deadlines import Term, count
from statute.disputes import FilingTerms, filing_terms
from statute.regimes import Regime
from statute.settings import Setting

SUPERIOR = "superior"
_ROLES = {SUPERIOR: "Atasan PPID", PPID: "PPID"}


class Stage(StrEnum):
    """Where an objection stands."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    REJECTED = "rejected"
    FULFILLED = "fulfilled"

    @property
    def label(self) -> str:
        """The stage as people of the office call it."""
        return _LABELS[self]


_LABELS = {
    Stage.RECEIVED: "diterima",
    Stage.UNDER_REVIEW: "ditelaah",
    Stage.UPHELD: "dikabulkan",
    Stage.PARTLY_UPHELD: "dikabulkan sebagian",
    Stage.REJECTED: "ditolak",
    Stage.FULFILLED: "perintahnya sudah dilaksanakan",
}
OPEN = frozenset({Stage.RECEIVED, Stage.UNDER_REVIEW})
ORDERED = frozenset({Stage.UPHELD, Stage.PARTLY_UPHELD})
WAITING = OPEN | ORDERED  # for the office: to answer, or to do what was ordered
CARRIED_OUT: Mapping[CaseStage, frozenset[Stage]] = {  # which orders a decision on a request carries out
    CaseStage.GRANTED: ORDERED,
    CaseStage.PARTLY_GRANTED: frozenset({Stage.PARTLY_UPHELD}),
}


class Act(StrEnum):
    """What can be done to an objection."""

    REVIEW = "review"
    UPHOLD = "uphold"
    UPHOLD_PARTLY = "uphold_partly"
    REJECT = "reject"
    FULFIL = "fulfil"

    @property
    def label(self) -> str:
        """The act as people of the office call it."""
        return _ACTS[self]


_ACTS = {
    Act.REVIEW: "menelaah",
    Act.UPHOLD: "mengabulkan keberatan",
    Act.UPHOLD_PARTLY: "mengabulkan keberatan sebagian",
    Act.REJECT: "menolak keberatan dan menguatkan keputusan PPID",
    Act.FULFIL: "melaksanakan perintah Atasan PPID",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table: from where, to where, on which article, by whom."""

    sources: frozenset[Stage]
    target: Stage
    article: str
    role: str


TRANSITIONS: dict[Act, Transition] = {
    Act.REVIEW: Transition(frozenset({Stage.RECEIVED}), Stage.UNDER_REVIEW, "UU 14/2008 ps. 36(2)", SUPERIOR),
    Act.UPHOLD: Transition(OPEN, Stage.UPHELD, "UU 14/2008 ps. 36(2)", SUPERIOR),
    Act.UPHOLD_PARTLY: Transition(OPEN, Stage.PARTLY_UPHELD, "UU 14/2008 ps. 36(2)", SUPERIOR),
    Act.REJECT: Transition(OPEN, Stage.REJECTED, "UU 14/2008 ps. 36(3)", SUPERIOR),
    Act.FULFIL: Transition(ORDERED, Stage.FULFILLED, "UU 14/2008 ps. 36(2)", PPID),
}
ANSWERS = (Act.UPHOLD, Act.UPHOLD_PARTLY, Act.REJECT)


class Timeliness(StrEnum):
    """When an objection was filed, measured by its term (R-13, E-04). It warns; it never refuses."""

    IN_TIME = "in_time"
    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Answer:
    """The Atasan PPID's written answer before it is issued. `order` and `act_until` go with what is upheld."""

    act: Act
    reasons: str
    order: str | None = None
    act_until: date | None = None


def next_stage(stage: Stage, act: Act, roles: Iterable[str]) -> Stage:
    """Where an act leads from a stage.

    Raises:
        Forbidden: the act belongs to another role. NotAllowed: not from this stage; the detail says what is.
    """
    row = TRANSITIONS[act]
    if row.role not in roles:
        raise Forbidden(f"Tindakan ini wewenang {_ROLES[row.role]} ({row.article}).")
    if stage not in row.sources:
        raise NotAllowed(why_not(stage, act))
    return row.target


def why_not(stage: Stage, act: Act) -> str:
    """Why an act is not possible from a stage, with the article and what is possible."""
    possible = ", ".join(other.label for other, row in TRANSITIONS.items() if stage in row.sources) or "tidak ada"
    return (
        f"Keberatan ini {stage.label}; {act.label} menurut {TRANSITIONS[act].article} tidak dapat dilakukan lagi. "
        f"Yang dapat dilakukan sekarang: {possible}."
    )


def keep_apart(actor: str, signer: str | None) -> None:
    """Nobody answers an objection to a decision that he or she signed (UU 14/2008 ps. 36(2); separation of duties).

    Raises:
        Forbidden: the actor signed it.
    """
    if actor == signer:
        raise Forbidden(
            "Anda menandatangani keputusan yang dikeberatani; keberatannya dijawab Atasan PPID yang lain "
            "(UU 14/2008 ps. 36(2))."
        )


class Ordered(Conflict):
    """The Atasan PPID ordered the information to be given; the PPID may not close it again."""

    code, title = "ordered-to-give", "Atasan PPID memerintahkan informasi ini diberikan"


class AnswerFirst(Conflict):
    """The request itself waits for its written notice (UU 14/2008 ps. 22(7)), and that carries the order out."""

    code, title = "answer-first", "Permohonannya belum dijawab"


def obstacle(stages: Iterable[Stage], outcome: CaseStage | None, *, exempts: bool = False) -> str | None:
    """Why a decision does not heed the orders that wait; None where it does.

    It refuses nothing, and exempts no part where all was upheld. That the office does not hold something is a fact and
    may be said; the order then waits on.
    """
    if any(outcome is CaseStage.REFUSED or (exempts and stage is Stage.UPHELD) for stage in stages):
        return (
            "Kabulkan permohonan ini sesuai perintah Atasan PPID; informasi yang diperintahkan diberikan tidak dapat "
            "ditolak lagi (UU 14/2008 ps. 36(2))."
        )
    return None


def check_orders(stages: Iterable[Stage], outcome: CaseStage, *, exempts: bool) -> None:
    """Refuse a decision that does not heed the orders that wait.

    Raises:
        Ordered: it closes what was ordered to be given (UU 14/2008 ps. 36(2)).
    """
    reason = obstacle(stages, outcome, exempts=exempts)
    if reason:
        raise Ordered(reason)


def check_answered(stage: CaseStage) -> None:
    """Whether an order can be carried out by itself: not while the request has no written notice.

    Raises:
        AnswerFirst: it has none.
    """
    if stage in OPEN_CASE:
        raise AnswerFirst(
            "Terbitkan pemberitahuan tertulis yang mengabulkan permohonannya; perintah ini selesai dengan itu."
        )


def check(answer: Answer, today: date) -> None:
    """Refuse an answer that upholds without an order and its day, or rejects with one.

    Raises:
        Invalid: naming every field at fault.
    """
    faults = list(_order_faults(answer, today))
    if faults:
        raise Invalid(faults=faults)


def _order_faults(answer: Answer, today: date) -> Iterable[Fault]:
    if answer.act is Act.REJECT:
        if answer.order or answer.act_until:
            yield Fault("/order", "Keberatan yang ditolak tidak memerintahkan apa pun kepada PPID.")
        return
    if not answer.order:
        yield Fault("/order", "Tuliskan apa yang harus dilakukan PPID.")
    if answer.act_until is None:
        yield Fault("/act_until", "Isi tanggal paling lambat PPID melaksanakannya.")
    elif answer.act_until < today:
        yield Fault("/act_until", "Tanggal pelaksanaan tidak boleh sebelum hari ini.")


def filing(found_on: date, regime: Regime) -> Term:
    """Return the time to file (R-13: UU 14/2008 ps. 36(1); E-04)."""
    return count(rule_about(regime, Purpose.OBJECTION_FILING, found_on), found_on, calendar())


def answering(received_on: date, regime: Regime, from_next: Setting | None = None) -> Term:
    """Return the time to answer (R-15: UU 14/2008 ps. 36(2); E-05: PerKI 1/2019 ps. 14).

    `from_next` is the office's setting by which it counts from the next working day (`terms.from_next`).
    """
    return count(rule_about(regime, Purpose.OBJECTION_ANSWER, received_on), received_on, calendar(), from_next)


def disputing(
    due_on: date, today: date, regime: Regime, *, answered_on: date | None = None, received_on: date | None = None
) -> FilingTerms:
    """Return the time to go to the Information Commission after the answer, after the silence, or both (R-16, E-06)."""
    return filing_terms(due_on, today, regime, calendar(), answered_on=answered_on, received_on=received_on)


def last_days(terms: FilingTerms) -> dict[str, date | None]:
    """Return the last days of the time to dispute, by the names under which answer and objection keep them."""
    return {
        "dispute_until": terms.after_answer.due_on if terms.after_answer else None,
        "silence_until": terms.after_silence.due_on if terms.after_silence else None,
    }


def timeliness(received_on: date, found_on: date, until: date, *, decided: bool) -> Timeliness:
    """When an objection was filed: after its term, before there was ground for it, or in time."""
    if received_on > until:
        return Timeliness.LATE
    return Timeliness.EARLY if not decided and received_on <= found_on else Timeliness.IN_TIME
