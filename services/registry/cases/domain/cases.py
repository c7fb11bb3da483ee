"""What is true of a case: its stages, the acts the law knows, who may do them and when. Pure: no database, no clock.

The table is the law's (UU 14/2008 ps. 22 and PerKI 1/2021 as `statute` cites them); a command asks `next_stage` and
is refused with the reason, the article and what is allowed instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chassis.errors import Conflict, Forbidden
from contracts.stages import OPEN, WITH_OFFICE, Stage

PPID, OFFICER, PUBLIC = "ppid", "officer", "public"
_ROLES = {PPID: "PPID", OFFICER: "petugas", PUBLIC: "pemohon"}


class Act(StrEnum):
    """What can be done to a case."""

    DECLARE_COMPLETE = "declare_complete"
    DECLARE_INCOMPLETE = "declare_incomplete"
    REPAIR = "repair"
    LAPSE = "lapse"
    EXTEND = "extend"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"
    STATE_NOT_HELD = "state_not_held"
    STATE_NOT_DOCUMENTED = "state_not_documented"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    HAND_BACK = "hand_back"
    SPLIT = "split"
    CLARIFY = "clarify"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """The act as people of the office call it."""
        return _ACTS[self]


_ACTS = {
    Act.DECLARE_COMPLETE: "menyatakan lengkap",
    Act.DECLARE_INCOMPLETE: "menyatakan tidak lengkap",
    Act.REPAIR: "memperbaiki permohonan",
    Act.LAPSE: "menyatakan tidak ditindaklanjuti",
    Act.EXTEND: "memperpanjang waktu",
    Act.GRANT: "mengabulkan",
    Act.GRANT_PARTLY: "mengabulkan sebagian",
    Act.REFUSE: "menolak",
    Act.STATE_NOT_HELD: "menyatakan informasi tidak dikuasai",
    Act.STATE_NOT_DOCUMENTED: "menyatakan informasi belum didokumentasikan",
    Act.WITHDRAW: "mencabut permohonan",
    Act.TRANSFER: "mengalihkan ke kantor yang berwenang",
    Act.HAND_BACK: "mengembalikan ke kantor yang mengalihkan",
    Act.SPLIT: "memecah menjadi beberapa permohonan",
    Act.CLARIFY: "menanyakan sesuatu kepada pemohon",
    Act.ANSWER: "menjawab pertanyaan kantor",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table: from where, to where (None: the stage stays), on which article, by whom."""

    act: Act
    sources: frozenset[Stage]
    target: Stage | None
    article: str
    role: str


def _row(act: Act, sources: Iterable[Stage], target: Stage | None, article: str, role: str) -> tuple[Act, Transition]:
    return act, Transition(act, frozenset(sources), target, article, role)


# A decision on a case that is still being verified says that it is complete. What waits for its applicant is
# declared complete where the office has what it needs, whoever brought it.
TRANSITIONS: dict[Act, Transition] = dict(
    (
        _row(Act.DECLARE_COMPLETE, {Stage.VERIFYING, Stage.INCOMPLETE}, Stage.PROCESSING, "PerKI 1/2021", OFFICER),
        _row(Act.DECLARE_INCOMPLETE, {Stage.VERIFYING}, Stage.INCOMPLETE, "PerKI 1/2021", OFFICER),
        _row(Act.REPAIR, {Stage.INCOMPLETE}, Stage.VERIFYING, "PerKI 1/2021", PUBLIC),
        _row(Act.LAPSE, {Stage.INCOMPLETE}, Stage.LAPSED, "PerKI 1/2021", OFFICER),
        _row(Act.EXTEND, {Stage.VERIFYING, Stage.PROCESSING}, Stage.EXTENDED, "UU 14/2008 ps. 22(8)", PPID),
        _row(Act.GRANT, WITH_OFFICE, Stage.GRANTED, "UU 14/2008 ps. 22(7)", PPID),
        _row(Act.GRANT_PARTLY, WITH_OFFICE, Stage.PARTLY_GRANTED, "UU 14/2008 ps. 22(7)e", PPID),
        _row(Act.REFUSE, WITH_OFFICE, Stage.REFUSED, "UU 14/2008 ps. 22(7)c", PPID),
        _row(Act.STATE_NOT_HELD, WITH_OFFICE, Stage.NOT_HELD, "UU 14/2008 ps. 22(7)a-b", PPID),
        _row(Act.STATE_NOT_DOCUMENTED, WITH_OFFICE, Stage.NOT_DOCUMENTED, "UU 14/2008 ps. 6(3)e", PPID),
        _row(Act.WITHDRAW, OPEN, Stage.WITHDRAWN, "UU 14/2008 ps. 22", PUBLIC),
        # No term, and no rule stops the clock; asked so that what is given is accurate (UU 14/2008 ps. 7).
        _row(Act.CLARIFY, OPEN, None, "UU 14/2008 ps. 7", OFFICER),
        _row(Act.ANSWER, OPEN, None, "UU 14/2008 ps. 7", PUBLIC),
        _row(Act.TRANSFER, OPEN, Stage.TRANSFERRED, "UU 14/2008 ps. 22(7)b", PPID),
        # Only of what another office passed on (`transfers`), which is why it is not offered by `why_not`.
        _row(Act.HAND_BACK, OPEN, Stage.TRANSFERRED, "UU 14/2008 ps. 22(7)b", PPID),
        # So that each question gets a written notice of its own; not once more time was told, or a repair is awaited.
        _row(Act.SPLIT, {Stage.VERIFYING, Stage.PROCESSING}, Stage.SPLIT, "UU 14/2008 ps. 22(7)", OFFICER),
    )
)


class NotAllowed(Conflict):
    """The state table does not know this act from here."""

    code = "act-not-allowed"


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
    return row.target or stage


def why_not(stage: Stage, act: Act) -> str:
    """Why an act is not possible from a stage, with the article and what is possible."""
    offered = (row for row in TRANSITIONS.values() if stage in row.sources and row.act is not Act.HAND_BACK)
    possible = ", ".join(row.act.label for row in offered) or "tidak ada"
    return (
        f"Permohonan ini {stage.label}; {act.label} menurut {TRANSITIONS[act].article} tidak dapat dilakukan lagi. "
        f"Yang dapat dilakukan sekarang: {possible}."
    )
