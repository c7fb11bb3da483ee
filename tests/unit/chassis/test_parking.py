"""When a failed message is tried again, and what is written down about the failure."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from chassis import housekeeping
from chassis.errors import Never, NotYet
from chassis.parking import ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE, describe, pause
from contracts.envelope import UnknownEvent
from tests.table import table

WORDS = "NIK 3276010101010001"


@given(st.integers(1, 40))
def test_a_pause_stays_below_its_limit(attempts: int) -> None:
    assert 0 <= pause(attempts) <= min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** (attempts - 1))


def test_pauses_spread_over_their_whole_range() -> None:
    limit = FIRST_PAUSE * 4**2
    tenths = [int(10 * pause(3) / limit) for _ in range(2000)]
    counts = [tenths.count(tenth) for tenth in range(10)]
    assert min(counts) > 120  # 200 expected in each; a fixed or narrow pause leaves some empty


def test_a_part_may_be_away_for_hours_before_a_message_is_dead() -> None:
    waited = [sum(pause(attempts) for attempts in range(1, ATTEMPTS)) for _ in range(500)]
    assert statistics.mean(waited) > 2 * 3600


def test_the_text_of_a_foreign_error_is_not_kept() -> None:
    with pytest.raises(ValueError, match="Budi") as caught:
        int("Budi Santoso")
    assert describe(caught.value) == f"ValueError at test_parking.py:{caught.tb.tb_lineno}"


def test_a_database_error_is_known_by_its_state_and_not_by_its_row() -> None:
    class Duplicate(Exception):
        sqlstate = "23505"

    error = IntegrityError("insert into x", {"name": "Budi"}, Duplicate("Key (name)=(Budi) exists"))
    assert describe(error) == "IntegrityError 23505"


@table("error", [Never(WORDS), NotYet(WORDS), UnknownEvent(WORDS)])
def test_words_of_our_own_are_kept_without_numbers_of_people(error: Exception) -> None:
    assert describe(error) == f"{type(error).__name__}: NIK [disamarkan]"


def test_an_inbox_remembers_longer_than_anything_can_come_again() -> None:
    assert housekeeping.INBOX_DAYS >= housekeeping.OUTBOX_DAYS + 7
    assert housekeeping.PARKED_DAYS >= housekeeping.INBOX_DAYS
