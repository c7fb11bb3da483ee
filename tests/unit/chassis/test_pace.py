"""A brake on strangers who leave rows behind."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis import clock
from chassis.errors import TooMany
from chassis.pace import Pace, network

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_network_is_stopped_until_its_time_is_over_and_others_are_not() -> None:
    pace = Pace(2, 60)
    with clock.held(NOW):
        pace.count("198.51.100.1")
        pace.count("198.51.100.1")
        with pytest.raises(TooMany):
            pace.count("198.51.100.1")
        pace.count("198.51.100.2")
    with clock.held(NOW + timedelta(seconds=61)):
        pace.count("198.51.100.1")


def test_acts_in_between_do_not_make_the_time_longer() -> None:
    pace = Pace(3, 60)
    for second in (0, 30, 59):
        with clock.held(NOW + timedelta(seconds=second)):
            pace.count("198.51.100.1")
    with clock.held(NOW + timedelta(seconds=61)):
        pace.count("198.51.100.1")


@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1"])
def test_the_machine_itself_is_no_stranger(address: str) -> None:
    pace = Pace(0, 60)
    pace.count(address)


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("no address", "no address"),
    ],
)
def test_an_address_tells_the_network_of_one_subscriber(address: str, seen: str) -> None:
    assert network(address) == seen
