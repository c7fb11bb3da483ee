"""How masks are listed: so that whoever typed them knows them again, and nobody else learns a number."""

from gateway.portal.desk.masking import recognisable
from tests.table import table


@table(
    ("words", "listed"),
    [
        ("3276995403989001", "••••••••••••9001"),
        ("+62 812-3456-7890", "+•• •••-••••-7890"),
        ("siti.r@gmail.com", "s•••@gmail.com"),
        ("Siti Rahmawati", "Siti Rahmawati"),
        ("TPS 12, 2026", "TPS 12, 2026"),
    ],
)
def test_numbers_are_listed_by_their_end_and_addresses_by_their_beginning(words: str, listed: str) -> None:
    assert recognisable(words) == listed
