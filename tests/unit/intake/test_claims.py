"""Who asks for what concerning the own data, what may be answered, and who it was at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Conflict, Invalid
from services.intake.domain import states
from services.intake.domain.applicant import Applicant, ApplicantKind, Attorney
from services.intake.domain.claims import (
    CORRECTABLE,
    TRANSITIONS,
    Corrected,
    Decision,
    Kind,
    State,
    StillNeeded,
    as_of,
    changes,
    decided,
    erase_after,
    with_values,
)
from tests.table import table

TODAY, FILING = date(2026, 11, 27), date(2027, 1, 12)
NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
SITI = Applicant(
    ApplicantKind.PERSON, "Siti", None, "Jl. Lama 1", "siti@example.com", None, None, None, None, ()
)  # fmt: skip
GRANT = Decision(State.GRANTED, None, None)


def test_only_what_differs_is_asked_for_and_nothing_is_no_claim() -> None:
    assert changes(SITI, {"name": "Siti", "address": "Jl. Baru 2", "email": None, "phone": "+62811"}) == {
        "address": "Jl. Baru 2",
        "phone": "+62811",
    }
    with pytest.raises(Invalid) as nothing:
        changes(SITI, {"name": "Siti", "address": None})
    assert nothing.value.faults[0].pointer == "/corrected"


@table("state", State)
@table("outcome", State)
def test_a_claim_is_answered_once(state: State, outcome: State) -> None:
    answer = Decision(outcome, "unproven", "KTP menyebut nama lain.")
    if outcome in TRANSITIONS[state]:
        assert decided(state, Kind.CORRECTION, answer) == outcome
    else:
        with pytest.raises(Conflict):
            decided(state, Kind.CORRECTION, answer)


def test_a_refusal_names_its_ground_and_says_why_and_a_grant_needs_neither() -> None:
    with pytest.raises(Invalid) as bare:
        decided(State.OPEN, Kind.CORRECTION, Decision(State.REFUSED, None, None))
    assert [fault.pointer for fault in bare.value.faults] == ["/ground", "/reason"]
    assert decided(State.OPEN, Kind.CORRECTION, GRANT) is State.GRANTED


def test_who_speaks_by_power_of_attorney_is_corrected_in_both_places() -> None:
    attorney = Attorney("Rahmat", "1", date(2026, 11, 1))
    group = Applicant(ApplicantKind.GROUP, "Rahmat", None, "", None, None, None, None, attorney, ("Ani",))
    corrected = with_values(group, {"name": "Rahmad"})
    assert (corrected.name, corrected.attorney and corrected.attorney.name) == ("Rahmad", "Rahmad")


@given(st.lists(st.tuples(st.sampled_from(CORRECTABLE), st.text(min_size=1, max_size=8)), max_size=6))
def test_what_was_issued_between_two_corrections_names_who_it_was_then(steps: list[tuple[str, str]]) -> None:
    who, at, granted = SITI, NOW, list[Corrected]()
    known = [(NOW - timedelta(seconds=1), SITI)]
    for field, value in steps:
        granted.append(Corrected(at, {field: getattr(who, field)}))
        who = with_values(who, {field: value})
        known.append((at, who))
        at += timedelta(minutes=1)
    for moment, expected in known:
        assert as_of(who, granted, moment) == expected


@table("state", states.State)
def test_nobody_is_erased_while_the_request_is_under_way(state: states.State) -> None:
    if state in states.OPEN:
        with pytest.raises(StillNeeded):
            erase_after(state, FILING, [], TODAY)
    else:
        assert erase_after(state, FILING, [], TODAY) > TODAY


@table(
    ("state", "objections", "expected"),
    [
        (states.State.REFUSED, [], FILING),
        (states.State.REFUSED, [date(2027, 3, 1)], date(2027, 3, 1)),
        (states.State.WITHDRAWN, [], date(2026, 11, 28)),
    ],
)
def test_who_asked_is_known_until_every_way_is_closed_and_at_least_until_tomorrow(
    state: states.State, objections: list[date | None], expected: date
) -> None:
    assert erase_after(state, FILING, objections, TODAY) == expected
    with pytest.raises(StillNeeded):
        erase_after(state, FILING, [*objections, None], TODAY)


def test_some_grounds_refuse_erasure_only() -> None:
    answer = Decision(State.REFUSED, "needed", "Permohonan masih berjalan.")
    assert decided(State.OPEN, Kind.ERASURE, answer) is State.REFUSED
    with pytest.raises(Invalid):
        decided(State.OPEN, Kind.CORRECTION, answer)
