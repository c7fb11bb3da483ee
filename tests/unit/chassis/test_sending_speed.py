"""A body may arrive slowly at first, ever faster later; what came long ago buys no time."""

import itertools

import pytest

from chassis.sending_speed import SLOWEST, WINDOW, SendingSpeed, TooSlow, floor

DAY = 86_400
PART = 4 << 20  # bytes that the edge receives before a thread hears of them


def _lasts(speed: SendingSpeed, bytes_a_second: int, seconds: int = DAY) -> int:
    """For how many seconds somebody may send at a steady speed, a second's bytes at a time."""
    for second in range(seconds):
        try:
            speed.note(1.0, bytes_a_second)
        except TooSlow:
            return second + 1
    return seconds


def test_the_floor_rises_with_the_time_that_somebody_was_waited_for_and_ends_somewhere() -> None:
    asked = [floor(second) for second in range(0, 480, 15)]
    assert asked[0] == SLOWEST
    assert all(earlier <= later for earlier, later in itertools.pairwise(asked))
    assert floor(10 * DAY) == floor(420) == 64_000


@pytest.mark.parametrize(("bytes_a_second", "lasts"), [(0, 15), (499, 15), (600, 45), (8_000, 270), (63_999, 435)])
def test_a_steady_sender_is_cut_off_where_the_floor_passes_them(bytes_a_second: int, lasts: int) -> None:
    assert _lasts(SendingSpeed(), bytes_a_second) == lasts


def test_who_keeps_above_the_highest_floor_may_send_all_day() -> None:
    assert _lasts(SendingSpeed(), 64_000) == DAY


def test_what_came_fast_buys_no_time_for_what_comes_slowly() -> None:
    speed = SendingSpeed()
    speed.note(1.0, PART)
    assert _lasts(speed, 100) <= 2 * WINDOW


def test_who_was_too_slow_once_is_not_listened_to_again() -> None:
    speed = SendingSpeed()
    assert _lasts(speed, 0) == WINDOW
    with pytest.raises(TooSlow):
        speed.note(0.0, PART)


def test_bytes_that_nobody_had_to_wait_for_are_never_too_slow() -> None:
    speed = SendingSpeed()
    for _piece in range(1000):
        speed.note(0.0, 1)
