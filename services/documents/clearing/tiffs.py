"""What a TIFF says beside the pages it shows: who took them and where, what programs kept, what lies unused."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from services.documents.clearing import directories, scans, seen, strips
from services.documents.clearing.directories import Directory, Span, Tag, Tiff
from services.documents.gate.domain.findings import Finding, Kind

_READ_SIDE = 2400  # points of a page that is read: A4 at 200 dpi
_SLACK = 8  # bytes in a row that belong to nothing: too few to hold a number of anybody
_LONGEST = 200  # bytes of a tag that says how the picture is to be drawn
_MASK, _SMALL, _OLD_SMALL = 4, 1, 2  # kinds of picture that are no page (TIFF 6.0, pages 36 and 40)
_KIND, _OLD_KIND = 254, 255
_WORDS, _BYTES = 2, (1, 2, 6, 7)  # a value of letters; those that can hold letters, too
# How a picture is drawn, and with which device and when it was made, which scanners always say.
_USUAL = {
    *range(254, 260), *range(262, 267), 271, 272, *range(273, 275), *range(277, 285), 290, 291, 292, 293, 296, 297, 301,
    305, 306, 317, 318, 319, 320, 321, 326, 327, 328, 339, 340, 341, 347, *range(529, 533),
}  # fmt: skip
_LONG = {273, 279}  # places and sizes of strips
_COLOURS, _LOOK, _PALETTE = 320, 262, 3
_MOST_COLOURS = 3 * 256 * 2  # bytes
_TELLS: Mapping[int, str] = {
    269: "nama dokumen", 270: "keterangan", 285: "nama halaman", 315: "pembuat", 316: "komputer", 33432: "pemegang hak",
    700: "keterangan penyunting (XMP)", 33723: "keterangan pers (IPTC)", 34675: "profil warna (ICC)",
    40091: "judul", 40092: "catatan", 40093: "pembuat", 40094: "kata kunci", 40095: "perihal",
}  # fmt: skip
_KEPT: Mapping[int, str] = {34377: "data penyunting gambar (Photoshop)", 37724: "lapisan penyunting gambar (Photoshop)"}
_MAKER = 37500  # what a camera keeps for its maker, often with a picture in it


def look(file: BinaryIO, names: tuple[str, ...]) -> Iterator[Finding]:
    """What is hidden or personal in a TIFF.

    Raises:
        OSError, ValueError, ...: it cannot be read.
    """
    yield from told(file, names)
    reader = seen.Reader(names)
    with scans.opened(file) as pages:
        for place in range(len(pages)):
            yield from reader.hidden(pages.drawn(place), f"halaman {place + 1}")
            yield from reader.read(pages.picture(place, _READ_SIDE), f"halaman {place + 1}")


def told(file: BinaryIO, names: tuple[str, ...] = (), within: str = "") -> Iterator[Finding]:
    """What a TIFF says beside what its pages show.

    Args:
        file: the TIFF. names: whom to look for. within: where it stands itself, in words, if in another file.

    Raises:
        ValueError: it cannot be read.
    """
    tiff, used = Tiff(file), list[Span]()
    for found in tiff.directories():
        where = f"{within}halaman {found.page}"
        used += found.spans
        if found.within == "GPS":
            yield Finding(Kind.LOCATION, where)
        elif found.within == "Exif":
            yield Finding(Kind.METADATA, f"{where}: keterangan kamera (Exif)")
            if _MAKER in found.tags:
                yield Finding(Kind.LEFTOVER, f"{where}: data pabrik kamera")
        elif found.within:
            yield Finding(Kind.LEFTOVER, f"{where}: gambar lain yang tidak ditampilkan ({found.within})")
        else:
            used += tiff.strips(found)
            yield from _page(tiff, found, where)
            yield from strips.look(tiff, found, where)
        yield from _words(tiff, found, where, names)
    if len(kept := tiff.left_over(used)) > _SLACK:
        yield Finding(Kind.LEFTOVER, f"{within}isi yang tidak dipakai halaman mana pun", f"{len(kept)} bita")


def _page(tiff: Tiff, page: Directory, where: str) -> Iterator[Finding]:
    for number, tag in page.tags.items():
        size = tag.span[1] - tag.span[0]
        if number in _TELLS:
            sample = _said(tiff, tag)[:80] if tag.kind == _WORDS else ""
            if sample.strip() or tag.kind != _WORDS:
                yield Finding(Kind.METADATA, f"{where}: {_TELLS[number]}", sample)
        elif number in _KEPT:
            yield Finding(Kind.LEFTOVER, f"{where}: {_KEPT[number]}", f"{size} bita")
        elif number not in directories.WITHIN and (number not in _USUAL or size > _longest(tiff, page, number)):
            yield Finding(Kind.LEFTOVER, f"{where}: tag {number} milik program lain", f"{size} bita")
    small = tiff.number(page, _KIND, 0) & (_MASK | _SMALL) or tiff.number(page, _OLD_KIND, 0) == _OLD_SMALL
    if small:
        yield Finding(Kind.LEFTOVER, f"{where}: gambar kecil atau topeng, bukan halaman")
    rows = max(1, tiff.number(page, directories.LENGTH, 0))
    if len(tiff.strips(page)) > -(-rows // min(tiff.number(page, directories.ROWS, rows) or rows, rows)):
        yield Finding(Kind.OUTSIDE, where, "baris gambar di bawah tepi")


def _longest(tiff: Tiff, page: Directory, number: int) -> int:
    """How many bytes a tag about drawing may say on this page."""
    if number in _LONG or (number == strips.TABLES and tiff.number(page, strips.PACKING, 1) == strips.JPEG):
        return tiff.size
    return _MOST_COLOURS if number == _COLOURS and tiff.number(page, _LOOK, 0) == _PALETTE else _LONGEST


def _words(tiff: Tiff, found: Directory, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    for tag in found.tags.values():
        if tag.kind in _BYTES:
            yield from seen.personally(_said(tiff, tag), where, names)


def _said(tiff: Tiff, tag: Tag) -> str:
    return tiff.content(tag, 10_000).decode("utf-8", "replace").strip("\0 ")
