"""What came after its day, and by how much: written down once and told everywhere from there. Pure.

A case that is answered, that ends or that falls under another regime keeps the fact that the day before had passed
(R-07: UU 14/2008 ps. 22(7); R-15: ps. 36(2); R-04: PerKI 1/2021).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.stages import OPEN, WITH_OFFICE, Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.terms import calendar
from statute.calendar import long_date
from statute.regimes import Regime


class Kind(StrEnum):
    """What came late."""

    ANSWER = "answer"
    END = "end"
    INCOMPLETE = "incomplete"
    REGIME = "regime"
    ELSEWHERE = "elsewhere"
    CHECK = "check"
    REPLY = "reply"


# Kinds that say of the request's answer that its day had passed. A check is a matter of its own, so is an objection.
OF_ANSWER = frozenset({Kind.ANSWER, Kind.END, Kind.INCOMPLETE, Kind.REGIME, Kind.ELSEWHERE})
# What a letter of an act says of itself.
OF_ACTS = {
    Act.DECLARE_COMPLETE: (Kind.CHECK,),
    Act.DECLARE_INCOMPLETE: (Kind.CHECK, Kind.INCOMPLETE),
    Act.WITHDRAW: (Kind.END,),
    Act.TRANSFER: (Kind.END,),
    Act.HAND_BACK: (Kind.END,),
    Act.SPLIT: (Kind.END,),
}
# What a written notice says beside its own day.
OF_NOTICE = (Kind.ELSEWHERE, Kind.REGIME, Kind.INCOMPLETE, Kind.CHECK)
_REGIMES = {Regime.ORDINARY: "rezim umum", Regime.ELECTION: "rezim pemilu"}
_SENTENCES = {
    Kind.ANSWER: "Dijawab {after}, batas menurut {regime}",
    Kind.END: "Berakhir tanpa jawaban {after}, batas menjawab menurut {regime}",
    Kind.INCOMPLETE: "Dinyatakan tidak lengkap {after}, batas menjawab menurut {regime}",
    Kind.REGIME: "Diubah ke rezim lain {after}, batas menjawab menurut {regime}",
    Kind.ELSEWHERE: "Dialihkan dari {office} {after}, batas menjawab menurut {regime}",
    Kind.CHECK: "Kelengkapan diperiksa {after}, batas pemeriksaan sejak permohonan diterima",
    Kind.REPLY: "Ditanggapi {after}, batas menanggapi menurut {regime}",
}


@dataclass(frozen=True, slots=True)
class Late:
    """Something that was due on a day and came after it; `office` is the one where that was, if it was another."""

    kind: Kind
    due_on: date
    done_on: date
    regime: Regime
    office: str | None = None

    @property
    def days(self) -> int:
        """By how many working days; 0 where only days off lie between."""
        return calendar().working_days_between(self.due_on, self.done_on)

    def told(self, office_name: str = "") -> str:
        """Return the fact in a sentence of a letter."""
        by = f"{self.days} hari kerja setelah" if self.days else "sebelum hari kerja berikutnya, tetapi setelah"
        after = f"{by} {long_date(self.due_on)}"
        return _SENTENCES[self.kind].format(after=after, regime=_REGIMES[self.regime], office=office_name)


def late(kind: Kind, due_on: date, done_on: date, regime: Regime) -> list[Late]:
    """Return the fact that something came after its day; none where it came in time."""
    return [Late(kind, due_on, done_on, regime)] if done_on > due_on else []


@dataclass(frozen=True, slots=True)
class Course:
    """What decides whether an act on a case comes late: its stage, by when it is answered and checked."""

    stage: Stage
    regime: Regime
    binding_on: date
    check_until: date
    checked: bool


def of_act(act: Act, target: Stage, course: Course, on: date) -> list[Late]:
    """Return what comes late with an act short of a decision, which leads to a target.

    A case that waits for its applicant ends late only if its day had passed when it was found incomplete.
    """
    due: dict[Kind, date] = {}
    if act in (Act.DECLARE_COMPLETE, Act.DECLARE_INCOMPLETE) and not course.checked:
        due[Kind.CHECK] = course.check_until
    if act is Act.DECLARE_INCOMPLETE:
        due[Kind.INCOMPLETE] = course.binding_on
    if target not in OPEN and course.stage in WITH_OFFICE:
        due[Kind.END] = course.binding_on
    return [fact for kind, day in due.items() for fact in late(kind, day, on, course.regime)]
