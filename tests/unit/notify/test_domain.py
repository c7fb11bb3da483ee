"""When a notice is due, tried again, given up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.transitions import NoTransition
from services.notify import domain
from services.notify.domain import TRANSITIONS, TRIES, State
from services.registry.cases.domain import terms as registry
from statute.regimes import Regime, categories, settle


def test_only_a_waiting_notice_can_change() -> None:
    assert {state for state, targets in TRANSITIONS.items() if targets} == {State.WAITING}


def test_a_sent_notice_is_not_sent_again() -> None:
    with pytest.raises(NoTransition):
        domain.next_state(State.SENT, State.SENT)


def test_the_twelfth_failure_is_the_last() -> None:
    assert [domain.is_given_up(attempts) for attempts in (1, TRIES - 1, TRIES)] == [False, False, True]


@given(st.integers(0, 1000))
def test_pauses_grow_and_never_exceed_half_a_day(attempts: int) -> None:
    assert timedelta(minutes=1) <= domain.pause(attempts) <= domain.pause(attempts + 1) <= timedelta(hours=12)


def test_a_mail_server_may_be_away_for_a_day() -> None:
    assert sum((domain.pause(n) for n in range(1, TRIES)), timedelta()) > timedelta(days=1)


@given(
    received_at=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    regime=st.sampled_from([None, *Regime]),
    category=st.sampled_from(sorted(categories())),
    office=st.sampled_from(["00", "32.76", "73.71"]),
)
def test_the_letter_names_the_day_that_the_register_counts(
    received_at: datetime, zone: str, regime: Regime | None, category: str, office: str
) -> None:
    from zoneinfo import ZoneInfo

    received_on = received_at.astimezone(ZoneInfo(zone)).date()
    binding, _ = settle(regime, category, office, received_on)
    expected = registry.clock(received_at, zone, binding).due_on
    assert domain.answer_term(received_at, zone, regime=regime, category=category, office=office).due_on == expected


def test_a_letter_received_late_in_the_evening_counts_from_the_offices_day() -> None:
    received_at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # already Monday in Jayapura
    due = {
        zone: domain.answer_term(received_at, zone, regime="ordinary", category="data_pemilih", office="91.71").due_on
        for zone in ("Asia/Jakarta", "Asia/Jayapura")
    }
    assert due == {"Asia/Jakarta": date(2026, 12, 4), "Asia/Jayapura": date(2026, 12, 7)}


def test_under_the_election_regime_the_receipt_cites_its_article() -> None:
    received_at = datetime(2024, 11, 22, 9, tzinfo=UTC)
    term = domain.answer_term(received_at, "Asia/Jakarta", regime="election", category="data_pemilih", office="32.76")
    assert term.rule.article == "PerKI 1/2019 Pasal 12"
