"""TIFFs as scanners make them, and ones made to do harm or to say more than their pages show."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageDraw

from services.documents.files.domain.flaws import Flaw
from services.documents.gate.domain.findings import Kind
from tests.corpora.honest import photo, zipped
from tests.corpora.leaking_pdfs import SECRET

Made = tuple[str, Callable[[], bytes], Flaw]
Tags = Mapping[int, Any]
_SHORT, _LONG, _RATIONAL, _BYTES = 3, 4, 5, 7
_SIZES = {1: 1, 2: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8, _BYTES: 1, 13: 4}
_STRIPS, _LENGTHS = 273, 279
PACKINGS = ("group3", "group4", "tiff_ccitt", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits", "raw")
RAW: Tags = {256: 60, 257: 40, 258: 8, 259: 1, 262: 1, 277: 1, 278: 40}  # a grey picture of 60 × 40 points
ROWS = bytes(60 * 40)
_AT = 8 + len(ROWS)  # where the directory of the first page stands


def tiff(*pages: tuple[Tags, bytes], order: str = "<", last: int = 0, tail: bytes = b"") -> bytes:
    """A TIFF of pages, each with its tags and the one strip of its picture.

    A tag is a number, bytes, a directory within, or a kind with the bytes of its values. `last` is where the last
    directory leads; `tail` follows everything.
    """
    out, link = bytearray(b"II*\0" if order == "<" else b"MM\0*") + bytes(4), 4
    for tags, strip in pages:
        place = len(out)
        out += strip + bytes(len(strip) % 2)
        at = _directory(out, {_STRIPS: place, _LENGTHS: len(strip), **tags}, order)
        struct.pack_into(f"{order}I", out, link, at)
        link = len(out) - 4
    struct.pack_into(f"{order}I", out, link, last)
    return bytes(out + tail)


def _directory(out: bytearray, tags: Tags, order: str) -> int:
    """Append a directory, what it says before it; where it stands."""
    entries = []
    for number, said in sorted(tags.items()):
        kind, value = _value(out, said, order)
        count = len(value) // _SIZES.get(kind, 1)
        if len(value) > 4:
            place = len(out)
            out += value + bytes(len(value) % 2)
            value = struct.pack(f"{order}I", place)
        entries.append(struct.pack(f"{order}HHI", number, kind, count) + value.ljust(4, b"\0"))
    at = len(out)
    out += struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)
    return at


def _value(out: bytearray, said: Any, order: str) -> tuple[int, bytes]:
    if isinstance(said, tuple):
        return said
    if isinstance(said, Mapping):
        return _LONG, struct.pack(f"{order}I", _directory(out, said, order))
    if isinstance(said, str):
        return 2, said.encode() + b"\0"
    if isinstance(said, bytes):
        return _BYTES, said
    return _LONG, struct.pack(f"{order}I", said)


def paper(text: str = "Berita acara", width: int = 1240, height: int = 400) -> Image.Image:
    """The upper part of a sheet of paper, black on white, at 150 dpi."""
    shown = Image.new("L", (width, height), "white")
    ImageDraw.Draw(shown).text((60, 60), text, fill="black", font_size=44)
    return shown


def scanned(*texts: str, packing: str = "group4", mode: str = "1", **options: Any) -> bytes:
    """Pages with a line of text on each, as a scanner saves them."""
    first, *others = [paper(text).convert(mode) for text in texts or ("Berita acara",)]
    made = io.BytesIO()
    first.save(made, "TIFF", save_all=True, append_images=others, compression=packing, dpi=(150, 150), **options)
    return made.getvalue()


def fax() -> bytes:
    """A page as fax machines send it: twice as fine across as down."""
    made = io.BytesIO()
    paper("Faksimile", 1728, 600).resize((1728, 300)).convert("1").save(
        made, "TIFF", compression="group3", dpi=(204, 98)
    )
    return made.getvalue()


def raw(strip: bytes = ROWS, order: str = "<", tail: bytes = b"", last: int = 0, **tags: Any) -> bytes:
    """A grey page with tags beside its own, `t315="Siti"`."""
    told = {int(name[1:]): value for name, value in tags.items()}
    return tiff(({**RAW, **told}, strip), order=order, tail=tail, last=last)


def white(side: int) -> bytes:
    """A white page: few bytes, many points."""
    made = io.BytesIO()
    Image.new("1", (side, side), 1).save(made, "TIFF", compression="group4")
    return made.getvalue()


def see_through() -> bytes:
    """A page in colours of which some are not to be seen."""
    made = io.BytesIO()
    Image.new("RGBA", (60, 40), (200, 0, 0, 0)).save(made, "TIFF")
    return made.getvalue()


def _packed(packing: int, rows: bytes) -> Callable[[], bytes]:
    return lambda: raw(rows, t259=packing)


def _cut(part: int) -> Callable[[], bytes]:
    return lambda: (whole := scanned("Satu", "Dua"))[: len(whole) * part // 10]


def _said(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _many(count: int) -> bytes:
    """A page of very few bytes, so many times."""
    return tiff(*[(RAW | {256: 4, 257: 4, 278: 4}, bytes(16))] * count)


HONEST_SCANS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    **{
        f"scan packed as {packing}": ("pindai.tif", lambda packing=packing: scanned(packing=packing))
        for packing in PACKINGS
    },
    "scan in colour, as JPEG": ("warna.tiff", lambda: photo(form="TIFF", compression="jpeg")),
    "scan in grey": ("abu.tif", lambda: scanned(packing="tiff_lzw", mode="L")),
    "scan in grey, foreseen from point to point": (
        "abu.tif", lambda: scanned(packing="tiff_lzw", mode="L", tiffinfo={317: 2})),
    "scan packed with the end of each row, in two dimensions": (
        "faks.tif", lambda: scanned(packing="group3", tiffinfo={292: 1})),
    "scan in grey, its points not even": ("abu.tif", lambda: photo(301, 203, "TIFF", compression="tiff_lzw")),
    "scan with a palette": ("palet.TIF", lambda: scanned(packing="packbits", mode="P")),
    "scan of three pages": ("tiga.tif", lambda: scanned("Satu", "Dua", "Tiga")),
    "scan of 60 pages": ("banyak.tif", lambda: scanned(*map(str, range(60)))),
    "fax": ("faks.tif", fax),
    "scan from the other end": ("lain.tif", lambda: raw(order=">")),
    "scan of a page that lies on its side": ("miring.tif", lambda: raw(t274=(_SHORT, b"\6\0"))),
    "scan with everything that a camera says": (
        "kamera.tif", lambda: raw(t34665={36864: b"0230", 37500: b"buatan"}, t34853={1: "S"}, t330=dict(RAW))),
    "scan with what belongs to other programs": ("lain.tif", lambda: raw(t65000=b"x" * 90, t700=b"<x/>", t315="Siti")),
}  # fmt: skip
SCANS: Mapping[str, Made] = {
    name: ("a.tif", make, flaw)
    for name, (make, flaw) in {
        "TIFF that claims 4 billion points": (lambda: raw(t256=65_500, t257=65_500), Flaw.PIXELS),
        "TIFF that has 144 million points": (lambda: white(12_000), Flaw.PIXELS),
        "TIFF whose second page claims 4 billion points": (
            lambda: tiff((RAW, ROWS), (RAW | {256: 65_500, 257: 65_500}, ROWS)), Flaw.PIXELS),
        "TIFF without points": (lambda: raw(t256=0), Flaw.DAMAGED),
        "TIFF of 2.001 pages": (lambda: _many(2001), Flaw.PAGES),
        "TIFF of 20.000 pages": (lambda: _many(20_000), Flaw.PAGES),
        "TIFF that comes back to its only page": (lambda: raw(last=_AT), Flaw.DAMAGED),
        "TIFF whose page holds itself": (lambda: raw(t330=_AT), Flaw.DAMAGED),
        "TIFF of 6.000 pages within a page": (
            lambda: tiff((RAW | {330: (_LONG, b"".join(struct.pack("<I", 8 + 18 * at) for at in range(6000)))},
                          struct.pack("<HHHII4x", 1, 256, 4, 1, 9) * 6000)), Flaw.DAMAGED),
        "TIFF that begins outside itself": (_said(b"II*\0\xff\xff\xff\x7f" + bytes(60)), Flaw.DAMAGED),
        "TIFF that begins nowhere": (_said(b"II*\0" + bytes(60)), Flaw.DAMAGED),
        "TIFF that goes on outside itself": (lambda: raw(last=1 << 30), Flaw.DAMAGED),
        "TIFF whose picture lies outside": (lambda: raw(t273=1 << 30), Flaw.DAMAGED),
        "TIFF whose picture reaches outside": (lambda: raw(t279=1 << 30), Flaw.DAMAGED),
        "TIFF with a picture within that lies outside": (lambda: raw(t330=1 << 30), Flaw.DAMAGED),
        "TIFF that says more than it holds": (lambda: raw(t315="Siti Rahmawati").replace(
            b"\x3b\1\2\0\x0f\0\0\0", b"\x3b\1\2\0\xff\xff\xff\xff"), Flaw.DAMAGED),
        "TIFF that says its width twice": (lambda: raw().replace(b"\1\1\4\0", b"\0\1\4\0"), Flaw.DAMAGED),
        "TIFF with a value of no kind": (lambda: raw(t65000=(99, b"x")), Flaw.DAMAGED),
        "TIFF with 1.000 tags": (lambda: raw(**{f"t{tag}": 1 for tag in range(40_000, 41_000)}), Flaw.DAMAGED),
        "TIFF with fewer rows than it says": (lambda: raw(t257=4000), Flaw.DAMAGED),
        "TIFF whose points are missing": (lambda: raw(bytes(60)), Flaw.DAMAGED),
        "TIFF with LZW that is none": (_packed(5, b"\xff" * 300), Flaw.DAMAGED),
        "TIFF with Deflate that is none": (_packed(8, b"\xff" * 300), Flaw.DAMAGED),
        "TIFF with Deflate that ends early": (_packed(8, zlib.compress(ROWS[:90])), Flaw.DAMAGED),
        "TIFF with a JPEG that is none": (_packed(7, b"\xff\xd8\xff" * 90), Flaw.DAMAGED),
        **{f"TIFF cut off after {part} of 10 parts": (_cut(part), Flaw.DAMAGED) for part in (1, 5, 9)},
        "TIFF of an old kind of JPEG": (_packed(6, ROWS), Flaw.UNUSUAL),
        "TIFF packed as nobody packs": (_packed(50_002, ROWS), Flaw.UNUSUAL),
        "TIFF of 16 bits a point": (lambda: raw(ROWS * 2, t258=16), Flaw.UNUSUAL),
        "TIFF of fractions": (lambda: raw(ROWS * 4, t258=32, t339=3), Flaw.UNUSUAL),
        "TIFF of tiles": (lambda: raw(t322=64, t323=64, t324=8, t325=64), Flaw.UNUSUAL),
        "TIFF with a see-through layer": (see_through, Flaw.UNUSUAL),
        "TIFF in planes": (
            lambda: raw(ROWS * 3, t258=(_SHORT, b"\x08\0" * 3), t262=2, t277=3, t284=2), Flaw.UNUSUAL),
        "TIFF that is also a ZIP": (lambda: scanned() + zipped({"a.jar": b"x"}), Flaw.TWO_KINDS),
        "TIFF with a PDF in its head": (lambda: raw(b"%PDF-1.7\n" + ROWS), Flaw.TWO_KINDS),
        "TIFF with a script in its head": (lambda: raw(b"<script>x()</script>" + ROWS), Flaw.TWO_KINDS),
    }.items()
}  # fmt: skip

# Which of them only limits on memory and time keep from doing harm.
LARGE = ("TIFF that has 144 million points", "TIFF of 20.000 pages", "TIFF with Deflate that ends early")


def _with_page(tags: Tags) -> bytes:
    """A page, and another one with tags."""
    return tiff((RAW, ROWS), (RAW | tags, ROWS))


def _in_jpeg(change: Callable[[bytes], bytes], **tags: Any) -> bytes:
    """A grey page of which the strip is a JPEG, changed."""
    made = io.BytesIO()
    Image.frombytes("L", (60, 40), ROWS).save(made, "JPEG")
    return raw(change(made.getvalue()), t259=7, **tags)


def _packed_bits(rows: bytes) -> bytes:
    """Every byte as it is, in runs of at most 128 (PackBits)."""
    return b"".join(bytes([len(run) - 1]) + run for at in range(0, len(rows), 128) if (run := rows[at : at + 128]))


def _lowered(packing: str, mode: str = "1", **options: Any) -> bytes:
    """A page of 400 rows that says it has 50, above its words."""
    content = scanned(packing=packing, mode=mode, strip_size=1 << 20, **options)
    for tag in (257, 278):
        at = re.search(struct.pack("<H", tag) + b"[\3\4]\0\1\0\0\0", content)
        assert at
        content = content[: at.end()] + struct.pack("<I", 50) + content[at.end() + 4 :]
    return content


_NOTE = b"\xff\xfe\0\x1aNIK " + SECRET.encode() + b"    "  # what a JPEG says to whoever reads its comments
_PACKS: Mapping[str, tuple[int, Callable[[bytes], bytes]]] = {
    "raw": (1, bytes), "deflate": (8, zlib.compress), "packbits": (32773, _packed_bits)}  # fmt: skip


# What keeps a TIFF from being given: what is found, and a piece of the place that is named.
LEAKS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = {
    "maker": (lambda: raw(t315="Siti Rahmawati"), Kind.METADATA, "halaman 1: pembuat"),
    "computer": (lambda: raw(t316="LAPTOP-SITI"), Kind.METADATA, "halaman 1: komputer"),
    "description": (lambda: raw(t270="KTP Siti"), Kind.METADATA, "halaman 1: keterangan"),
    "document's name": (lambda: raw(t269="C:\\Users\\siti\\ktp.tif"), Kind.METADATA, "halaman 1: nama dokumen"),
    "maker of the second page": (lambda: _with_page({315: "Siti"}), Kind.METADATA, "halaman 2: pembuat"),
    "number in the name of the program": (lambda: raw(t305=f"NIK {SECRET}"), Kind.NIK, "halaman 1"),
    "place": (lambda: raw(t34853={1: "S"}), Kind.LOCATION, "halaman 1"),
    "camera": (lambda: raw(t34665={36864: b"0230"}), Kind.METADATA, "halaman 1: keterangan kamera (Exif)"),
    "what the camera keeps for its maker": (
        lambda: raw(t34665={37500: b"rahasia"}), Kind.LEFTOVER, "halaman 1: data pabrik kamera"),
    "XMP": (lambda: raw(t700=b"<x:xmpmeta/>"), Kind.METADATA, "halaman 1: keterangan penyunting (XMP)"),
    "IPTC": (lambda: raw(t33723=b"\x1c\2P\0\4Siti"), Kind.METADATA, "halaman 1: keterangan pers (IPTC)"),
    "colour profile": (lambda: raw(t34675=b"profil"), Kind.METADATA, "halaman 1: profil warna (ICC)"),
    "Photoshop": (lambda: raw(t34377=b"8BIM"), Kind.LEFTOVER, "halaman 1: data penyunting gambar (Photoshop)"),
    "another program's tag": (lambda: raw(t65000=b"rahasia"), Kind.LEFTOVER, "halaman 1: tag 65000"),
    "much in a tag about drawing": (lambda: raw(t292=b"rahasia " * 90), Kind.LEFTOVER, "halaman 1: tag 292"),
    "picture within the page": (lambda: raw(t330=dict(RAW)), Kind.LEFTOVER, "halaman 1: gambar lain"),
    "smaller picture as a page": (lambda: _with_page({254: 1}), Kind.LEFTOVER, "halaman 2: gambar kecil"),
    "mask as a page": (lambda: _with_page({254: 4}), Kind.LEFTOVER, "halaman 2: gambar kecil"),
    "page that was taken out of the chain": (
        lambda: raw(tail=raw()[8:]), Kind.LEFTOVER, "isi yang tidak dipakai halaman mana pun"),
    "words behind the end": (lambda: raw(tail=b"rahasia " * 4), Kind.LEFTOVER, "isi yang tidak dipakai"),
    "rows below the edge, in a strip of their own": (
        lambda: raw(t257=20, t278=20, t273=(_LONG, struct.pack("<2I", 8, 1208)),
                    t279=(_LONG, struct.pack("<2I", 1200, 1200))), Kind.OUTSIDE, "halaman 1"),
    "number in a tag that says letters as bytes": (lambda: raw(t271=f"NIK {SECRET}".encode()), Kind.NIK, "halaman 1"),
    "colours of a page that is grey": (lambda: raw(t320=b"rahasia " * 90), Kind.LEFTOVER, "halaman 1: tag 320"),
    "too many colours": (
        lambda: raw(t262=3, t320=(_SHORT, bytes(1536) + b"rahasia " * 9)), Kind.LEFTOVER, "halaman 1: tag 320"),
    "tables of a JPEG that is none": (lambda: raw(t347=b"rahasia " * 90), Kind.LEFTOVER, "halaman 1: tag 347"),
    "curve of colours": (lambda: raw(t301=b"rahasia " * 90), Kind.LEFTOVER, "halaman 1: tag 301"),
    "note in the JPEG of a strip": (
        lambda: _in_jpeg(lambda strip: strip[:2] + _NOTE + strip[2:]), Kind.LEFTOVER, "halaman 1: keterangan atau isi"),
    "note among the points of a JPEG": (
        lambda: _in_jpeg(lambda strip: strip[:-2] + _NOTE + strip[-2:]), Kind.LEFTOVER, "halaman 1: keterangan atau"),
    "words between the segments of a JPEG": (
        lambda: _in_jpeg(lambda strip: strip[:20] + SECRET.encode() + strip[20:]), Kind.LEFTOVER, "halaman 1: ket"),
    "picture behind the JPEG of a strip": (lambda: _in_jpeg(lambda strip: strip * 2), Kind.LEFTOVER, "halaman 1: ket"),
    "note in the tables of a JPEG": (
        lambda: _in_jpeg(lambda strip: strip, t347=b"\xff\xd8" + _NOTE + b"\xff\xd9"), Kind.LEFTOVER, "halaman 1: ket"),
    **{
        f"rows below the edge, {packing}, {mode}": (
            lambda packing=packing, mode=mode, options=options: _lowered(packing, mode, **options),
            Kind.OUTSIDE, "halaman 1")
        for packing, mode, options in (
            ("group3", "1", {}), ("group3", "1", {"tiffinfo": {292: 1}}), ("group4", "1", {}), ("tiff_ccitt", "1", {}),
            ("tiff_lzw", "1", {}), ("tiff_lzw", "L", {"tiffinfo": {317: 2}}))
    },
    **{
        f"words behind the points, {packing}": (
            lambda number=number, pack=pack: raw(pack(ROWS) + b"rahasia " * 4, t259=number), Kind.OUTSIDE, "halaman 1")
        for packing, (number, pack) in _PACKS.items()
    },
    **{
        f"rows below the edge, {packing}": (
            lambda number=number, pack=pack: raw(pack(ROWS + b"rahasia " * 90), t259=number), Kind.OUTSIDE, "halaman 1")
        for packing, (number, pack) in _PACKS.items()
    },
}  # fmt: skip
