"""PDFs that hold something beside their pages, among their objects, or in pictures that are not shown whole."""

import io
import struct
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ExifTags, Image, ImageDraw

from services.documents.gate.domain.findings import Kind
from services.documents.readers import reading
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import (
    HEIGHT,
    LINE,
    SECRET,
    WIDTH,
    clean,
    noted,
    paper,
    pictured,
    said,
    saved,
    scan,
    scanned,
)


def _beside(**told: object) -> bytes:
    """Something in the catalogue."""
    file = paper(said(LINE))
    for key, value in told.items():
        file.Root[f"/{key}"] = value
    return saved(file)


def _noted_on_page() -> bytes:
    file = paper(said(LINE))
    file.pages[0].obj.Metadata = Stream(file, f"<x>{SECRET}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    return saved(file)


def _pasted_over(file: pikepdf.Pdf) -> bytes:
    """A white picture was pasted over a part of a scan."""
    file.pages[0].Resources.XObject.Im2 = pictured(file, Image.new("RGB", (40, 10), "white"))
    file.pages[0].contents_add(b"q 260 0 0 24 60 690 cm /Im2 Do Q\n")
    return saved(file)


def _seen_through() -> bytes:
    file = scanned()
    nothing = {"Width": 8, "Height": 8, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    file.pages[0].Resources.XObject.Im1.SMask = Stream(
        file, bytes(64), Type=Name.XObject, Subtype=Name.Image, **nothing
    )
    return saved(file)


def _framed() -> bytes:
    file = paper(said(LINE) + f"q 0 0 595 300 re W n {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q\n".encode())
    file.pages[0].Resources.XObject = Dictionary(Im1=pictured(file, scan()))
    return saved(file)


def _never_painted() -> bytes:
    file = paper(said(LINE))
    file.pages[0].Resources.XObject = Dictionary(Im1=pictured(file, scan()))
    return saved(file)


def _photographed() -> bytes:
    file = scanned()
    told, packed = Image.Exif(), io.BytesIO()
    told[ExifTags.Base.Artist] = "Siti Rahmawati"
    scan().save(packed, "JPEG", exif=told)
    file.pages[0].Resources.XObject.Im1.write(packed.getvalue(), filter=Name.DCTDecode)
    return saved(file)


def _under_a_key(place: str) -> bytes:
    """A stream of its own, where no reader looks."""
    file = paper(said(LINE))
    page = file.pages[0]
    holder = {"catalogue": file.Root, "page": page.obj, "font": page.Resources.Font.F1}[place]
    holder["/Simpanan"] = file.make_indirect(Stream(file, b"konsep surat"))
    return saved(file)


def _pasted(over: Image.Image, text: str = LINE, mask: Image.Image | None = None) -> bytes:
    """A scan over a part of which another picture was laid."""
    file = scanned(b"q 400 0 0 60 60 680 cm /Im2 Do Q\n", text)
    added = file.make_indirect(pictured(file, over))
    if mask:
        grey = {"Width": mask.width, "Height": mask.height, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        added.SMask = Stream(file, mask.tobytes(), Type=Name.XObject, Subtype=Name.Image, **grey)
    file.pages[0].Resources.XObject.Im2 = added
    return saved(file)


def _noise() -> Image.Image:
    return Image.effect_noise((400, 60), 60)


def _crest() -> tuple[Image.Image, Image.Image]:
    """Colours, and where they are seen: a stamp across words, which stay legible."""
    mask = Image.new("L", (400, 60))
    ImageDraw.Draw(mask).ellipse((300, 5, 390, 55), outline=255, width=3)
    return Image.new("RGB", (400, 60), "blue"), mask


# Where nobody reads, people are told to.
_COVERED = Kind.COVERED_PICTURE if reading.can_read() else Kind.UNREAD


def _jpeg_2000(note: str, box: bytes = b"") -> bytes:
    """A scan in JPEG 2000 with a note among its marks, and a box behind it."""
    file, packed = scanned(text=""), io.BytesIO()
    scan("").save(packed, "JPEG2000", comment=note)
    file.pages[0].Resources.XObject.Im1.write(packed.getvalue() + box, filter=Name.JPXDecode)
    return saved(file)


def _jbig2(note: str) -> bytes:
    """A mask in JBIG2: a page, and a note (7.4.15)."""
    held = b"\x20\0\0\0" + note.encode() + b"\0\0\0"
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", 200, 100, 0, 0, 0, 0)
    noted = struct.pack(">IBBBI", 1, 62, 0, 1, len(held)) + held
    file = scanned(text="")
    one = file.pages[0].Resources.XObject.Im1
    one.write(page + noted, filter=Name.JBIG2Decode)
    one.Width, one.Height, one.ColorSpace, one.BitsPerComponent = 200, 100, Name.DeviceGray, 1
    return saved(file)


def _garbled() -> bytes:
    """Its font says of each letter that it is the third one after it."""
    file = paper(b"".join(said(line, y=y) for line, y in ((f"NIK : {SECRET}", 695), (LINE, 600), (LINE, 500))))
    said_letters = "".join(f"<{code:02x}> <{code + 3:04x}>\n" for code in range(0x30, 0x7B))
    told = f"/CIDInit /ProcSet findresource begin begincmap\n75 beginbfchar\n{said_letters}endbfchar\nendcmap"
    file.pages[0].Resources.Font.F1.ToUnicode = Stream(file, told.encode())
    return saved(file)


HONEST: Mapping[str, Callable[[], bytes]] = {
    "a photograph over an empty part of a scan": lambda: _pasted(_noise(), ""),
    "a JPEG 2000 that names its program": lambda: _jpeg_2000("Kakadu-v8.2"),
    "a JBIG2 that names its program": lambda: _jbig2("jbig2enc"),
    "a stamp across words": lambda: _pasted(_crest()[0], LINE, _crest()[1]),
}
LEAKS: Mapping[str, tuple[Callable[[], bytes], Kind]] = leaking_pdfs.LEAKS | {  # type: ignore[operator]
    "a scan under a white picture": (lambda: _pasted_over(scanned()), Kind.COVERED_PICTURE),
    "a picture that is seen through altogether": (_seen_through, Kind.COVERED_PICTURE),
    "a picture cut by a frame": (_framed, Kind.OUTSIDE),
    "a picture that no page shows": (_never_painted, Kind.LEFTOVER),
    "a photographer": (_photographed, Kind.METADATA),
    "a NIK in what a picture is said to show": (
        lambda: _beside(StructTreeRoot=Dictionary(K=Dictionary(S=Name.Figure, Alt=String(SECRET)))),
        Kind.NIK,
    ),
    "a NIK in the name of a page": (
        lambda: _beside(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))),
        Kind.NIK,
    ),
    "a NIK under a key of its own": (lambda: _beside(Nasabah=Dictionary(NIK=String(SECRET))), Kind.NIK),
    "a NIK in a note about a page": (_noted_on_page, Kind.NIK),
    "an address behind a link": (
        lambda: noted(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:siti@example.com"))),
        Kind.EMAIL,
    ),
    "words of a scan under a picture of others": (lambda: _pasted(scan("Salinan").crop((0, 220, 800, 340))), _COVERED),
    "a NIK in a note of a JPEG 2000": (lambda: _jpeg_2000(f"NIK {SECRET}"), Kind.NIK),
    "words in a box of a JPEG 2000": (
        lambda: _jpeg_2000("x", struct.pack(">I4s80s", 88, b"xml ", b"konsep " * 11)),
        Kind.METADATA,
    ),
    "a NIK in a note of a JBIG2": (lambda: _jbig2(f"NIK {SECRET}"), Kind.NIK),
    "a NIK in letters that say others than they show": (_garbled, Kind.NIK if reading.can_read() else Kind.UNREAD),
    **{
        f"a stream under a key of its own, {place}": (lambda place=place: _under_a_key(place), Kind.LEFTOVER)
        for place in ("catalogue", "page", "font")
    },
    "what follows the end": (lambda: clean() + SECRET.encode(), Kind.LEFTOVER),
}
