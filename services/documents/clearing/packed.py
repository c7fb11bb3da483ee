"""What office files of one of the two families have in common: a ZIP of XML parts."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from posixpath import normpath
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree
from PIL import Image

from services.documents.clearing import pictures, seen, zips
from services.documents.gate.domain.findings import Finding, Kind

LARGEST_PART = 200 << 20  # bytes of one part, unpacked
DEEPEST = 256  # elements within each other; beyond what anybody writes, and words are read again at each level
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".webp")
_APART = " | "  # between things that are not written one after the other: no number reaches across it
# Neither writing nor a picture, and about nobody: shapes of letters, where LibreOffice laid things.
_HARMLESS = re.compile(r"mimetype|layout-cache|.*/|.*\.(odttf|fntdata|ttf|otf)", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a letter by its number, in a workbook (ISO 29500-1, 22.9.2.19)
_WITH_ESCAPED = re.compile(_ESCAPED.pattern.encode())
_RUN = re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]{4,}")  # letters that may be words
_DRAWN = re.compile(r".*(drawings|charts|diagrams)/.*")


class Package(NamedTuple):
    """The parts of an office file."""

    file: ZipFile
    names: tuple[str, ...]

    def xml(self, name: str) -> Element | None:
        """A part as a tree of elements named without their namespaces; None when there is no such part.

        Raises:
            ElementTree.ParseError, OSError: it cannot be read.
        """
        if name not in self.names:
            return None
        if self.file.getinfo(name).file_size > LARGEST_PART:
            raise OSError(f"{name} is too large")
        content = self.file.read(name)
        tree: Element = ElementTree.fromstring(content, forbid_dtd=True)
        if _is_deep(tree):
            raise OSError(f"{name} is too deep")
        for one in tree.iter():
            one.tag = _bare(one.tag)
            one.attrib = {_bare(key): value for key, value in one.attrib.items()}
        if name.startswith("xl/") and _WITH_ESCAPED.search(zips.in_utf8(content)):
            _unescape(tree)
        return tree

    def like(self, pattern: str) -> list[str]:
        """The names of the parts that a pattern fits as a whole."""
        return [name for name in self.names if re.fullmatch(pattern, name)]


def _is_deep(tree: Element) -> bool:
    level = [tree]
    for _ in range(DEEPEST):
        level = [part for one in level for part in one]
    return bool(level)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _unescape(tree: Element) -> None:
    """Put letters in the place of their numbers, as spreadsheets do when they show them."""
    for one in tree.iter():
        one.text, one.tail = (said and _ESCAPED.sub(_letter, said) for said in (one.text, one.tail))
        one.attrib = {key: _ESCAPED.sub(_letter, value) for key, value in one.attrib.items()}


def _letter(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[1], 16))
    return letter if letter.isprintable() or letter in "\t\n" else "\ufffd"


@contextmanager
def opened(file: BinaryIO) -> Iterator[Package]:
    """An office file to look at.

    Raises:
        BadZipFile: it cannot be read.
    """
    with ZipFile(file) as archive:
        yield Package(archive, tuple(archive.namelist()))


def words(tree: Element | None) -> str:
    """All that is written below an element."""
    return "" if tree is None else "\n".join(text for text in tree.itertext() if text.strip())


def aside(tree: Element, *written: str, without: Sequence[str] = ()) -> str:
    """What an element says in attributes, and in words of elements other than `written` or behind elements.

    Each apart from the others. Elements right below it by the names in `without` are left to others.
    """
    parts = (part.iter() for part in tree if part.tag not in without)
    return _APART.join(said for one in chain([tree], *parts) for said in _told(one, written) if said)


def _told(one: Element, written: Sequence[str]) -> Iterator[str]:
    if one.tag not in written:
        yield from one.attrib.values()
        yield (one.text or "").strip()
    if one.tail:
        yield one.tail.strip()


def readable(content: bytes) -> Iterator[str]:
    """The words in what is no text, as Windows and as others write them, wherever they begin."""
    for text in (content.decode("utf-8", "replace"), *(content[at:].decode("utf-16-le", "replace") for at in (0, 1))):
        yield _APART.join(_RUN.findall(text))


def elsewhere(package: Package, names: tuple[str, ...], read: str) -> Iterator[Finding]:
    """What is personal in the parts that have no rules of their own, and every part of which nobody knows the kind.

    Args:
        package: the file. names: whom to look for. read: a pattern of the parts that are looked at by their own rules.
    """
    for name in package.names:
        if name.lower().endswith(zips.MARKUP):
            tree = None if re.fullmatch(read, name) else package.xml(name)
            where = "gambar dan bagan" if _DRAWN.fullmatch(name) else f"bagian “{name}”"
            for said in (words(tree), aside(tree)) if tree is not None else ():
                yield from seen.personally(said, where, names)
        elif not (name.lower().endswith(_PICTURES) or _HARMLESS.fullmatch(name) or re.fullmatch(read, name)):
            yield Finding(Kind.ATTACHMENT, f"bagian “{name}”"[:120])


def unled(package: Package) -> Iterator[Finding]:
    """Parts of an Office Open XML file to which no other part leads, so that no program shows them."""
    led = set[str]()
    for name in package.like(r"(.*/)?_rels/[^/]*\.rels"):
        tree, folder = package.xml(name), name.rpartition("_rels/")[0]
        for one in tree.iter("Relationship") if tree is not None else ():
            target = one.get("Target", "")
            led.add(target.lstrip("/") if target.startswith("/") else normpath(f"{folder}{target}"))
    loose = [name for name in package.like(r".+\.xml") if name not in led and name != "[Content_Types].xml"]
    if "_rels/.rels" in package.names and loose:
        yield Finding(Kind.LEFTOVER, f"bagian “{loose[0]}”"[:120], "tidak ditampilkan di mana pun")


def makers(package: Package, names: tuple[str, ...]) -> Iterator[Finding]:
    """Who made an Office Open XML file, as its properties say."""
    labels = {
        "creator": "pembuat", "lastModifiedBy": "pengubah terakhir", "Manager": "atasan", "Company": "instansi",
        "description": "catatan", "HyperlinkBase": "lokasi tautan",
    }  # fmt: skip
    for part in ("docProps/core.xml", "docProps/app.xml"):
        tree = package.xml(part)
        for one in tree.iter() if tree is not None else ():
            if one.tag in labels and (one.text or "").strip():
                yield Finding(Kind.METADATA, f"keterangan berkas: {labels[one.tag]}", (one.text or "")[:80])
        yield from seen.personally(words(tree), "keterangan berkas", names)
    if package.like(r"docProps/custom\.xml"):
        yield Finding(Kind.METADATA, "keterangan berkas: isian tambahan")
    if package.like(r"docProps/thumbnail\..*"):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "gambar kecil halaman pertama")


def inside(package: Package, names: tuple[str, ...]) -> Iterator[Finding]:
    """Files within the file, what its pictures say, and what is personal in them."""
    reader = seen.Reader(names)
    yield from zips.beneath(package.file)
    if package.like(r".*/(embeddings|activeX|ctrlProps)/.*") or package.like(r"Object [^/]*/.*"):
        yield Finding(Kind.ATTACHMENT, "seluruh berkas")
    if package.like(r".*vbaProject\.bin") or package.like(r"(Basic|Scripts)/.*"):
        yield Finding(Kind.SCRIPT, "seluruh berkas")
    if package.like(r"customXml/item\d+\.xml"):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "data tersimpan (customXml)")
    for name in package.names:
        if name.lower().endswith(_PICTURES) and not name.startswith("Thumbnails/"):
            content, where = package.file.read(name), f"gambar {name.rpartition('/')[2]}"
            found = list(pictures.look_inside(content, where))
            yield from found
            if Kind.UNREADABLE not in {one.kind for one in found}:
                with Image.open(BytesIO(content)) as shown:
                    yield from reader.look(shown, where)
