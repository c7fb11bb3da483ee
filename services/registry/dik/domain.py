"""What is true of exempt information: the consequence test, the period, the states of an entry of the list (DIK). Pure.

UU 14/2008 ps. 17-20, PerKI 1/2021 ps. 49, PKPU 22/2023 as amended by 4/2025 (KPU Provinsi tests by delegation).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.cases.domain.terms import years_later
from services.registry.decisions.domain.decisions import confirmation_faults
from statute.acts import miscited
from statute.book import Purpose, rule_about
from statute.calendar import Calendar
from statute.exemptions import exemptions
from statute.regimes import Regime

PREPARING = 10  # working days to draw up an opening decision; our design, no source says how early to warn
AHEAD = timedelta(days=95)  # those and the 30 of R-23 never take longer, long holidays included
NATIONAL = "00"  # KPU RI, in whose name the list binds the whole country


class Occasion(StrEnum):
    """When the test is made (PerKI 1/2021 ps. 49(1))."""

    BEFORE_REQUEST = "before_request"
    UPON_REQUEST = "upon_request"
    BY_RULING = "by_ruling"


class ProposalState(StrEnum):
    """Where a proposal stands in the office that makes it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LISTED = "listed"
    DECLINED = "declined"


class State(StrEnum):
    """Where a test and the entry that comes of it stand."""

    RECEIVED = "received"
    DECLINED = "declined"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OPENED = "opened"

    @property
    def label(self) -> str:
        """The state as people of the office call it."""
        return _LABELS[self]


_LABELS = {
    State.RECEIVED: "menunggu uji konsekuensi",
    State.DECLINED: "tidak dikecualikan",
    State.IN_FORCE: "berlaku",
    State.WITHDRAWN: "dicabut",
    State.EXPIRED: "habis masa",
    State.OPENED: "dibuka oleh putusan",
}


class Act(StrEnum):
    """What can be done to a test or an entry."""

    LIST = "list"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    OPEN = "open"
    EXPIRE = "expire"


SYSTEM = "service"  # the clock, which expires what is over


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table."""

    source: State
    target: State
    role: str
    wording: str
    article: str


TRANSITIONS = {
    Act.LIST: Transition(State.RECEIVED, State.IN_FORCE, PPID, "ditetapkan dikecualikan", "UU 14/2008 ps. 19"),
    Act.DECLINE: Transition(State.RECEIVED, State.DECLINED, PPID, "dinyatakan terbuka", "UU 14/2008 ps. 19"),
    Act.WITHDRAW: Transition(State.IN_FORCE, State.WITHDRAWN, PPID, "dicabut", "PP 61/2010"),
    Act.OPEN: Transition(State.IN_FORCE, State.OPENED, PPID, "dibuka oleh putusan", "UU 14/2008 ps. 11(2)"),
    Act.EXPIRE: Transition(State.IN_FORCE, State.EXPIRED, SYSTEM, "dinyatakan habis masa", "PP 61/2010"),
}  # fmt: skip


class NotAllowed(Conflict):
    """The state table does not know this act from here."""

    code = "act-not-allowed"


class NotInForce(Conflict):
    """The entry of the exempt list closes nothing on that day."""

    code, title = "exemption-not-in-force", "Pengecualian ini tidak berlaku pada hari itu"


def next_state(state: State, act: Act, roles: Iterable[str]) -> State:
    """Where an act leads from a state.

    Raises:
        Forbidden: the act belongs to another role. NotAllowed: not from this state; the detail says what is.
    """
    row = TRANSITIONS[act]
    if row.role not in roles:
        raise Forbidden(f"Informasi hanya dapat {row.wording} oleh PPID ({row.article}).")
    if state is not row.source:
        possible = ", ".join(other.wording for other in TRANSITIONS.values() if other.source is state)
        raise NotAllowed(
            f"Usul ini {state.label} dan tidak dapat {row.wording} ({row.article}). "
            f"Yang dapat dilakukan sekarang: {possible or 'tidak ada'}."
        )
    return row.target


def may_propose(state: ProposalState, roles: Iterable[str], *, submitting: bool) -> None:
    """Only a draft changes; an officer writes it and the PPID hands it over.

    Raises:
        Forbidden: not this role. NotAllowed: it was handed over already.
    """
    if not {PPID} & set(roles) if submitting else not {PPID, OFFICER} & set(roles):
        raise Forbidden("Usul pengecualian hanya dapat diserahkan oleh PPID (UU 14/2008 ps. 19).")
    if state is not ProposalState.DRAFT:
        raise NotAllowed("Usul ini sudah diserahkan untuk diuji dan tidak dapat diubah lagi. Buat usul baru.")


def testers(code: str, level: str, parent: str | None) -> tuple[str, ...]:
    """Which offices may test a proposal of an office: its KPU Provinsi by delegation, and KPU RI."""
    province = {"provinsi": code, "ri": None}.get(level, parent)
    return tuple(dict.fromkeys([*([province] if province else []), NATIONAL]))


def tested_above(level: str) -> bool:
    """Whether an office of a level leaves the test of consequences to another: KPU Kabupaten/Kota does (`testing`)."""
    return level not in ("ri", "provinsi")


def binding(code: str, parent: str | None) -> tuple[str, ...]:
    """Whose decrees bind an office: KPU RI's the whole nation, those of a KPU Provinsi itself and its offices."""
    return tuple(dict.fromkeys([NATIONAL, *([parent] if parent else []), code]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sheet of a consequence test (lembar uji): what is closed, on which Act, and the harm of either choice."""

    information: str
    exemption: str
    basis: str
    harm_if_opened: str
    harm_if_closed: str
    ends_on: date | None
    until: str | None


def faults(sheet: Sheet, from_day: date) -> Iterator[Fault]:
    """Yield what stands against a sheet whose exemption would begin on a day."""
    letter = exemptions().get(sheet.exemption)
    if letter is None:
        yield Fault("/exemption", "Pilih huruf Pasal 17 UU 14/2008 yang menjadi dasar pengecualian.")
        return
    if fault := miscited(sheet.basis, from_day):
        yield Fault("/basis", fault)
    if not sheet.harm_if_closed:
        yield Fault("/harm_if_closed", "Lengkapi usul ini: uraikan akibat bila informasi ditutup.")
    if sheet.ends_on is None:
        if not letter.permanent:
            yield Fault("/ends_on", f"Huruf {letter.letter} tidak permanen: tetapkan tanggal berakhirnya (Pasal 20).")
        elif not sheet.until:
            yield Fault("/until", "Tulis sampai kapan: misalnya sampai yang bersangkutan menyetujui secara tertulis.")
        return
    if sheet.ends_on <= from_day:
        yield Fault("/ends_on", "Tanggal berakhir harus sesudah pengecualian mulai berlaku.")
    if letter.max_years and sheet.ends_on > years_later(from_day, letter.max_years):
        yield Fault("/ends_on", f"Huruf {letter.letter} paling lama {letter.max_years} tahun (PP 61/2010).")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposal is written with: sheet, occasion, who tests it; and that its writer looked at ps. 18(1)."""

    sheet: Sheet
    occasion: Occasion
    tester: str
    not_always_open: bool


def check(sheet: Sheet, from_day: date, *, not_always_open: bool = True) -> None:
    """Let only a lawful sheet pass, once it is confirmed to close nothing that may never be closed.

    Raises:
        Invalid: naming every field that is wrong.
    """
    found = [*faults(sheet, from_day), *confirmation_faults(not_always_open)]
    if found:
        raise Invalid(faults=found)


def in_force(decree_on: date, ends_on: date | None, ended_on: date | None, on: date) -> bool:
    """Whether an entry closes information on a day: from its decree, and no longer on the day it ends (R-23)."""
    ends = [end for end in (ends_on, ended_on) if end]
    return decree_on <= on < min(ends, default=date.max)


def opening_until(ends_on: date, calendar: Calendar) -> date:
    """Return the last day to issue the opening decision: a working day with 30 of them between it and the
    end (R-23).
    """
    on, left = ends_on, rule_about(Regime.ORDINARY, Purpose.EXEMPTION_OPENING, ends_on).value
    while left or not calendar.is_working(on):
        left -= left > 0 and calendar.is_working(on)
        on -= timedelta(days=1)
    return on


def warning_on(ends_on: date, calendar: Calendar) -> date:
    """When it is time to prepare the opening decision: `PREPARING` working days before its last day (R-23)."""
    last = on = opening_until(ends_on, calendar)
    while calendar.working_days_between(on - timedelta(days=1), last) <= PREPARING:
        on -= timedelta(days=1)
    return on
