"""What an applicant asks concerning the own data (UU 27/2022; P-08, P-14), and what becomes of it: the state table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from chassis.errors import Conflict, Fault, Invalid
from services.intake.domain.applicant import Applicant
from services.intake.domain.states import OPEN
from services.intake.domain.states import State as RequestState
from statute.personal_data import refusals

# Ends of a request after which there is nothing to object to here.
WITHOUT_OBJECTION = frozenset({RequestState.WITHDRAWN, RequestState.TRANSFERRED, RequestState.SPLIT})
CORRECTABLE = ("name", "address", "email", "phone")


class Kind(StrEnum):
    """What is asked for, by the names of `statute.personal_data`."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class StillNeeded(Conflict):
    """Who asked cannot be erased yet: the request, or an objection to its answer, is under way."""

    code, title = "data-still-needed", "Data ini masih diperlukan"


class State(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.GRANTED, State.REFUSED}),
    State.GRANTED: frozenset(),
    State.REFUSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the PPID decides. A refusal names its ground and says why in words, which the applicant reads."""

    outcome: State
    ground: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was granted: when, and what stood there before."""

    at: datetime
    former: Mapping[str, str | None]


def changes(applicant: Applicant, wanted: Mapping[str, str | None]) -> dict[str, str]:
    """Return what is to be corrected: of the values handed in those that are there and differ from what is kept.

    Raises:
        Invalid: there is none.
    """
    new = {name: value for name, value in wanted.items() if value and value != getattr(applicant, name)}
    if not new:
        raise Invalid(faults=[Fault("/corrected", "Isi sedikitnya satu data yang berbeda dari yang kami simpan.")])
    return new


def decided(state: State, kind: Kind, decision: Decision) -> State:
    """Where a decision leads.

    Raises:
        Conflict: it was decided before. Invalid: a refusal without a ground for this kind of claim, or without words.
    """
    if decision.outcome not in TRANSITIONS[state]:
        raise Conflict("Permintaan ini sudah diputuskan.")
    if decision.outcome is State.REFUSED:
        faults = list(_lacking(kind, decision))
        if faults:
            raise Invalid(faults=faults)
    return decision.outcome


def _lacking(kind: Kind, decision: Decision) -> Iterable[Fault]:
    if not decision.ground or kind not in refusals()[decision.ground].of:
        yield Fault("/ground", "Pilih alasan penolakan yang berlaku untuk permintaan ini.")
    if not decision.reason:
        yield Fault("/reason", "Tulis alasannya dengan kata-kata sendiri; pemohon membacanya.")


def erase_after(state: RequestState, filing_until: date, objections: Iterable[date | None], today: date) -> date:
    """Return the last day on which who asked is still needed; a dispute on record may hold it longer, which documents
    knows.

    At the earliest tomorrow, so that the letter that says so still finds its address.

    Args:
        state: of the request. filing_until: until when an objection may be filed.
        objections: to its answer; until when each may be carried out or taken to dispute, None while it is under way.

    Raises:
        StillNeeded: the request or an objection is under way.
    """
    if state in OPEN:
        raise StillNeeded("Permohonan ini masih berjalan; identitas pemohon diperlukan sampai dijawab atau dicabut.")
    ways = [filing_until] if state not in WITHOUT_OBJECTION else []
    for until in objections:
        if until is None:
            raise StillNeeded("Keberatan atas permohonan ini masih berjalan; identitas pemohon masih diperlukan.")
        ways.append(until)
    return max([today + timedelta(days=1), *ways])


def with_values(applicant: Applicant, values: Mapping[str, str | None]) -> Applicant:
    """Return the applicant with other values; who speaks by power of attorney is named in both places."""
    attorney, name = applicant.attorney, values.get("name")
    if attorney and name and attorney.name == applicant.name:
        attorney = replace(attorney, name=name)
    return replace(applicant, attorney=attorney, **values)  # type: ignore[arg-type]  # names of CORRECTABLE


def as_of(applicant: Applicant, granted: Iterable[Corrected], at: datetime) -> Applicant:
    """Return the applicant as known at a moment: what was issued before a correction stays as it was issued."""
    for one in sorted(granted, key=lambda one: one.at, reverse=True):
        if one.at > at:
            applicant = with_values(applicant, one.former)
    return applicant
