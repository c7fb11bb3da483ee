"""Nothing that was blackened is left in a copy, by whatever way it was in the original, and the rest stays legible."""

import base64
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.documents.copies import making
from services.documents.copies import pages as copied
from services.documents.files.domain.formats import PDF
from services.documents.readers import pages, reading
from services.documents.redaction import leaves
from tests.corpora import redactable_pdfs
from tests.corpora.leaking_pdfs import LINE, SECRET, clean
from tests.corpora.redactable_pdfs import CASES, Case, Rectangle

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
ANNEX = base64.b64encode(clean()).decode()
# As it stands in text, in strings of two bytes a letter, and in hexadecimal.
SPELLED = [SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode().hex().encode()]
_TILE = (640, 110)  # pixels of one place among many that are read at once


@cache
def _case(name: str) -> Case:
    return CASES[name]()


@cache
def _copy(name: str) -> bytes:
    """The copy without words: of those other tests make sure, since reading every page takes long."""
    found = _case(name)
    return _copied(found.content, [(*found.secret, "h")])


def _copied(content: bytes, boxes: list[tuple[float, float, float, float, str]], *, read: bool = False) -> bytes:
    with pytest.MonkeyPatch.context() as reader:
        if not read:
            reader.setattr(reading, "can_read", lambda: False)
        _, copy = making.work(
            io.BytesIO(content), media_type=PDF.media_type, boxes={"1": boxes}, masks=[], names=[],
            says={"title": "Salinan", "made_on": "2026-11-26T00:00:00Z", "annex": ANNEX, "log": None},
        )  # fmt: skip
    return copy


def test_there_are_at_least_sixty_ways_in_which_a_file_keeps_a_secret() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_no_program_takes_out_of_a_copy_what_was_blackened(name: str) -> None:
    copy = _copy(name)
    assert _leaks(copy) == []
    with pikepdf.open(io.BytesIO(copy)) as file:
        assert set(file.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
        assert set(file.docinfo.keys()) <= {"/Title", "/CreationDate"}
        assert not file.attachments


def _leaks(content: bytes) -> list[str]:
    """The ways in which the secret comes out of a PDF."""
    return [way for way, taken in _taken_out(content) if any(spelled in taken for spelled in SPELLED)]


def _taken_out(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What programs take out of a PDF: its bytes, its objects written out, its text by two readers."""
    yield "bytes", content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, qdf=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    yield "qpdf --qdf", out.getvalue()
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield "pdfium", page.get_textpage().get_text_bounded().encode()
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        yield "pdftotext", done.stdout


def test_what_takes_secrets_out_finds_them_in_the_originals() -> None:
    hidden = {
        name for name in CASES if not any(s in taken for _, taken in _taken_out(_case(name).content) for s in SPELLED)
    }
    assert hidden <= {name for name in CASES if "a scan" in name}


@pytest.mark.parametrize("name", CASES)
def test_every_point_of_a_box_is_black_but_for_its_ground(name: str) -> None:
    shown = _cut(_copy(name), _case(name).secret, inner=2)
    levels = shown.convert("L").histogram()
    assert sum(levels[:32]) / sum(levels) > 0.85  # the ground stands there in white
    assert sum(_edge(shown).convert("L").histogram()[32:]) == 0


def _edge(shown: Image.Image) -> Image.Image:
    """The left tenth of a box, where nothing is written."""
    return shown.crop((0, 0, max(1, shown.width // 10), max(1, shown.height // 10)))


@needs_reader
def test_the_boxes_lie_on_the_secret_and_hide_it_from_readers() -> None:
    assert _lines(lambda name: _cut(_case(name).content, _case(name).secret)).count(SECRET) > 0.9 * len(CASES)
    left = _lines(lambda name: _cut(_copy(name), _case(name).secret))
    assert [SECRET[start : start + 5] for start in range(12) if SECRET[start : start + 5] in left] == []


@needs_reader
def test_what_lies_beside_the_boxes_is_read_as_before() -> None:
    assert _lines(lambda name: _cut(_copy(name), _case(name).line)).count(LINE) > 0.9 * len(CASES)


def _lines(part: Callable[[str], Image.Image]) -> str:
    """What a reader reads in a part of every case, each upright on a line of its own."""
    sheet = Image.new("RGB", (_TILE[0], _TILE[1] * len(CASES)), "white")
    for place, name in enumerate(CASES):
        upright = part(name).rotate(_case(name).turned, expand=True)
        upright.thumbnail(_TILE)
        sheet.paste(upright, (0, place * _TILE[1]))
    return " ".join(reading.words(sheet).split())


def _cut(content: bytes, part: Rectangle, inner: int = 0) -> Image.Image:
    """A part of the first page as drawn by pdfium."""
    shown = _drawn(content)
    area = _area(part, shown)
    return shown.crop((area[0] + inner, area[1] + inner, area[2] - inner, area[3] - inner))


def _area(part: Rectangle, shown: Image.Image) -> tuple[int, int, int, int]:
    left, top, width, height = part
    return pages.Box(left, top, left + width, top + height).pixels(shown.size)


@cache
def _drawn(content: bytes) -> Image.Image:
    with leaves.opened(io.BytesIO(content), PDF.media_type) as sheets:
        return sheets[0].picture(150)


@needs_reader
@pytest.mark.parametrize("name", ["shown: a scan with words behind", "hidden: white text", "a stamp, turned 90"])
def test_the_words_of_a_copy_come_from_what_is_still_seen(name: str) -> None:
    found = _case(name)
    copy = _copied(found.content, [(*found.secret, "h")], read=True)
    texts = [taken.decode("latin-1") for way, taken in _taken_out(copy) if way == "pdfium"]
    assert SECRET not in "".join(texts)
    assert "Rekapitulasi" in texts[0] or found.turned


EDGE = st.tuples(st.floats(0, 0.999), st.floats(0.001, 1))


@settings(max_examples=60)
@given(across=EDGE, down=EDGE, size=st.tuples(st.integers(20, 200), st.integers(20, 200)))
def test_whatever_the_box_every_point_that_it_touches_is_painted_and_no_other(
    across: tuple[float, float], down: tuple[float, float], size: tuple[int, int]
) -> None:
    shown = Image.new("RGB", size, "white")
    (left, width), (top, height) = ((start, min(length, 1 - start)) for start, length in (across, down))
    copied.blacken(shown, [(left, top, width, height, "h")])
    columns = _touched(left, width, size[0])
    rows = _touched(top, height, size[1])
    for x, y in product(range(size[0]), range(size[1])):
        inside, outside = x in columns[0] and y in rows[0], x not in columns[1] or y not in rows[1]
        assert inside or outside or shown.getpixel((x, y)) in ((0, 0, 0), (255, 255, 255))
        assert not inside or shown.getpixel((x, y)) == (0, 0, 0)
        assert not outside or shown.getpixel((x, y)) == (255, 255, 255)


def _touched(start: float, length: float, side: int) -> tuple[range, range]:
    """The points that a stretch touches for certain, and those that it may touch by what fractions are off."""
    first, last = start * side, (start + length) * side
    return range(int(first + 1e-6), int(last - 1e-6) + 1), range(int(first - 1e-6), int(last + 1e-6) + 1)


@settings(max_examples=40)
@given(
    turn=st.sampled_from([0, 90, 180, 270]), left=st.floats(-300, 60), bottom=st.floats(-300, 620),
    grow=st.floats(0, 400),
)  # fmt: skip
def test_the_secret_is_under_its_box_whatever_the_sheet_the_crop_and_the_turn(
    turn: int, left: float, bottom: float, grow: float
) -> None:
    crop: Rectangle = (left, bottom, 400 + grow, 730 + grow)
    found = redactable_pdfs.case(turn=turn, crop=crop, media=(-400, -400, 1200, 1200))
    with leaves.opened(io.BytesIO(found.content), PDF.media_type) as sheets:
        shown = sheets[0].picture(72)
    for place in (found.secret, found.line):
        assert shown.crop(_area(place, shown)).convert("L").getextrema()[0] < 128
        shown.paste((255, 255, 255), _area(place, shown))
    assert shown.convert("L").getextrema() == (255, 255)
