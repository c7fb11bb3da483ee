"""A copy has what a reader sees of a file, and nothing else of it; it looks like the original and can be searched."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from chassis.confining import Overran
from services.documents import copies
from services.documents.clearing import reading
from services.documents.copies import making
from services.documents.copies.flat import flat
from services.documents.domain.formats import GIF, JPEG, PDF, PNG, TIFF
from services.documents.domain.gate import Kind
from services.documents.redaction import leaves
from tests.corpora import gifs, honest, leaking_objects, marked, pictures, scans
from tests.corpora.leaking_pdfs import LINE, SECRET, clean, paper, said, saved
from tests.unit.documents.test_copy_leaks import _leaks

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
SAYS = {"title": "Salinan", "made_on": "2026-11-26T09:00:00+07:00", "annex": ""}
# What these hold their readers see.
SHOWN = {
    "a NIK on the page": Kind.NIK,
    "a phone on the page": Kind.PHONE,
    "an address on the page": Kind.EMAIL,
    "a photographer": Kind.NIK,
    "a NIK in letters that say others than they show": Kind.NIK,
}
BROKEN = {"a file behind a password", "a file cut in half", "too many colours"}
SEEN = {"a row of blocks below the edge", "rows below the edge of a PNG"}  # the number stands above the edge
PICTURES = {
    **{name: (made[0], GIF.media_type) for name, made in gifs.LEAKS.items()},
    **{f"TIFF: {name}": (made[0], TIFF.media_type) for name, made in scans.LEAKS.items() if name not in BROKEN},
    **{name: made for name, made in pictures.LEAKS.items() if name not in SEEN},
    **{name: made[:2] for name, made in pictures.SHADES.items()},
}


def _copied(content: bytes, media_type: str, **more: Any) -> tuple[dict[str, Any], bytes]:
    return making.work(io.BytesIO(content), media_type=media_type, **{"boxes": {}, "names": [], "says": SAYS} | more)


@needs_reader
@pytest.mark.parametrize("name", sorted(set(leaking_objects.LEAKS) - set(SHOWN) - BROKEN))
def test_nothing_that_a_pdf_hides_reaches_its_copy(name: str) -> None:
    told, copy = _copied(leaking_objects.LEAKS[name][0](), PDF.media_type)
    assert _leaks(copy) == []
    assert told["findings"] == []
    assert SECRET not in "".join(text for _, text in told["words"])


@needs_reader
@pytest.mark.parametrize("name", SHOWN)
def test_what_a_pdf_shows_of_people_is_found_in_the_words_of_its_copy(name: str) -> None:
    told, _ = _copied(leaking_objects.LEAKS[name][0](), PDF.media_type)
    assert [(finding["kind"], finding["where"]) for finding in told["findings"]] == [(SHOWN[name], "halaman 1")]


@needs_reader
def test_letters_that_say_what_nobody_sees_are_not_believed() -> None:
    shows, says = b"1111111111111111", SECRET.encode()
    lying = saved(paper(said(SECRET)), compress_streams=False).replace(says, shows)
    told, copy = _copied(lying, PDF.media_type)
    assert _leaks(copy) == []
    assert SECRET not in "".join(text for _, text in told["words"])


@needs_reader
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_that_a_picture_hides_reaches_its_copy(name: str) -> None:
    made, media_type = PICTURES[name]
    told, copy = _copied(made(), media_type)
    assert SECRET.encode() not in copy
    assert told["findings"] == []
    if media_type != TIFF.media_type:
        with Image.open(io.BytesIO(copy)) as shown:
            assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert not shown.getexif()


@pytest.mark.parametrize(("name", "photograph"), list(marked.photographs()))
def test_behind_a_marker_that_is_nearly_opaque_nothing_is_left(name: str, photograph: marked.Marked) -> None:
    with Image.open(io.BytesIO(photograph.photo)) as shown:
        before, after = shown.convert("RGB"), flat(shown.convert("RGB"))
    assert _told_apart(before, photograph) > 4
    assert _told_apart(after, photograph) < 1


def _told_apart(shown: Image.Image, photograph: marked.Marked) -> float:
    """How far apart the points of the number and those around it are, in any colour."""
    inked = photograph.shape.crop(photograph.place)
    area, beside = shown.crop(photograph.place), ImageOps.invert(inked)
    means = [ImageStat.Stat(area, mask.point([0] * 200 + [255] * 56)).mean for mask in (inked, beside)]
    return max(abs(ink - ground) for ink, ground in zip(*means, strict=True))


@needs_reader
@pytest.mark.parametrize("ink", [(0, 0, 0), (200, 20, 20), (255, 255, 255)])
def test_no_stretch_of_contrast_brings_back_a_photographed_number(ink: tuple[int, int, int]) -> None:
    photograph = marked.marked(ink, 0.92, 48)
    _, copy = _copied(photograph.photo, JPEG.media_type)
    assert SECRET[4:12] in _stretched(photograph.photo, photograph.place)
    read = _stretched(copy, photograph.place)
    assert [SECRET[start : start + 3] for start in range(14) if SECRET[start : start + 3] in read] == []


def _stretched(photo: bytes, place: marked.Place) -> str:
    """What is read where somebody stretches the contrast."""
    left, top, right, bottom = place
    with Image.open(io.BytesIO(photo)) as shown:
        area = shown.convert("RGB").crop((left - 8, top - 8, right + 8, bottom + 8))
    bands = [ImageOps.autocontrast(band, cutoff=1) for band in (area.convert("L"), *area.split())]
    return " ".join(
        reading.words(ImageOps.expand(one, 20, 255)) for band in bands for one in (band, ImageOps.invert(band))
    )


ALIKE = {
    "letter": (honest.letter, PDF.media_type),
    "photo": (honest.photo, JPEG.media_type),
    "PNG": (lambda: honest.photo(form="PNG"), PNG.media_type),
    "scan": (lambda: scans.scanned("Berita acara", "Lampiran"), TIFF.media_type),
}


@pytest.mark.parametrize("name", ALIKE)
def test_a_copy_looks_like_its_original(name: str) -> None:
    make, media_type = ALIKE[name]
    content = make()
    told, copy = _copied(content, media_type)
    before, after = _drawn(content, media_type), _drawn(copy, told["media_type"])
    assert len(before) == len(after) == told["pages"]
    for one, other in zip(before, after, strict=True):
        difference = ImageChops.difference(one, other.resize(one.size)).convert("L").histogram()
        assert sum(level * count for level, count in enumerate(difference)) / sum(difference) < 4
        assert sum(difference[64:]) / sum(difference) < 0.01


def _drawn(content: bytes, media_type: str) -> list[Image.Image]:
    with leaves.opened(io.BytesIO(content), media_type) as found:
        return [found[place].picture(110) for place in range(len(found))]


@needs_reader
def test_the_words_of_a_copy_stand_behind_its_pages() -> None:
    told, copy = _copied(clean(2), PDF.media_type)
    assert [where for where, _ in told["words"]] == ["halaman 1", "halaman 2"]
    with leaves.opened(io.BytesIO(copy), PDF.media_type) as found:
        assert LINE in "".join(letter.text for letter in found[0].letters())


def test_without_a_reader_a_copy_has_no_words_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    told, copy = _copied(clean(), PDF.media_type)
    assert not told["readable"]
    assert LINE.encode() not in copy
    photo, _ = _copied(honest.photo(), JPEG.media_type)
    assert not photo["readable"]


MADE_ON = datetime.fromisoformat(SAYS["made_on"])


def test_a_copy_is_made_in_a_child_and_tells_how_far_it_is() -> None:
    heard = list[tuple[int, int]]()
    with _on_disk(clean(3)) as file:
        copy = copies.make(
            file, PDF.media_type, title="Salinan", made_on=MADE_ON, progress=lambda *done: heard.append(done)
        )
    with copy.content:
        assert copy.content.read(5) == b"%PDF-"
    assert (copy.extension, copy.pages, len(copy.words)) == ("pdf", 3, 3)
    assert heard
    assert {of for _, of in heard} == {3}


def test_of_a_damaged_file_there_is_no_copy() -> None:
    with _on_disk(b"%PDF-1.7\n nothing") as file, pytest.raises(Overran):
        copies.make(file, PDF.media_type, title="Salinan", made_on=MADE_ON)


@contextmanager
def _on_disk(content: bytes) -> Iterator[BinaryIO]:
    with TemporaryFile() as file:
        file.write(content)
        yield file
