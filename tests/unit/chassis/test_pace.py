"""Whose address it is that a pace counts."""

from chassis.pace import network_of
from tests.table import table


@table(
    ("address", "network"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("no address", "no address"),
    ],
)
def test_an_address_tells_the_network_of_one_subscriber(address: str, network: str) -> None:
    assert network_of(address) == network
