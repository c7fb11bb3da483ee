"""The same letter as a DOCX file (ISO/IEC 29500), for offices that print on paper of their own.

It says what the PDF says, word for word, from the same `Content`; a test compares the two. The same content gives the
same bytes: every time within the file is that of the letter.
"""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import segno
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from services.registry.letters.letter import Content

_BRAND, _TYPEFACE = RGBColor(0x7A, 0x1F, 0x1F), "Liberation Serif"
_LABELS = Mm(52)  # width of what stands before a value
_LEFTOVERS = ("/thumbnail", "/customXml")  # of the library's empty document: a picture and data that are not ours


def render(content: Content) -> bytes:
    """Set the letter as a text document that an office can open, print and, while it is a draft, reword."""
    document = docx.Document()
    _dress(document, content)
    _head(document, content)
    _asked(document, content)
    _answered(document, content)
    _closed(document, content)
    return _timeless(document, content)


def _dress(document: Document, content: Content) -> None:
    """Paper, typeface, language and properties."""
    page, said = document.sections[0], document.core_properties
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(24)
    page.top_margin, page.bottom_margin = Mm(18), Mm(20)
    if content.draft:
        page.header.paragraphs[0].add_run("KONSEP").bold = True
    page.footer.paragraphs[0].add_run(f"{content.office} · {content.letter_number}").font.size = Pt(8)
    for name, size in (("Normal", 10.5), ("Heading 1", 17), ("Heading 2", 12.5)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = _TYPEFACE, Pt(size)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name == "Normal":
            style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID"/>'))
        else:
            style.font.color.rgb = _BRAND
    said.title, said.author, said.language = f"{content.title} {content.letter_number}", content.office, "id-ID"
    said.created = said.modified = content.issued_at
    said.comments, said.last_modified_by = "", content.office


def _head(document: Document, content: Content) -> None:
    document.add_paragraph("PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI (PPID)")
    document.add_paragraph().add_run(content.office).bold = True
    if content.contact:
        document.add_paragraph(content.contact)
    document.add_heading(content.title, 1)
    if content.letter_number != content.number:
        _row(document, "Nomor surat", content.letter_number)
    _row(document, "Tanggal", content.issued)
    _row(document, content.answering, f"{content.number}, diterima {content.received}")


def _asked(document: Document, content: Content) -> None:
    to = content.addressee
    paragraph = document.add_paragraph("Kepada Yth.")
    paragraph.add_run(f"\n{to.name}").bold = True
    for line in (to.organisation, to.occupation, to.address, to.phone, to.email):
        if line is not None:
            paragraph.add_run(f"\n{line}")
    document.add_heading("Informasi yang diminta", 2)
    document.add_paragraph().add_run(to.subject).bold = True
    _paragraphs(document, to.detail)


def _answered(document: Document, content: Content) -> None:
    document.add_heading(content.heading, 2)
    _paragraphs(document, content.statement)
    for label, said in content.rows:
        _row(document, label, said)


def _closed(document: Document, content: Content) -> None:
    """Keep on one page what the applicant may do and who signed, so that no page shows a signature alone."""
    before = len(document.paragraphs)
    document.add_heading("Hak Anda", 2)
    document.add_paragraph(content.rights)
    for caution in content.cautions:
        document.add_paragraph(caution)
    _signed(document, content)
    for paragraph in document.paragraphs[before:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _signed(document: Document, content: Content) -> None:
    by = [line for line in ("Diterbitkan oleh", content.capacity, content.office) if line]
    document.add_paragraph("\n".join(by))
    if content.signer:
        document.add_paragraph().add_run(content.signer).bold = True
    if content.signing_decree:
        document.add_paragraph(content.signing_decree)
    if content.draft:
        document.add_paragraph("Konsep: belum bernomor dan belum terbit.")
        return
    drawing = io.BytesIO()
    segno.make(content.verification_url, error="m", micro=False).save(drawing, kind="png", border=0, scale=8)
    picture = document.add_picture(drawing, width=Mm(26))
    told = f"Kode QR yang membuka halaman pemeriksaan surat di {content.verification_url}"
    picture._inline.docPr.set("descr", told)  # the library has no other way to say what a picture shows
    document.add_paragraph(f"Periksa keaslian surat ini: {content.verification_url}")


def _row(document: Document, label: str, said: str) -> None:
    paragraph = document.add_paragraph(f"{label}\t{said}")
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent, shape.space_after = _LABELS, -_LABELS, Pt(3)
    shape.tab_stops.add_tab_stop(_LABELS)


def _paragraphs(document: Document, said: str) -> None:
    for part in said.split("\n"):
        if part.strip():
            document.add_paragraph(part)


def _timeless(document: Document, content: Content) -> bytes:
    """Return the file with the time of the letter on every part, where the library writes the time of the day."""
    for owner in (document.part.package, document.part):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_LEFTOVERS):
                del owner.rels[name]
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for part in parts.infolist():
            stamped = ZipInfo(part.filename, content.issued_at.timetuple()[:6])
            stamped.compress_type = ZIP_DEFLATED
            file.writestr(stamped, parts.read(part))
    return packed.getvalue()
