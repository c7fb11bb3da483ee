"""The redacted copy of a text document: a plain DOCX (ISO/IEC 29500) of its visible paragraphs and tables."""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from services.documents.copies import closing
from services.documents.copies.made import Made, Piece, Says
from services.documents.copies.marking import Marker
from services.documents.files.domain.formats import DOCX
from services.documents.readers import packed
from services.documents.showing import texts
from services.documents.showing.texts import Block, Paragraph, Table

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SIZES = (22, 36, 30, 26, 24, 24, 24)  # half points: plain text, then headings from the highest
_EDGE = '<w:{} w:val="single" w:sz="4" w:color="808080"/>'
_BORDERS = "".join(map(_EDGE.format, ("top", "left", "bottom", "right", "insideH", "insideV")))
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BESIDE = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def write(file: BinaryIO, marker: Marker, says: Says) -> Made:
    """The document with marks, and then at its end what was blackened.

    Raises:
        BadZipFile, ValueError, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        blocks = [_marked(block, marker) for block in texts.shown(package)]
    if says["log"]:
        title, *sentences = closing.sentences(says["log"])
        blocks += [Paragraph(title, 2), *map(Paragraph, sentences)]
    body = "".join(map(_block, blocks))
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _BESIDE,
        "word/styles.xml": _styles(),
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return Made(out.getvalue(), DOCX.media_type, "docx", 1, [Piece("naskah", "\n".join(map(texts.said, blocks)))])


def _styles() -> str:
    """Plain text and headings, by which programs read aloud and lead through a text."""
    looks = f'<w:rPr><w:sz w:val="{_SIZES[0]}"/><w:lang w:val="id-ID"/></w:rPr>'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{_SIZES[level]}"/></w:rPr></w:style>'
        for level in range(1, len(_SIZES))
    )
    plain = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    defaults = f"<w:docDefaults><w:rPrDefault>{looks}</w:rPrDefault></w:docDefaults>"
    return f'{_XML}<w:styles xmlns:w="{_WORD}">{defaults}{plain}{headings}</w:styles>'


def _marked(block: Block, marker: Marker) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(marker.text(block.text), block.level)
    return Table([[marker.text(cell) for cell in row] for row in block.rows])


def _block(block: Block) -> str:
    return _paragraph(block) if isinstance(block, Paragraph) else _table(block.rows)


def _paragraph(paragraph: Paragraph) -> str:
    looks = f'<w:pPr><w:pStyle w:val="Heading{paragraph.level}"/></w:pPr>' if paragraph.level else ""
    return f"<w:p>{looks}{''.join(_runs(paragraph.text))}</w:p>"


def _runs(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield "<w:r><w:br/></w:r>" if number else ""
        for place, part in enumerate(line.split("\t")):
            yield "<w:r><w:tab/></w:r>" if place else ""
            yield f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' if part else ""


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    grid = "<w:gridCol/>" * width
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(Paragraph(cell))}</w:tc>" for cell in _filled(row, width)) + "</w:tr>"
        for row in rows
    )
    borders = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl><w:p/>"


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]
