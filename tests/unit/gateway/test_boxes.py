"""On which pages a box is repeated, as people write it; what a tick of the finder carries."""

from gateway.backends.shapes.documents import Found
from gateway.portal.desk.boxes import carried, hits, pages_of, taken
from tests.table import table


@table(
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


@table("words", ["Siti #1; ketua", None])
def test_what_was_found_and_the_words_that_found_it_come_back_from_a_tick(words: str | None) -> None:
    line: Found = {
        "page": 2, "x": 0.1, "y": 0.2, "width": 0.3, "height": 0.04, "kind": "name", "sample": "S.", "words": words,
        "group": 0,
    }  # fmt: skip
    (hit,) = hits([line, {**line, "y": 0.3}], [])
    boxes = taken(carried(hit), "h")
    assert [(box["page"], box["y"], box["words"], box["ground"]) for box in boxes] == [
        (2, 0.2, words, "h"), (2, 0.3, words, "h"),
    ]  # fmt: skip
