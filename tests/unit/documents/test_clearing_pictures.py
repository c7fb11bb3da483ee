"""What the checker does with pictures that stand amid words: an identity card in an annex says as much as a scan."""

import io
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import pikepdf
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageDraw

from chassis import confining
from services.documents import clearing
from services.documents.clearing import reading, seen
from services.documents.domain.formats import DOCX, JPEG, ODT, PDF, PNG, XLSX
from services.documents.domain.gate import Finding, Kind
from tests.corpora import pictures
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, pictured, said, saved
from tests.corpora.leaking_sheets import with_part
from tests.corpora.leaking_texts import open_document, run, word
from tests.corpora.pictures import card, chunk, jpeg, png

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
EMPTY = card("kosong")
KIND = Kind.NIK if reading.can_read() else Kind.UNREAD


def _page(file: pikepdf.Pdf, **pictures: Image.Image) -> bytes:
    file.pages[0].Resources.XObject = Dictionary({f"/{name}": pictured(file, one) for name, one in pictures.items()})
    return saved(file)


def _amid_words() -> bytes:
    return _page(paper(said(LINE, y=780) + b"q 300 0 0 190 60 400 cm /P Do Q\n" + said(LINE, y=300)), P=card())


def _in_slices() -> bytes:
    """A card in twenty-seven stripes, as some programs cut pictures."""
    orders, stripes = said(LINE, y=780), {}
    for place in range(27):
        stripes[f"P{place}"] = card().crop((0, place * 20, 860, place * 20 + 20))
        orders += f"q 300 0 0 7.04 60 {590 - 7 * place} cm /P{place} Do Q\n".encode()
    return _page(paper(orders), **stripes)


def _as_lines() -> bytes:
    """A page on which no letter is a letter: each is drawn, as by programs that turn words into curves."""
    mask = card().convert("L").point(lambda ink: 255 * (ink < 110))
    runs, orders = mask.load(), [b"0 0 0 rg"]
    assert runs is not None
    for y in range(mask.height):
        orders += [f"{60 + x / 2} {700 - y / 2} .6 .6 re f".encode() for x in range(mask.width) if runs[x, y] == 255]
    return saved(paper(b"\n".join(orders)))


PICTURED: dict[str, tuple[Callable[[], bytes], str]] = {
    "amid the words of a PDF": (_amid_words, PDF.media_type),
    "in a PDF, cut into slices": (_in_slices, PDF.media_type),
    "as lines in a PDF": (_as_lines, PDF.media_type),
    "in a text": (lambda: word(run("Lampiran"), **{"word/media/image1.png": png(card())}), DOCX.media_type),
    "in a workbook": (lambda: with_part("xl/media/image1.png", png(card())), XLSX.media_type),
    "in an open document": (lambda: open_document("", **{"Pictures/1.png": png(card())}), ODT.media_type),
}


def _found(content: bytes, media_type: str) -> list[Finding]:
    return clearing.check(io.BytesIO(content), media_type, "lampiran")


@pytest.mark.parametrize("where", PICTURED)
def test_a_number_in_a_picture_is_found_wherever_the_picture_stands(where: str) -> None:
    make, media_type = PICTURED[where]
    assert KIND in {one.kind for one in _found(make(), media_type)}


def test_the_confined_child_reads_a_picture_as_well_as_we_do() -> None:
    with TemporaryFile() as file:
        file.write(_amid_words())
        file.flush()
        told, _ = confining.run(
            "services.documents.clearing", cast(BinaryIO, file), cpu_seconds=30, seconds=60,
            media_type=PDF.media_type, name="a.pdf", names=[],
        )  # fmt: skip
    assert [Finding.heard(one) for one in told["findings"]] == _found(_amid_words(), PDF.media_type)
    assert {one["kind"] for one in told["findings"]} == {KIND}


@pytest.mark.parametrize("where", PICTURED)
def test_where_no_program_reads_pictures_people_are_told_to(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    make, media_type = PICTURED[where]
    assert Kind.UNREAD in {one.kind for one in _found(make(), media_type)}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (_page(paper(said(LINE) + b"q 60 0 0 60 60 750 cm /P Do Q\n"), P=card("KPU")), PDF.media_type),
        (word(run("x"), **{"word/media/image1.png": png(Image.new("RGB", (300, 200), "maroon"))}), DOCX.media_type),
        (word(run("x"), **{"word/media/image1.png": png(card().resize((40, 25)))}), DOCX.media_type),
    ],
    ids=["a crest beside words", "a plain area", "a dot"],
)
def test_what_holds_no_words_needs_no_reader(content: bytes, media_type: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    assert _found(content, media_type) == []


def test_a_picture_that_stands_on_every_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[tuple[int, int]]()
    monkeypatch.setattr(reading, "words", lambda shown: read.append(shown.size) or "")
    pages = [said(LINE) + b"q 500 0 0 90 40 740 cm /P Do Q\n" for _ in range(6)]
    file = paper(*pages)
    banner = pictured(file, card("KOMISI PEMILIHAN UMUM"))
    for page in file.pages:
        page.Resources.XObject = Dictionary(P=banner)
    assert _found(saved(file), PDF.media_type) == []
    assert len(read) == 1


def test_more_pictures_than_a_program_reads_are_left_to_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    parts = {f"word/media/image{n}.png": png(card(str(n))) for n in range(seen.MOST_READ + 2)}
    unread = [one for one in _found(word(run("x"), **parts), DOCX.media_type) if one.kind is Kind.UNREAD]
    assert len(unread) == 2


def _segment(mark: int, held: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(held) + 2).to_bytes(2) + held


@pytest.mark.parametrize(
    "make",
    [
        lambda: jpeg(EMPTY) + jpeg(card()),
        lambda: jpeg(EMPTY)[:2] + _segment(0xE5, SECRET.encode()) + jpeg(EMPTY)[2:],
        lambda: jpeg(EMPTY)[:2] + _segment(0xE0, b"JFIF\0" + bytes(9) + SECRET.encode()) + jpeg(EMPTY)[2:],
        lambda: png(EMPTY) + png(card()),
        lambda: png(EMPTY)[:33] + chunk(b"seCr", SECRET.encode()) + png(EMPTY)[33:],
        lambda: png(EMPTY).replace(b"\0\0\0\0IEND", chunk(b"IDAT", SECRET.encode()) + b"\0\0\0\0IEND"),
    ],
    ids=("picture behind a JPEG", "program's own in a JPEG", "behind the JFIF", "picture behind a PNG",
         "program's own in a PNG", "behind the points of a PNG"),
)  # fmt: skip
def test_what_a_picture_holds_beside_what_it_shows_keeps_it_back(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    content = make()
    media_type = (JPEG if content.startswith(b"\xff\xd8") else PNG).media_type
    found = clearing.check(io.BytesIO(content), media_type, "foto")
    assert Kind.LEFTOVER in {one.kind for one in found}, found


@pytest.mark.parametrize("leak", pictures.LEAKS)
def test_rows_that_a_picture_does_not_show_keep_it_back(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    make, media_type = pictures.LEAKS[leak]
    with Image.open(io.BytesIO(make())) as shown:
        shown.load()  # other programs show it without a word
    assert _found(make(), media_type) == [Finding(Kind.LEFTOVER, "gambar", "isi di belakang baris terakhir gambar")]


@pytest.mark.parametrize("what", pictures.HONEST)
def test_an_honest_picture_that_comes_close_to_one_that_hides_passes(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    make, media_type = pictures.HONEST[what]
    assert _found(make(), media_type) == []


@needs_reader
@pytest.mark.parametrize("leak", pictures.SHADES)
def test_words_that_no_eye_sees_in_a_picture_keep_it_back(leak: str) -> None:
    make, media_type, why = pictures.SHADES[leak]
    assert why in [one.sample for one in _found(make(), media_type) if one.kind is Kind.HIDDEN_TEXT]


@needs_reader
@pytest.mark.parametrize("what", pictures.PLAIN)
def test_colours_that_only_come_near_to_each_other_hide_nothing(what: str) -> None:
    make, media_type = pictures.PLAIN[what]
    assert _found(make(), media_type) == []


@needs_reader
@pytest.mark.parametrize("ink", ["black", "white"])
def test_what_is_written_on_nothing_is_read_as_people_see_it(ink: str) -> None:
    shown = Image.new("RGBA", (860, 300), (0, 0, 0, 0))
    ImageDraw.Draw(shown).text((40, 60), f"NIK : {SECRET}", fill=ink, font_size=48)
    assert [one.kind for one in _found(png(shown), PNG.media_type)] == [Kind.NIK]
    content = word(run("x"), **{"word/media/image1.png": png(shown)})
    assert [one.kind for one in _found(content, DOCX.media_type)] == [Kind.NIK]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 100, "icc_profile": b"x" * 400}])
def test_a_picture_that_shows_all_it_holds_passes(options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    packed = io.BytesIO()
    Image.effect_noise((300, 200), 90).save(packed, "JPEG", **options)
    assert clearing.check(io.BytesIO(packed.getvalue()), JPEG.media_type, "foto") == []
    assert clearing.check(io.BytesIO(png(EMPTY)), PNG.media_type, "foto") == []
    small = io.BytesIO()
    EMPTY.quantize(5).save(small, "PNG", bits=3)
    assert clearing.check(io.BytesIO(small.getvalue()), PNG.media_type, "foto") == []


@pytest.mark.parametrize(
    ("kind", "tail", "found"),
    [("WEBP", b"", []), ("WEBP", b"rahasia", [Kind.LEFTOVER]), ("BMP", b"", [Kind.UNREADABLE])],
)
def test_a_picture_amid_words_is_judged_by_what_it_is(
    kind: str, tail: bytes, found: list[Kind], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "words", lambda _shown: "")
    packed = io.BytesIO()
    Image.effect_noise((300, 201), 90).convert("RGB").save(packed, kind)
    content = word(run("x"), **{"word/media/image1.webp": packed.getvalue() + tail})
    assert [one.kind for one in clearing.check(io.BytesIO(content), DOCX.media_type, "surat")] == found
