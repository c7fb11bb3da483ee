"""What people leave in a file by accident is told to whoever decides to give the original."""

import hashlib
import io

import pytest
from PIL import Image

from services.documents.copies import accidents
from services.documents.files.domain.formats import DOCX, JPEG, PDF, TEXT, XLSX
from services.documents.gate.domain.findings import Kind
from tests.corpora import honest, leaking_objects, leaking_sheets, leaking_texts
from tests.corpora.leaking_pdfs import SECRET, clean

PDFS = {
    "text under a black box", "text under a white box", "white text", "text that is never drawn", "a redaction mark",
    "a comment", "a file pinned on", "a layer switched off", "an earlier version", "an attachment", "an author",
    "an author in XMP", "a file cut in half",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PDFS))
def test_what_was_left_in_a_pdf_is_told(name: str) -> None:
    make, kind = leaking_objects.LEAKS[name]
    assert kind in _kinds(make(), PDF.media_type)


@pytest.mark.parametrize(
    "name", ["deleted words", "inserted words", "comment", "embedded file", "author", "hidden run"]
)
def test_what_was_left_in_a_text_is_told(name: str) -> None:
    make, kind = leaking_texts.WORDS[name]
    assert kind in _kinds(make(), DOCX.media_type)


@pytest.mark.parametrize(
    "kind", [Kind.HIDDEN_SHEET, Kind.HIDDEN_ROWS, Kind.HIDDEN_COLUMNS, Kind.PIVOT_CACHE, Kind.COMMENT]
)
def test_what_was_left_in_a_workbook_is_told(kind: Kind) -> None:
    make = next(made[0] for made in leaking_sheets.SHEETS.values() if made[1] is kind)
    assert kind in _kinds(make(), XLSX.media_type)


def test_where_a_photograph_was_taken_is_told() -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[2] = (6.0, 24.0, 0.0)
    Image.new("RGB", (20, 20)).save(out, "JPEG", exif=exif)
    assert _kinds(out.getvalue(), JPEG.media_type) == {Kind.LOCATION}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(clean(), PDF.media_type), (honest.photo(), JPEG.media_type), (b"Selamat pagi", TEXT.media_type)],
)
def test_honest_files_hold_nothing(content: bytes, media_type: str) -> None:
    assert _kinds(content, media_type) == set()


def test_a_number_in_the_name_is_told_with_the_digest_of_what_was_read() -> None:
    told, _ = accidents.work(io.BytesIO(clean()), media_type=PDF.media_type, name=f"{SECRET}.pdf", names=[])
    assert [finding["kind"] for finding in told["findings"]] == [Kind.NIK]
    assert told["sha256"] == hashlib.sha256(clean()).hexdigest()


def _kinds(content: bytes, media_type: str) -> set[Kind]:
    return {finding.kind for finding in accidents.check(io.BytesIO(content), media_type, "jawaban")}
