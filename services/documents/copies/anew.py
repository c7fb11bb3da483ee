"""The words and tables of a text document, set anew as a plain PDF: where there is no program that makes its pages."""

import json
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from typing import Any, BinaryIO

from chassis.typesetting import set_pdf
from services.documents.copies.made import Made, Piece, Says
from services.documents.copies.marking import Marker
from services.documents.files.domain.formats import PDF
from services.documents.readers import packed, pages
from services.documents.showing import texts
from services.documents.showing.texts import Block, Paragraph

_TEMPLATE = files(__package__).joinpath("anew.typ").read_bytes()
_LOSSES = (
    "Tata letak, jenis huruf, dan warna naskah tidak ikut disalin; semua kata dan tabelnya ada.",
    "Gambar di dalam naskah tidak ikut disalin.",
)


def write(file: BinaryIO, says: Says) -> Made:
    """The copy as PDF, which says what it does not show.

    Raises:
        BadZipFile, ValueError, OSError, ElementTree.ParseError: it cannot be read.
    """
    shows = Marker(())  # which takes out what does not show
    with packed.opened(file) as package:
        blocks = [_told(block, shows) for block in texts.shown(package)]
        pictured = any(package.like(r"(word/media|Pictures)/.+"))
    pdf = set_pdf(
        _TEMPLATE,
        json.dumps({"title": says["title"], "blocks": [block for block in blocks if block]}),
        datetime.fromisoformat(says["made_on"]).replace(microsecond=0),
        accessible=False,
    )
    words = [Piece(f"halaman {number}", text) for number, text in enumerate(_words(pdf), start=1)]
    return Made(pdf, PDF.media_type, "pdf", len(words), words, losses=_LOSSES[: 1 + pictured])


def _told(block: Block, shows: Marker) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": shows.text(block.text), "level": block.level}
    width = max(map(len, block.rows), default=0)
    rows = [[*map(shows.text, row), *[""] * (width - len(row))] for row in block.rows]
    return {"rows": rows} if width else {}


def _words(pdf: bytes) -> Iterator[str]:
    with pages.opened(BytesIO(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_bounded().replace("\r\n", "\n")
            text.close()
            page.close()
