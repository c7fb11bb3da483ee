"""Reading the words of pictures: nearly all of a full page, where they stand, and not for ever."""

import io
from collections import Counter

import pytest
from PIL import Image

from services.documents.copies import pages as copied
from services.documents.readers import pages, reading
from services.documents.redaction import finding
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.load import redaction

pytestmark = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")


@pytest.fixture(scope="module")
def page() -> tuple[Image.Image, list[pages.Letter]]:
    """A full page of four hundred words as a copy shows it, and its letters."""
    with pages.opened(io.BytesIO(redaction.written())) as file:
        return pages.picture(file[0], copied.DPI), pages.letters(file[0])


def test_nearly_every_word_of_a_full_page_is_read_where_it_stands(
    page: tuple[Image.Image, list[pages.Letter]],
) -> None:
    shown, letters = page
    there = Counter("".join(letter.text for letter in letters).split())
    found = reading.placed(shown)
    assert there.total() > 400
    assert (there & Counter(word.text for word in found)).total() > 0.99 * there.total()
    read = [letter.box for letter in finding.spelled(found) if letter.box]
    true = [letter.box for letter in letters if letter.box]
    assert read[0].left == pytest.approx(true[0].left, abs=0.005)
    assert read[-1].right == pytest.approx(true[-1].right, abs=0.005)
    assert read[-1].bottom == pytest.approx(true[-1].bottom, abs=0.005)


def test_small_letters_are_read_again_when_the_reader_was_not_sure_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Nomor {3276015403989001 + place * 7919} tanggal {place + 10} Juni 2026" for place in range(12)]
    small = saved(paper(b"".join(said(line, y=780 - 9 * place, size=7) for place, line in enumerate(lines))))
    with pages.opened(io.BytesIO(small)) as file:
        shown = pages.picture(file[0], copied.DPI)
    twice = {word.text for word in reading.placed(shown)}
    monkeypatch.setattr(reading, "_SURE", 0)
    once = {word.text for word in reading.placed(shown)}
    there = set(" ".join(lines).split())
    assert len(there & twice) > 0.95 * len(there) > len(there & once)


def test_more_words_beside_a_box_are_read_where_the_reader_sees_no_bar_of_ink(
    page: tuple[Image.Image, list[pages.Letter]],
) -> None:
    black, boxes = page[0].copy(), [(*redaction.BOX, "h")]
    copied.blacken(black, boxes)
    there = {*redaction.WORDS.split(), "halaman", "1"}
    seen = {name: [word.text for word in reading.placed(shown) if word.text in there]
            for name, shown in (("black", black), ("bare", copied.bare(black, boxes)))}  # fmt: skip
    assert len(seen["bare"]) > len(seen["black"])


def test_a_page_that_is_not_read_in_time_counts_as_not_read(page: tuple[Image.Image, list[pages.Letter]]) -> None:
    with pytest.raises(reading.NoReader):
        reading.words(page[0], seconds=0.05)
    assert "Daftar" in reading.words(page[0])
