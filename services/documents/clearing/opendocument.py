"""What an OpenDocument text or spreadsheet holds and does not show."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from services.documents.clearing import inks, packed, seen
from services.documents.domain.gate import Finding, Kind

_MAKERS = {"creator": "pengubah terakhir", "initial-creator": "pembuat", "printed-by": "pencetak"}
_WRITTEN = ("p", "h", "span", "s")
_FIELDS = {"variable-set", "variable-get", "variable-input", "user-field-get", "user-field-input", "expression"}
_UNSEEN = {"hidden-text": Kind.HIDDEN_TEXT, "hidden-paragraph": Kind.HIDDEN_TEXT, "annotation": Kind.COMMENT}


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in an OpenDocument file.

    Raises:
        BadZipFile, OSError, ElementTree.ParseError: it cannot be read.
    """
    with packed.opened(file) as package:
        content = package.xml("content.xml")
        if content is None:
            yield Finding(Kind.UNREADABLE, "seluruh berkas")
            return
        yield from _meta(package.xml("meta.xml"), names)
        yield from packed.inside(package, names)
        yield from packed.elsewhere(package, names, r"(content|meta|styles)\.xml")
        if package.like(r"Thumbnails/.*") or package.like(r"Versions/.*") or package.like(r"VersionList\.xml"):
            yield Finding(Kind.LEFTOVER, "seluruh berkas", "gambar kecil atau versi sebelumnya")
        yield from _unseen(content)
        yield from _variables(content)
        common = package.xml("styles.xml")
        if any(inks.unseen(part, common) for part in (content, common) if part is not None):
            yield Finding(Kind.HIDDEN_TEXT, "isi naskah", "warna seperti dasarnya, atau terlalu kecil")
        yield from _tables(content)
        for part in (content, common):
            for paragraph in part.iter() if part is not None else ():
                if paragraph.tag in ("p", "h"):
                    yield from seen.personally("".join(paragraph.itertext()), "isi naskah", names)
            if part is not None:
                yield from seen.personally(packed.aside(part, *_WRITTEN), "isi naskah", names)


def _meta(meta: Element | None, names: tuple[str, ...]) -> Iterator[Finding]:
    for one in meta.iter() if meta is not None else ():
        if one.tag in _MAKERS and (one.text or "").strip():
            yield Finding(Kind.METADATA, f"keterangan berkas: {_MAKERS[one.tag]}", (one.text or "")[:80])
        elif one.tag == "user-defined":
            yield Finding(Kind.METADATA, "keterangan berkas: isian tambahan")
    yield from seen.personally(packed.words(meta), "keterangan berkas", names)


def _unseen(content: Element) -> Iterator[Finding]:
    tags = {one.tag for one in content.iter()}
    for tag, kind in _UNSEEN.items():
        if tag in tags:
            yield Finding(kind, "isi naskah")
    if tags & {"changed-region", "cell-content-change", "insertion", "deletion"}:
        yield Finding(Kind.TRACKED_CHANGE, "isi naskah")
    if tags & {"table-source", "dde-connection-decl", "cell-range-source"}:
        yield Finding(Kind.EXTERNAL_LINK, "seluruh berkas")
    if any(one.get("display") in ("none", "false") for one in content.iter("text-properties")):
        yield Finding(Kind.HIDDEN_TEXT, "isi naskah")
    if any(one.get("display") in ("none", "condition") for one in content.iter("section")):
        yield Finding(Kind.HIDDEN_TEXT, "isi naskah", "bagian yang disembunyikan")


def _variables(content: Element) -> Iterator[Finding]:
    """Values that the text keeps and does not show."""
    fields = [one for one in content.iter() if one.tag in _FIELDS]
    if any(one.get("display") == "none" for one in fields):
        yield Finding(Kind.HIDDEN_TEXT, "isi naskah", "isian (field) yang tidak ditampilkan")
    shown = {one.get("name") for one in fields if one.get("display") != "none"}
    kept = (one for one in content.iter("user-field-decl") if one.get("name") not in shown)
    if any(one.get("string-value") or one.get("value") or one.get("formula") for one in kept):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "variabel naskah")
    for one in content.iter("conditional-text"):
        if {one.get("string-value-if-true", ""), one.get("string-value-if-false", "")} - {"", packed.words(one)}:
            yield Finding(Kind.HIDDEN_TEXT, "isi naskah", "isi pengganti yang berbeda")
            return


def _tables(content: Element) -> Iterator[Finding]:
    off = {
        style.get("name")
        for style in content.iter("style")
        if any(one.get("display") == "false" for one in style.iter("table-properties"))
    }
    for table in content.iter("table"):
        where = f"lembar “{table.get('name', '')}”"
        if table.get("style-name") in off:
            yield Finding(Kind.HIDDEN_SHEET, where)
        if any(row.get("visibility") in ("collapse", "filter") for row in table.iter("table-row")):
            yield Finding(Kind.HIDDEN_ROWS, where)
        if any(column.get("visibility") in ("collapse", "filter") for column in table.iter("table-column")):
            yield Finding(Kind.HIDDEN_COLUMNS, where)
        if any(cell.itertext() and "".join(cell.itertext()).strip() for cell in table.iter("covered-table-cell")):
            yield Finding(Kind.HIDDEN_CELLS, where)
