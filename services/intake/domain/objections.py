"""What an objection says, who may say it, by when it must be filed and answered, and where it stands.

Sources: UU 14/2008 ps. 35(1) (grounds) and 36 (terms); PerKI 1/2021 ps. 39-41 (in writing, by special power of attorney
with enough duty stamp, number and copy at once). A late objection warns and is never refused: the Atasan PPID decides.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.errors import Fault, Forbidden, Invalid, Never, TooMany
from services.intake.domain.applicant import FORGOTTEN
from services.intake.domain.request import OFFICER, PPID, Channel
from services.intake.domain.states import DECISIONS
from services.intake.domain.states import OPEN as UNANSWERED
from services.intake.domain.states import State as RequestState
from statute.book import Purpose, rule_about
from statute.calendar import long_date, national
from statute.deadlines import Term, count
from statute.regimes import Regime
from statute.settings import Setting

FORGOTTEN_WORDS: Mapping[str, Any] = {"position": FORGOTTEN, "demand": FORGOTTEN, "attorney": None}
SILENCE = "c"  # UU 14/2008 ps. 35(1)c
UNSTAMPED = "Surat kuasa khusus perlu bermeterai cukup (PerKI 1/2021 Pasal 39 ayat (4)); susulkan bila belum."
OBJECTION = "K"  # kind of a number: keberatan


class TooManyObjections(TooMany):
    """One request is objected to again and again; the office's counter and letters have no pace."""

    code, title = "too-many-objections", "Terlalu banyak keberatan atas satu permohonan dalam sehari"


class State(StrEnum):
    """Where an objection stands, as its applicant sees it."""

    RECEIVED = "received"
    REGISTERED = "registered"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    REJECTED = "rejected"
    FULFILLED = "fulfilled"


ANSWERS = (State.UPHELD, State.PARTLY_UPHELD, State.REJECTED)
OPEN = frozenset({State.RECEIVED, State.REGISTERED})
# What the register tells, from which states it can follow, and where it leads. An answer is told by its outcome.
TRANSITIONS: Mapping[str, tuple[frozenset[State], State]] = {
    "registered": (frozenset({State.RECEIVED}), State.REGISTERED),
    "rescheduled": (frozenset({State.REGISTERED}), State.REGISTERED),
    **{outcome.value: (frozenset({State.REGISTERED}), outcome) for outcome in ANSWERS},
    "fulfilled": (frozenset({State.UPHELD, State.PARTLY_UPHELD}), State.FULFILLED),
}


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who objects for the applicant by special power of attorney, and whether it bears enough duty stamp (meterai)."""

    name: str
    letter_number: str
    letter_date: date
    stamped: bool


@dataclass(frozen=True, slots=True)
class Filing:
    """What was filed. `position` tells what happened, `demand` what is asked for; the last two are the officer's."""

    grounds: tuple[str, ...]
    position: str
    demand: str
    attorney: Mandate | None
    channel: Channel | None = None
    received_at: datetime | None = None

    def words(self) -> dict[str, Any]:
        """Return what people wrote, as JSON values, for sealing."""
        attorney = self.attorney and {**asdict(self.attorney), "letter_date": self.attorney.letter_date.isoformat()}
        return {"position": self.position, "demand": self.demand, "attorney": attorney}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an objection would be about: since when there is ground for it, and which grounds the file suggests.

    `found_on` is the day on which the decision was received, as far as that is proved, otherwise that of the decision,
    or the last day of the term that passed without one (R-13). `barred` are the grounds that cannot be: nobody waits
    for the answer to a request that was withdrawn.
    """

    regime: Regime
    found_on: date
    decided: bool
    suggested: tuple[str, ...]
    barred: tuple[str, ...] = ()

    @property
    def term(self) -> Term:
        """The time to file (R-13, E-04)."""
        return count(rule_about(self.regime, Purpose.OBJECTION_FILING, self.found_on), self.found_on, national())


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is given for an objection at once: number, due date with every day, what looks doubtful."""

    id: UUID
    number: str
    received_at: datetime
    deadline: Mapping[str, Any]
    warnings: tuple[str, ...]


def occasion(
    state: RequestState, regime: Regime, due_on: date, decided_on: date | None, today: date,
    received_on: date | None = None,
) -> Occasion:  # fmt: skip
    """Return what the file says about an objection filed today; the grounds are suggestions, the applicant chooses.

    Args:
        due_on: the last day to answer. decided_on: of the decision. received_on: when it is proved to have arrived.
    """
    decided = state in DECISIONS and decided_on is not None and decided_on <= today
    suggested = []
    if state is RequestState.REFUSED:
        suggested.append("a")
    if state in UNANSWERED and today > due_on:
        suggested.append(SILENCE)
    if decided_on is not None and decided_on > due_on:
        suggested.append("g")
    found_on = (received_on or decided_on) if decided else due_on
    barred = (SILENCE,) if state is RequestState.WITHDRAWN else ()
    return Occasion(regime, found_on or due_on, decided, tuple(suggested), barred)


def check_grounds(grounds: Collection[str], about: Occasion) -> None:
    """Nobody objects on a ground that cannot be.

    Raises:
        Invalid: beside the grounds.
    """
    if set(grounds) & set(about.barred):
        raise Invalid(faults=[Fault("/grounds", "Permohonan ini dicabut, jadi tidak ada jawaban yang ditunggu.")])


def check(said: Filing, roles: Collection[str], requested_at: datetime, now: datetime) -> None:
    """Refuse what depends on who files it and when.

    Raises:
        Forbidden: an officer's field came from somebody else. Invalid: naming every field at fault.
    """
    if (said.channel or said.received_at) and not {OFFICER, PPID} & set(roles):
        raise Forbidden("Saluran dan waktu diterima hanya dapat diisi oleh petugas.")
    faults = list(_receipt_faults(said, requested_at, now))
    if faults:
        raise Invalid(faults=faults)


def _receipt_faults(said: Filing, requested_at: datetime, now: datetime) -> Iterator[Fault]:
    if said.received_at is None:
        return
    if said.received_at > now:
        yield Fault("/received_at", "Waktu diterima tidak boleh setelah saat ini.")
    elif said.received_at < requested_at:
        yield Fault("/received_at", "Keberatan tidak dapat diterima sebelum permohonannya diterima.")


def answer_term(received_on: date, regime: Regime, from_next: Setting | None = None) -> Term:
    """By when the Atasan PPID must answer (R-15: UU 14/2008 ps. 36(2); E-05: PerKI 1/2019 ps. 14).

    `from_next` is the office's setting by which it counts from the next working day (`statute.deadlines.after_hours`).
    """
    return count(rule_about(regime, Purpose.OBJECTION_ANSWER, received_on), received_on, national(), from_next)


def warnings(said: Filing, about: Occasion, received_on: date) -> tuple[str, ...]:
    """Return what looks doubtful about a filing but does not stop it."""
    term = about.term
    early = not about.decided and received_on <= about.found_on
    timeliness = "late" if received_on > term.due_on else "early" if early else "in_time"
    unstamped = [UNSTAMPED] if said.attorney is not None and not said.attorney.stamped else []
    return warnings_anew(unstamped, timeliness, about.regime, about.found_on, term.due_on)


def warnings_anew(
    known: Collection[str], timeliness: str, regime: Regime, found_on: date, filing_until: date
) -> tuple[str, ...]:
    """Return what looks doubtful about a filing by its timeliness as it stands now, and what the days have
    no part in.
    """
    return (*_untimely(timeliness, regime, found_on, filing_until), *(one for one in known if one == UNSTAMPED))


def _untimely(timeliness: str, regime: Regime, found_on: date, filing_until: date) -> Iterator[str]:
    if timeliness == "late":
        rule = rule_about(regime, Purpose.OBJECTION_FILING, found_on)
        yield (
            f"Keberatan diajukan setelah {long_date(filing_until)}, hari terakhir menurut {rule.article}. "
            "Keberatan tetap diterima dan diputuskan oleh Atasan PPID."
        )
    elif timeliness == "early":
        yield (
            f"Waktu menjawab permohonan baru berakhir {long_date(found_on)}. Keberatan tetap dicatat; keberatan "
            "karena tidak ditanggapi lazimnya diajukan setelah tanggal itu."
        )


def follow(state: str, fact: str) -> State:
    """Return the state after the register told a fact (`registered`, `rescheduled`, an answer's outcome, `fulfilled`).

    Raises:
        Never: the table knows no such fact, or not from this state; the message needs a person.
    """
    sources, target = TRANSITIONS.get(fact, (frozenset(), None))
    if target is None or state not in sources:
        raise Never(f"an objection that is {state} cannot follow {fact!r}")
    return target
