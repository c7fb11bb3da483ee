"""Between receipt and decision: completeness, repair, extension, withdrawal. Pure: no database, no clock.

Whether an act may follow from a stage is the state table's (`cases`); here stands until when, and with which words
(R-04 to R-06: PerKI 1/2021; R-08 and R-09: UU 14/2008 ps. 22(8)).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from contracts.stages import OPEN, Stage
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import TRANSITIONS, Act, why_not
from statute.book import Purpose, Rule, rule_about
from statute.calendar import long_date
from statute.deadlines import count
from statute.regimes import Regime

# What an office does by its desk.
ACTS = (Act.DECLARE_COMPLETE, Act.DECLARE_INCOMPLETE, Act.CLARIFY, Act.EXTEND, Act.WITHDRAW)
NOT_PASSED_ON = "Permohonan ini tidak dialihkan dari kantor lain, jadi tidak ada kantor untuk mengembalikannya."
SHORTEST_WORDS = 10  # letters; less explains nothing
FEWEST_PARTS, MOST_PARTS = 2, 10  # of a request that is split


class Ground(StrEnum):
    """Why a term is extended (UU 14/2008 ps. 22(8))."""

    NOT_DOCUMENTED = "not_documented"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The ground as a letter says it."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.NOT_DOCUMENTED: "Informasi belum dikuasai atau belum didokumentasikan",
    Ground.UNDECIDED: "Belum dapat diputuskan apakah informasi dapat dibuka",
}


@dataclass(frozen=True, slots=True)
class Step:
    """An act short of a decision, with the words that it needs."""

    act: Act
    statement: str | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an act depends on: the stage, the days in the office's zone, and the office that passed the case on."""

    stage: Stage
    registered_on: date
    due_on: date
    extended_due_on: date
    repair_until: date | None
    complete_from: date | None = None
    came_from: str | None = None


class TermPassed(Conflict):
    """The law gives this act a term, and it is over."""

    code, title = "term-passed", "Batas waktu tindakan ini sudah lewat"


def check_until(registered_on: date) -> date:
    """Return the last day to declare a request incomplete (R-04, R-05); after it the request counts as complete."""
    return count(_general(Purpose.COMPLETENESS_CHECK, registered_on), registered_on, terms.calendar()).due_on


def repair_until(told_on: date) -> date:
    """Return the last day for the applicant to repair, counted from the day of being told (R-06)."""
    return count(_general(Purpose.REPAIR, told_on), told_on, terms.calendar()).due_on


def obstacle(act: Act, standing: Standing, today: date) -> str | None:
    """Why an act is not possible now, in Indonesian, with its article; None when it is."""
    if standing.stage not in TRANSITIONS[act].sources:
        return why_not(standing.stage, act)
    if act is Act.HAND_BACK and standing.came_from is None:
        return NOT_PASSED_ON
    return _too_late(act, standing, today)


def check_term(act: Act, standing: Standing, today: date) -> None:
    """Refuse an act after its term.

    Raises:
        TermPassed: it is over; the detail says by which article, and what is still possible.
    """
    late = _too_late(act, standing, today)
    if late:
        possible = ", ".join(other.label for other in TRANSITIONS if obstacle(other, standing, today) is None)
        raise TermPassed(f"{late} Yang dapat dilakukan sekarang: {possible or 'tidak ada'}.")


def check_words(step: Step) -> None:
    """Refuse an act of the desk without its words.

    Raises:
        Invalid: naming what is missing.
    """
    faults = list(_faults(step))
    if faults:
        raise Invalid(faults=faults)


class SecondPerson(Forbidden):
    """An act that takes two people was confirmed by the one who proposed it."""

    code, title = "second-person", "Tindakan ini memerlukan orang kedua"


def check_regime(stage: Stage, now: Regime, other: Regime, reason: str, *, once: date | None) -> None:
    """Refuse a second change of regime, the same one, or one without a reason.

    Args:
        stage: of the case. now: the regime that holds. other: the one it is put under. reason: why.
        once: the day on which it was changed before, if it was.

    Raises:
        Conflict: it is decided, or was changed before. Invalid: naming the field.
    """
    if stage not in OPEN or once is not None:
        raise Conflict("Rezim hanya dapat diubah satu kali, selama permohonan belum diputus.")
    if now is other:
        raise Invalid(faults=[Fault("/regime", "Rezim ini sudah berlaku.")])
    if len(reason) < SHORTEST_WORDS:
        raise Invalid(faults=[Fault("/reason", "Tulis alasan perubahan rezim.")])


def check_second(actor: str, proposer: str | None) -> None:
    """Refuse that who proposed also confirms.

    Raises:
        SecondPerson: it is the same one.
    """
    if actor == proposer:
        raise SecondPerson("Permohonan ini sudah lewat waktu; perubahan rezimnya disetujui orang lain, bukan pengusul.")


def check_split(parts: Collection[UUID], because: str) -> None:
    """Refuse a split into fewer than two questions, or without a reason that the applicant reads.

    Args:
        parts: what each of them is kept under at intake. because: the reason.

    Raises:
        Invalid: naming the field.
    """
    faults = []
    if len(set(parts)) < FEWEST_PARTS or len(set(parts)) < len(parts):
        faults.append(Fault("/parts", "Permohonan dipecah menjadi sedikitnya dua bagian yang berbeda."))
    if len(because) < SHORTEST_WORDS:
        faults.append(Fault("/statement", "Tulis mengapa permohonan ini dipecah; pemohon membaca alasan ini."))
    if faults:
        raise Invalid(faults=faults)


def until(act: Act, standing: Standing, today: date) -> date | None:
    """Return the day that an act sets: the last one to repair, or the new due day; None for the other acts."""
    match act:
        case Act.DECLARE_INCOMPLETE:
            return repair_until(today)
        case Act.EXTEND:
            return standing.extended_due_on
    return None


def complete_from(act: Act, standing: Standing, on: date) -> date | None:
    """From which day a request counts as complete after an act, for a regime that counts from a repair (E-01).

    Found incomplete in time it is the last day to repair, then the day of the repair. What goes on without a repair, or
    was late when it was found incomplete, counts from its receipt.
    """
    match act:
        case Act.DECLARE_INCOMPLETE:
            return repair_until(on) if on <= standing.due_on else None
        case Act.REPAIR:
            return on if standing.complete_from else None
        case Act.DECLARE_COMPLETE if standing.stage is Stage.INCOMPLETE:
            return None
    return standing.complete_from


def _too_late(act: Act, standing: Standing, today: date) -> str | None:
    match act:
        case Act.DECLARE_INCOMPLETE if today > (last := check_until(standing.registered_on)):
            return (
                f"Pemeriksaan kelengkapan berakhir {long_date(last)} ({TRANSITIONS[act].article}); permohonan ini "
                "dianggap lengkap."
            )
        case Act.EXTEND if today > standing.due_on:
            return (
                "Perpanjangan hanya dapat diberitahukan dalam jangka waktu pertama, sampai "
                f"{long_date(standing.due_on)} ({TRANSITIONS[act].article})."
            )
        case Act.REPAIR if standing.repair_until and today > standing.repair_until:
            return f"Batas perbaikan {long_date(standing.repair_until)} sudah lewat ({TRANSITIONS[act].article})."
    return None


def _faults(step: Step) -> Iterator[Fault]:
    asked = {
        Act.DECLARE_INCOMPLETE: "Sebutkan apa yang kurang, agar pemohon tahu apa yang harus dilengkapi.",
        Act.CLARIFY: "Tulis pertanyaan Anda kepada pemohon.",
        Act.EXTEND: "Tulis alasan perpanjangan; alasan ini disampaikan kepada pemohon.",
        Act.WITHDRAW: "Tulis bagaimana dan kapan pemohon menyatakan pencabutan.",
        Act.SPLIT: "Tulis mengapa permohonan ini dipecah; pemohon membaca alasan ini.",
    }.get(step.act)
    if asked and len(step.statement or "") < SHORTEST_WORDS:
        yield Fault("/statement", asked)
    if step.act is Act.EXTEND and step.ground is None:
        yield Fault("/ground", "Pilih sebab perpanjangan menurut Pasal 22 ayat (8).")


def _general(purpose: Purpose, on: date) -> Rule:
    """Return a rule of the general service standard: PerKI 1/2019 says nothing of completeness, so it holds there as
    well.
    """
    return rule_about(Regime.ORDINARY, purpose, on)
