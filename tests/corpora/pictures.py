"""Pictures that hold rows, words or colours that they do not show, and honest ones that come close to them."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from services.documents.files.domain.formats import GIF, JPEG, PNG, TIFF
from tests.corpora.leaking_pdfs import SECRET

_SETS = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
_FRAME = re.compile(rb"\xff[\xc0-\xc2]\0.\x08", re.DOTALL)
Made = tuple[Callable[[], bytes], str]  # and its media type


def card(text: str = f"NIK : {SECRET}", top: int = 60) -> Image.Image:
    """An identity card as a camera sees it."""
    shown = Image.new("RGB", (860, 540), (180, 210, 240))
    ImageDraw.Draw(shown).text((40, top), text, fill="black", font_size=48)
    return shown


def jpeg(shown: Image.Image, lowered: int = 0, **options: Any) -> bytes:
    """A JPEG, `lowered` to so many rows by what it says of its height alone."""
    made = io.BytesIO()
    shown.save(made, "JPEG", **options)
    content = made.getvalue()
    found = _FRAME.search(content)
    assert found
    at = found.end()
    return content[:at] + lowered.to_bytes(2) + content[at + 2 :] if lowered else content


def chunk(kind: bytes, held: bytes) -> bytes:
    """A part of a PNG."""
    return len(held).to_bytes(4) + kind + held + zlib.crc32(kind + held).to_bytes(4)


def png(shown: Image.Image, lowered: int = 0, **options: Any) -> bytes:
    """A PNG, `lowered` to so many rows by what it says of its height alone."""
    made = io.BytesIO()
    shown.save(made, "PNG", **options)
    whole = made.getvalue()
    if not lowered:
        return whole
    return whole[:8] + chunk(b"IHDR", whole[16:20] + lowered.to_bytes(4) + whole[24:29]) + whole[33:]


def interlaced(shown: Image.Image, more: bytes = b"") -> bytes:
    """A grey PNG whose points come in seven sets (8.2), and more behind them."""
    points, rows = shown.convert("L"), bytearray()
    for left, top, across, down in _SETS:
        for y in range(top, points.height, down):
            row = points.crop((0, y, points.width, y + 1)).tobytes()[left::across]
            rows += b"\0" + row if row else b""
    head = struct.pack(">IIBBBBB", points.width, points.height, 8, 0, 0, 0, 1)
    kept = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows + more)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + kept


_WAYS: Mapping[str, Mapping[str, Any]] = {
    "JPEG": {},
    "JPEG that comes in steps": {"progressive": True},
    "JPEG with marks among its points": {"restart_marker_blocks": 7},
    "JPEG that comes in steps, with marks": {"progressive": True, "restart_marker_rows": 1},
    "JPEG of fine colours": {"subsampling": 0},
}
LEAKS: Mapping[str, Made] = {
    **{
        f"rows below the edge, {way}": (
            lambda options=options: jpeg(card(top=400), 300, **options), JPEG.media_type)  # type: ignore[misc]
        for way, options in _WAYS.items()
    },
    "rows below the edge, grey JPEG": (lambda: jpeg(card(top=400).convert("L"), 300), JPEG.media_type),
    "rows below the edge, JPEG in four inks": (lambda: jpeg(card(top=400).convert("CMYK"), 300), JPEG.media_type),
    "a row of blocks below the edge": (lambda: jpeg(card(), 512), JPEG.media_type),
    "rows below the edge of a PNG": (lambda: png(card(), 270), PNG.media_type),
    "rows below the edge of an interlaced PNG": (
        lambda: interlaced(Image.new("L", (60, 40)), bytes(range(61))), PNG.media_type),
}  # fmt: skip
HONEST: Mapping[str, Made] = {
    **{
        f"{way}, {rows} rows": (
            lambda options=options, rows=rows: jpeg(card().crop((0, 0, 853, rows)), **options), JPEG.media_type)
        for way, options in _WAYS.items() for rows in (540, 529, 521)
    },
    "JPEG in four inks": (lambda: jpeg(card().convert("CMYK")), JPEG.media_type),
    "JPEG of few points": (lambda: jpeg(Image.new("L", (3, 2), "white")), JPEG.media_type),
    "JPEG with bytes that a camera left": (lambda: jpeg(card())[:-2] + bytes(4) + b"\xff\xd9", JPEG.media_type),
    "interlaced PNG": (lambda: interlaced(card()), PNG.media_type),
    "interlaced PNG of few points": (lambda: interlaced(card().resize((3, 1))), PNG.media_type),
}  # fmt: skip


def _hidden(under: Image.Image, alpha: int = 0) -> Image.Image:
    """A picture that is seen through all over."""
    seen_through = under.convert("RGBA")
    seen_through.putalpha(alpha)
    return seen_through


def _faint(ink: tuple[int, int, int], text: str = f"NIK : {SECRET}") -> Image.Image:
    shown = Image.new("RGB", (860, 300), "white")
    ImageDraw.Draw(shown).text((40, 60), text, fill=ink, font_size=48)
    ImageDraw.Draw(shown).text((40, 200), "Berita acara", fill="black", font_size=48)
    return shown


def _twin() -> Image.Image:
    """Words in the second white of a palette."""
    inks = Image.new("P", (860, 300))
    inks.putpalette([255, 255, 255, 255, 255, 255, 0, 0, 0])
    ImageDraw.Draw(inks).text((40, 60), f"NIK : {SECRET}", fill=1, font_size=48)
    ImageDraw.Draw(inks).rectangle((40, 200, 200, 240), fill=2)
    return inks


def _bled() -> Image.Image:
    """A crest with words, made see-through from a JPEG: colours of its edges reach below what is not seen."""
    drawn = Image.new("L", (860, 300), "white")
    ImageDraw.Draw(drawn).text((40, 60), "KOMISI PEMILIHAN UMUM", fill="black", font_size=48)
    with Image.open(io.BytesIO(jpeg(drawn.filter(ImageFilter.MinFilter(7)).convert("RGB"), quality=60))) as kept:
        crest = kept.convert("RGBA")
    crest.putalpha(ImageChops.invert(drawn))
    return crest


def _from_jpeg(**options: Any) -> Image.Image:
    """A page that was a JPEG once."""
    with Image.open(io.BytesIO(jpeg(_faint((0, 0, 0), "Rekapitulasi suara"), **options))) as kept:
        return kept.convert("RGB")


def _packed(shown: Image.Image, form: str, **options: Any) -> Callable[[], bytes]:
    made = io.BytesIO()
    shown.save(made, form, **options)
    return made.getvalue


_BENEATH, _TWIN, _NEAR = (
    "warna di bawah bagian yang tembus pandang", "satu warna dengan dua nomor palet", "hampir sewarna dengan latarnya",
)  # fmt: skip
# Words that no eye sees: how a file holds them, its media type, and why they are not seen.
SHADES: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "words that were made see-through": (lambda: png(_hidden(card())), PNG.media_type, _BENEATH),
    "words that were made nearly see-through": (lambda: png(_hidden(card(), 3)), PNG.media_type, _BENEATH),
    "white on white": (lambda: png(_faint((254, 254, 254))), PNG.media_type, _NEAR),
    "nearly white on white": (lambda: png(_faint((240, 250, 255))), PNG.media_type, _NEAR),
    "two numbers of one colour, PNG": (lambda: png(_twin()), PNG.media_type, _TWIN),
    "two numbers of one colour, GIF": (_packed(_twin(), "GIF", optimize=False), GIF.media_type, _TWIN),
    "two numbers of one colour, TIFF": (_packed(_twin(), "TIFF", compression="tiff_lzw"), TIFF.media_type, _TWIN),
}
PLAIN: Mapping[str, Made] = {
    "crest whose colours bleed": (lambda: png(_bled()), PNG.media_type),
    "page that was a JPEG": (lambda: png(_from_jpeg(quality=50)), PNG.media_type),
    "page that was a JPEG, of few colours": (lambda: png(_from_jpeg().quantize(64)), PNG.media_type),
    "page of few colours as a GIF": (_packed(_from_jpeg().quantize(32), "GIF"), GIF.media_type),
    "soft page": (lambda: png(_from_jpeg().filter(ImageFilter.GaussianBlur(1.5))), PNG.media_type),
}
