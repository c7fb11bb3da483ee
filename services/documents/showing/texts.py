"""What a DOCX or ODT text shows: its paragraphs and tables as they read once every change in it is accepted."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from services.documents.readers import docx, inks, veiled
from services.documents.readers.packed import Package

_MOST_REPEATED = 100  # cells that one element stands for
_DROPPED = {
    # DOCX: deleted, moved away, code of fields, the older twin of a drawing
    "del", "moveFrom", "instrText", "delText", "Fallback",
    # ODT: the record of changes, comments, hidden words
    "tracked-changes", "annotation", "annotation-end", "hidden-text", "hidden-paragraph", "note-citation",
}  # fmt: skip
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "line-break": "\n"}
_PARAGRAPHS = {"p", "h"}
_TABLES, _ROWS, _CELLS = {"tbl", "table"}, {"tr", "table-row"}, {"tc", "table-cell"}


class Paragraph(NamedTuple):
    """A paragraph; `level` is that of a heading, 0 for plain text."""

    text: str
    level: int = 0


class Table(NamedTuple):
    """A table: rows of cells."""

    rows: Sequence[Sequence[str]]


Block = Paragraph | Table


def shown(package: Package) -> Iterator[Block]:
    """The blocks of a text document in their order; heads and feet of pages first, notes last.

    Raises:
        ValueError, OSError, ElementTree.ParseError: it is no text document that can be read.
    """
    if "content.xml" in package.names:
        yield from _opendocument(package)
        return
    body = package.xml("word/document.xml")
    if body is None:
        raise ValueError("no text")
    styles = docx.hiding_styles(package)
    beside = [package.xml(name) for name in package.like(r"word/(header|footer)\d*\.xml")]
    notes = [package.xml(name) for name in package.like(r"word/(footnotes|endnotes)\.xml")]
    for tree in (*beside, body, *notes):
        if tree is not None:
            yield from _blocks(tree, _Unseen(styles, docx.unseen(tree, package), everywhere=False))


def _opendocument(package: Package) -> Iterator[Block]:
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    if content is None:
        raise ValueError("no text")
    hiding = _hidden(content) | _hidden(styles)
    for tree in (styles, content):
        unseen = _Unseen(hiding, set() if tree is None else inks.unseen(tree, styles), everywhere=True)
        for part in tree.iter() if tree is not None else ():
            if part.tag in ("header", "footer", "body"):
                yield from _blocks(part, unseen)


def _hidden(tree: Element | None) -> frozenset[str]:
    """The names of an OpenDocument's styles that hide what is written in them."""
    styles = [] if tree is None else list(tree.iter("style"))
    return frozenset(
        style.get("name", "")
        for style in styles
        if any(looks.get("display") in ("none", "false") for looks in style.iter("text-properties"))
    )


class _Unseen:
    """What is left out of a text, by its kind, its style or its own looks.

    `pale` are elements whose looks hide their own words. `everywhere` says whether words stand between elements, as in
    ODT, or in elements of their own, as in DOCX.
    """

    def __init__(self, styles: frozenset[str], pale: Collection[Element], *, everywhere: bool) -> None:
        self._styles, self.pale, self.everywhere = styles, pale, everywhere

    def __call__(self, one: Element) -> bool:
        if one.tag in _DROPPED or one.get("display") in ("none", "condition"):
            return True
        if (one.tag in ("p", "r") and docx.is_in(one, self._styles)) or (not self.everywhere and one in self.pale):
            return True
        if not self.everywhere and veiled.is_unseen(one):
            return True
        return one.get("visibility") in ("collapse", "filter") or one.get("style-name") in self._styles


def _blocks(tree: Element, unseen: _Unseen) -> Iterator[Block]:
    for one in tree:
        if unseen(one):
            continue
        if one.tag in _PARAGRAPHS:
            yield Paragraph("".join(_words(one, unseen)), _level(one))
        elif one.tag in _TABLES:
            yield Table(list(_rows(one, unseen)))
        else:
            yield from _blocks(one, unseen)


def _rows(table: Element, unseen: _Unseen) -> Iterator[list[str]]:
    for one in table:
        if unseen(one):
            continue
        if one.tag in _ROWS:
            yield [text for cell in one if cell.tag in _CELLS for text in _cell(cell, unseen)]
        else:
            yield from _rows(one, unseen)


def _cell(cell: Element, unseen: _Unseen) -> list[str]:
    lines = ["\t".join(said) for block in _blocks(cell, unseen) for said in _lines(block)]
    return ["\n".join(lines)] * min(int(cell.get("number-columns-repeated", "1")), _MOST_REPEATED)


def _lines(block: Block) -> Sequence[Sequence[str]]:
    return block.rows if isinstance(block, Table) else [[block.text]]


def _words(one: Element, unseen: _Unseen) -> Iterator[str]:
    """What is written in a paragraph, and in the boxes that stand in it."""
    if one.tag in _LETTERS:
        yield _LETTERS[one.tag]
    elif one.tag == "s":  # ODT: a stretch of spaces
        yield " " * min(int(one.get("c", "1")), _MOST_REPEATED)
    seen = one not in unseen.pale
    if (unseen.everywhere and seen) or one.tag == "t":
        yield one.text or ""
    for part in one:
        if not unseen(part):
            yield from ("\n",) if part.tag in _PARAGRAPHS else ()
            yield from _words(part, unseen)
        if unseen.everywhere and seen:
            yield part.tail or ""


def _level(one: Element) -> int:
    """How deep a heading stands; 0 where it is none."""
    if one.tag == "h":
        return min(max(int(one.get("outline-level", "1")), 1), 6)
    looks = one.find("pPr")
    style = looks.find("pStyle") if looks is not None else None
    name = style.get("val", "") if style is not None else ""
    return min(int(name[-1]), 6) if name.startswith("Heading") and name[-1].isdigit() else 0


def text(package: Package) -> Iterator[str]:
    """The lines of a text document, cells parted by tabs."""
    for block in shown(package):
        yield from said(block).split("\n")


def said(block: Block) -> str:
    """What a block says, cells parted by tabs."""
    return "\n".join(map("\t".join, _lines(block)))
