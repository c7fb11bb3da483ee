"""A copy of a text document has the words that its reader sees, as pages, and says what it does not show."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import docx
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from services.documents import copies
from services.documents.copies import making, office
from services.documents.files.domain.formats import DOCX, ODT, PDF
from services.documents.gate.domain.findings import Kind
from tests.corpora import honest, leaking_texts, pale_texts, veiled_fields, veiled_opendocuments, veiled_texts
from tests.corpora.leaking_pdfs import SECRET
from tests.unit.documents.test_copies import MADE_ON, SAYS

SHOWN = {"NIK", "NIK over two runs"}  # in letters that everybody reads
DOCX_TEXTS = {
    **{name: made[0] for corpus in (leaking_texts.WORDS, veiled_texts.VEILED) for name, made in corpus.items()},
    **{name: made[0] for name, made in veiled_fields.VEILED.items()},
    **pale_texts.PALE,
}
ODT_TEXTS = {
    name: made[0]
    for corpus in (leaking_texts.OPEN_DOCUMENTS, veiled_opendocuments.VEILED)
    for name, made in corpus.items()
}
TEXTS = [(name, make, DOCX.media_type) for name, make in DOCX_TEXTS.items() if name not in SHOWN] + [
    (name, make, ODT.media_type) for name, make in ODT_TEXTS.items() if name not in SHOWN
]
needs_office = pytest.mark.skipif(not office.installed(), reason="no LibreOffice")


def _copied(content: bytes, media_type: str) -> tuple[dict[str, Any], str]:
    told, copy = making.work(io.BytesIO(content), media_type=media_type, boxes={}, masks=[], names=[], says=SAYS)  # type: ignore[arg-type]  # SAYS is no TypedDict
    with pypdfium2.PdfDocument(copy) as file:
        return told, "\n".join(page.get_textpage().get_text_bounded() for page in file)


@pytest.mark.parametrize(("name", "make", "media_type"), TEXTS)
def test_nothing_that_a_text_document_hides_reaches_its_copy(name: str, make: Any, media_type: str) -> None:
    told, text = _copied(make(), media_type)
    assert [word for word in ("rahasia", SECRET) if word in text] == []
    assert told["findings"] == []


def test_what_a_text_document_shows_of_people_is_found_on_its_page() -> None:
    told, _ = _copied(DOCX_TEXTS["NIK over two runs"](), DOCX.media_type)
    assert [(finding["kind"], finding["where"]) for finding in told["findings"]] == [(Kind.NIK, "halaman 1")]


def test_a_copy_that_is_set_anew_says_what_it_loses() -> None:
    told, text = _copied(_changed(), DOCX.media_type)
    assert (told["media_type"], told["extension"], told["pages"]) == (PDF.media_type, "pdf", 1)
    assert "Rapat pleno" in text
    assert "sel 4" in text
    assert told["losses"] != []


@needs_office
def test_pages_are_those_of_libreoffice_with_every_change_accepted() -> None:
    with _on_disk(_changed()) as file:
        copy = copies.make(file, DOCX.media_type, title="Naskah", made_on=MADE_ON)
    with copy.content, pypdfium2.PdfDocument(copy.content.read()) as pdf:
        shown = pdf[0].render(scale=1).to_pil().convert("L").histogram()
    text = "\n".join(piece.text for piece in copy.words)
    assert (copy.extension, copy.losses) == ("pdf", [])
    assert sum(shown[:128]) > 100
    if copy.readable:
        assert "Rapat pleno" in text
        assert "tambahan" in text
    assert [word for word in ("dihapus", "tersembunyi", "komentar") if word in text] == []


def test_changes_are_accepted_before_libreoffice_sees_them() -> None:
    with zipfile.ZipFile(io.BytesIO(office.plain(io.BytesIO(_changed())))) as package:
        body = package.read("word/document.xml").decode()
    assert "tambahan" in body
    assert [word for word in ("dihapus", ":ins ", ":del ") if word in body] == []


def test_without_libreoffice_a_text_is_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "installed", lambda: False)
    with _on_disk(honest.opendocument()) as file:
        copy = copies.make(file, ODT.media_type, title="Naskah", made_on=MADE_ON)
    copy.content.close()
    assert copy.losses != []


def _changed() -> bytes:
    """A text with a table, and words that were deleted, added and hidden."""
    text, out = docx.Document(), io.BytesIO()
    text.add_heading("Rapat pleno", 1)
    table = text.add_table(2, 2)
    for place in range(4):
        table.cell(place // 2, place % 2).text = f"sel {place + 1}"
    line, by = text.add_paragraph("Isi naskah "), 'w:id="1" w:author="X" w:date="2026-01-01T00:00:00Z"'
    for part in (
        f"<w:del {nsdecls('w')} {by}><w:r><w:delText>dihapus</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')} {by}><w:r><w:t>tambahan</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>tersembunyi</w:t></w:r>",
    ):
        line._p.append(parse_xml(part))
    text.save(out)
    return out.getvalue()


@contextmanager
def _on_disk(content: bytes) -> Iterator[BinaryIO]:
    with TemporaryFile() as file:
        file.write(content)
        yield file
