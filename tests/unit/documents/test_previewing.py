"""What staff see of a kept file before they open it."""

import io
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pytest
from PIL import Image

from chassis import confining
from services.documents import previewing
from services.documents.files.domain.formats import FORMATS, format_of
from services.documents.previewing import likeness
from services.documents.previewing.pictures import LARGEST_THUMBNAIL, MOST_READ
from services.documents.previews.domain import Preview, preview_of
from services.documents.readers import pages, reading
from tests.corpora import gifs, honest, leaking_pdfs, leaking_sheets, leaking_texts, mails, scans
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, said, saved

PAGED = {"pdf", "jpg", "jpeg", "png", "gif", "tif", "tiff"}


def _made(content: bytes, name: str) -> tuple[str, bool, bytes]:
    told, thumbnail = previewing.work(io.BytesIO(content), media_type=format_of(name).media_type)
    return told["words"], told["whole"], thumbnail


def test_the_words_of_every_page_are_kept_and_its_first_page_is_a_small_picture() -> None:
    words, whole, thumbnail = _made(leaking_pdfs.clean(3), "jawaban.pdf")
    assert (words.count(LINE), whole) == (3, True)
    with Image.open(io.BytesIO(thumbnail)) as shown:
        assert (shown.format, max(shown.size)) == ("PNG", 240)


EXAMPLES = {
    "pdf": honest.letter,
    "jpg": honest.photo,
    "jpeg": honest.photo,
    "png": lambda: honest.photo(form="PNG"),
    "gif": gifs.moving,
    "tif": scans.scanned,
    "tiff": scans.fax,
    "docx": honest.document,
    "xlsx": leaking_sheets.book,
    "odt": lambda: leaking_texts.open_document("<text:p>Isi</text:p>"),
    "csv": lambda: b"TPS;Jumlah\r\n01;250\r\n",
    "txt": lambda: b"Catatan rapat\n",
    "eml": mails.thread,
}


@pytest.mark.parametrize("extension", FORMATS)
def test_every_kind_of_file_has_words_and_a_picture_that_is_its_first_page_or_a_likeness(extension: str) -> None:
    words, _, thumbnail = _made(EXAMPLES[extension](), f"berkas.{extension}")
    assert bool(words) or extension in PAGED
    assert 0 < len(thumbnail) <= LARGEST_THUMBNAIL
    made = preview_of(format_of(f"berkas.{extension}").media_type, is_drawn=True)
    assert made == (Preview.PICTURE if extension in PAGED else Preview.LIKENESS)


_DELETED = f"<w:p><w:del><w:r><w:t>{SECRET}</w:t></w:r></w:del>{leaking_texts.run('Anggaran')}</w:p>"
_ROW, _COLUMN = '<row r="2" hidden="1">', '<cols><col min="3" max="3" hidden="1"/></cols>'
_CELL = leaking_sheets.cell("C2", SECRET)
_SHEET = f'<worksheet><sheetData><row r="2">{_CELL}</row></sheetData></worksheet>'
HIDING = {
    "a hidden row": (leaking_sheets.book(f"{_ROW}{_CELL}</row>"), "rekap.xlsx", "Suara"),
    "a hidden column": (leaking_sheets.book(f'<row r="2">{_CELL}</row>', before=_COLUMN), "rekap.xlsx", "Suara"),
    "a hidden sheet": (
        leaking_sheets.book(state="hidden", **{"xl/worksheets/sheet2.xml": _SHEET}), "rekap.xlsx", "Suara"
    ),
    "a tracked deletion": (leaking_texts.word(_DELETED), "nota.docx", "Anggaran"),
    "hidden receivers": (mails.mail(Bcc=f"{SECRET}@kpu.go.id").as_bytes(), "surel.eml", "Perihal"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "seen"), HIDING.values(), ids=HIDING)
def test_what_a_file_hides_is_neither_among_its_words_nor_in_its_likeness(content: bytes, name: str, seen: str) -> None:
    drawn = likeness.pdf(io.BytesIO(content), format_of(name).media_type)
    assert drawn
    with pages.opened(io.BytesIO(drawn)) as document:
        shown = document[0].get_textpage().get_text_bounded()
    for read in (_made(content, name)[0], shown):
        assert seen in read
        assert SECRET not in read


def test_a_likeness_is_one_page_whatever_is_brought_and_what_shows_nothing_has_none() -> None:
    markup = b"#panic[*tebal*] $x$ <a> \\ @b\n" * 5_000
    assert _made(markup, "catatan.txt")[2]
    assert _made(b"a;b\r\n\r\n;" + b"x" * 5_000, "tabel.csv")[2]
    assert _made(leaking_texts.open_document(""), "kosong.odt")[2] == b""


@pytest.mark.skipif(not reading.can_read(), reason="tesseract with Indonesian is not installed")
def test_a_scanned_page_is_read_and_pages_beyond_the_limit_are_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan = saved(leaking_pdfs.scanned())
    words, whole, _ = _made(scan, "pindaian.pdf")
    assert whole
    assert SECRET in words.replace(" ", "")
    monkeypatch.setattr("services.documents.previewing.pictures.MOST_READ", 0)
    assert _made(scan, "pindaian.pdf")[:2] == ("", False)
    assert MOST_READ > 0


def test_where_no_picture_can_be_read_the_words_are_said_to_be_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    words, whole, thumbnail = _made(saved(leaking_pdfs.scanned()), "pindaian.pdf")
    assert (words, whole) == ("", False)
    assert thumbnail


def test_words_beyond_the_most_that_is_kept_are_cut_and_said_to_be() -> None:
    words, whole, _ = _made(b"kata " * 100_000, "catatan.txt")
    assert (len(words) <= previewing.LONGEST, whole) == (True, False)


def test_the_most_colourful_picture_stays_small() -> None:
    noise = Image.frombytes("RGB", (1200, 900), bytes(range(256)) * (1200 * 900 * 3 // 256) + bytes(range(192)))
    made = io.BytesIO()
    noise.save(made, "PNG")
    assert 0 < len(_made(made.getvalue(), "peta.png")[2]) <= LARGEST_THUMBNAIL


def test_it_is_made_in_the_confined_child() -> None:
    with TemporaryFile() as file:
        file.write(saved(paper(said(LINE))))
        file.flush()
        told, thumbnail = confining.run(
            "services.documents.previewing", cast(BinaryIO, file), media_type="application/pdf"
        )
    assert told == {"words": LINE, "whole": True}
    assert thumbnail.startswith(b"\x89PNG")
