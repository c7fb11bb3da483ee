"""On which pages a box is repeated, as people write it."""

import pytest

from gateway.portal.desk.boxes import pages_of


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("2-5, 7", [2, 3, 4, 5, 7]),
        (" 3 – 4;3 8", [3, 4, 8]),
        ("", []),
        ("0", None),
        ("5-2", None),
        ("7-9", None),
        ("dua", None),
        ("1-", None),
        ("2--3", None),
    ],
)
def test_pages_are_read_as_people_write_them_and_none_beyond_the_last(said: str, pages: list[int] | None) -> None:
    assert pages_of(said, 8) == pages
