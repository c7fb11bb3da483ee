"""What office files of one of the two families have in common: a ZIP of XML parts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from services.documents.clearing import pictures, seen
from services.documents.domain.gate import Finding, Kind

LARGEST_PART = 200 << 20  # bytes of one part, unpacked
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".webp")


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
        tree: Element = ElementTree.fromstring(self.file.read(name), forbid_dtd=True)
        for one in tree.iter():
            one.tag = _bare(one.tag)
            one.attrib = {_bare(key): value for key, value in one.attrib.items()}
        return tree

    def like(self, pattern: str) -> list[str]:
        """The names of the parts that a pattern fits as a whole."""
        return [name for name in self.names if re.fullmatch(pattern, name)]


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


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


def inside(package: Package) -> Iterator[Finding]:
    """Files within the file, and what its pictures say."""
    if package.like(r".*/(embeddings|activeX|ctrlProps)/.*") or package.like(r"Object [^/]*/.*"):
        yield Finding(Kind.ATTACHMENT, "seluruh berkas")
    if package.like(r".*vbaProject\.bin") or package.like(r"(Basic|Scripts)/.*"):
        yield Finding(Kind.SCRIPT, "seluruh berkas")
    if package.like(r"customXml/item\d+\.xml"):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "data tersimpan (customXml)")
    for name in package.names:
        if name.lower().endswith(_PICTURES) and not name.startswith("Thumbnails/"):
            yield from pictures.look_inside(package.file.read(name), f"gambar {name.rpartition('/')[2]}")
