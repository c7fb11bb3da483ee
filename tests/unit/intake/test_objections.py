"""What a filing may say, what looks doubtful about it, which grounds the file suggests, how it moves on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden, Invalid, Never
from services.intake.domain import objections as domain
from services.intake.domain.objections import TRANSITIONS, Filing, Mandate, State
from services.intake.domain.request import Channel
from services.intake.domain.states import DECISIONS
from services.intake.domain.states import State as RequestState
from statute.regimes import Regime
from tests.table import table

DUE = date(2026, 10, 19)
NOW = datetime(2026, 10, 21, 3, tzinfo=UTC)


def _filing(**changes: object) -> Filing:
    return Filing(**({"grounds": ("a",), "position": "x", "demand": "y", "attorney": None} | changes))  # type: ignore[arg-type]


def test_only_officers_say_how_and_when_an_objection_came() -> None:
    recorded = _filing(channel=Channel.LETTER, received_at=NOW)
    with pytest.raises(Forbidden):
        domain.check(recorded, ["public"], NOW, NOW)
    domain.check(recorded, ["officer"], NOW, NOW)
    for wrong in (NOW + timedelta(minutes=1), NOW - timedelta(days=30)):
        with pytest.raises(Invalid):
            domain.check(_filing(channel=Channel.LETTER, received_at=wrong), ["officer"], NOW - timedelta(1), NOW)


@table(
    ("state", "decided_on", "today", "suggested"),
    [
        (RequestState.REFUSED, DUE, DUE, ("a",)),
        (RequestState.REFUSED, DUE + timedelta(days=1), DUE + timedelta(days=2), ("a", "g")),
        (RequestState.GRANTED, DUE, DUE + timedelta(days=2), ()),
        (RequestState.REGISTERED, None, DUE, ()),
        (RequestState.REGISTERED, None, DUE + timedelta(days=1), ("c",)),
        (RequestState.WITHDRAWN, None, DUE + timedelta(days=1), ()),
        (RequestState.LAPSED, None, DUE + timedelta(days=1), ()),
        (RequestState.TRANSFERRED, None, DUE + timedelta(days=1), ()),
    ],
)
def test_the_file_suggests_the_grounds_that_what_happened_gives(
    state: RequestState, decided_on: date | None, today: date, suggested: tuple[str, ...]
) -> None:
    assert domain.occasion(state, Regime.ORDINARY, DUE, decided_on, today).suggested == suggested


def test_nobody_objects_to_silence_about_a_request_that_was_withdrawn() -> None:
    about = domain.occasion(RequestState.WITHDRAWN, Regime.ORDINARY, DUE, None, DUE)
    assert about.barred == ("c",)
    domain.check_grounds(("e",), about)
    with pytest.raises(Invalid) as wrong:
        domain.check_grounds(("c", "e"), about)
    assert [fault.pointer for fault in wrong.value.faults] == ["/grounds"]


@given(st.integers(-20, 80), st.sampled_from([RequestState.REGISTERED, RequestState.REFUSED]))
def test_a_warning_is_given_exactly_when_a_filing_is_late_or_early(days: int, state: RequestState) -> None:
    received_on = DUE + timedelta(days=days)
    about = domain.occasion(state, Regime.ORDINARY, DUE, DUE if state in DECISIONS else None, received_on)
    undecided = state not in DECISIONS or received_on < DUE
    late, early = received_on > about.term.due_on, undecided and received_on <= DUE
    assert bool(domain.warnings(_filing(), about, received_on)) == (late or early)


def test_a_power_of_attorney_without_duty_stamp_is_told() -> None:
    about = domain.occasion(RequestState.REFUSED, Regime.ORDINARY, DUE, DUE, DUE)
    for stamped in (True, False):
        mandate = Mandate("Budi", "1", DUE, stamped)
        assert bool(domain.warnings(_filing(attorney=mandate), about, DUE)) != stamped


@given(st.sampled_from(State), st.sampled_from([*TRANSITIONS, "lost"]))
def test_a_fact_is_followed_exactly_where_the_table_has_a_row(state: State, fact: str) -> None:
    sources, target = TRANSITIONS.get(fact, (frozenset(), None))
    if state in sources:
        assert domain.follow(state, fact) is target
    else:
        with pytest.raises(Never):
            domain.follow(state, fact)
