"""GIFs as mail programs put them below letters, and ones made to do harm or to say more than they show."""

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

from services.documents.files.domain.flaws import Flaw
from services.documents.gate.domain.findings import Kind
from tests.corpora.honest import zipped

_LOOPED = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
_XMP = b"!\xff\x0bXMP DataXMP" + b"\x04<x/>\0"


def gif(*, beside: bytes = b"", tail: bytes = b"", side: int = 60) -> bytes:
    """A picture of one colour; `beside` lies right before its end, `tail` behind it."""
    made = io.BytesIO()
    Image.new("P", (side, side), 1).save(made, "GIF")
    return made.getvalue()[:-1] + beside + b";" + tail


def moving(pictures: int = 3) -> bytes:
    """Pictures one after the other."""
    made, shown = io.BytesIO(), [Image.new("RGB", (60, 40), (80 * grey,) * 3) for grey in range(pictures)]
    shown[0].save(made, "GIF", save_all=True, append_images=shown[1:], loop=0)
    return made.getvalue()


def _lowered(**options: object) -> bytes:
    """Words below the edge: its picture says that it is lower than its points are."""
    content = _written(**options)
    at = content.index(b",\0\0\0\0\x78\0\x28\0") + 7
    return content[:at] + b"\x10\0" + content[at + 2 :]


def _written(**options: object) -> bytes:
    shown, made = Image.new("L", (120, 40), "white"), io.BytesIO()
    ImageDraw.Draw(shown).text((4, 20), "NIK 3276 0154", fill="black")
    shown.save(made, "GIF", **options)
    return made.getvalue()


def _noisy() -> bytes:
    """More patterns than its table of them holds."""
    made = io.BytesIO()
    Image.effect_noise((200, 150), 90).save(made, "GIF")
    return made.getvalue()


def _sized(width: int, height: int) -> bytes:
    """One that claims another size."""
    return b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + gif()[10:]


def _framed(width: int) -> bytes:
    """One whose picture reaches over its frame."""
    content = gif()
    at = content.index(b",\0\0\0\0\x3c\0")
    return content[: at + 5] + width.to_bytes(2, "little") * 2 + content[at + 9 :]


HONEST_GIFS: Mapping[str, Callable[[], bytes]] = {
    "GIF": gif,
    "GIF that moves": moving,
    "GIF with a note": lambda: gif(beside=b"!\xfe\x04Siti\0"),
}
GIFS: Mapping[str, tuple[Callable[[], bytes], Flaw]] = {
    "GIF that claims 4 billion points": (lambda: _sized(65_500, 65_500), Flaw.PIXELS),
    "GIF whose picture claims 4 billion points": (lambda: _framed(65_500), Flaw.PIXELS),
    "GIF without a picture": (lambda: gif()[:13] + b";" + bytes(40), Flaw.DAMAGED),
    "GIF that breaks off": (lambda: gif()[:-6], Flaw.DAMAGED),
    "GIF without an end": (lambda: gif()[:-1], Flaw.DAMAGED),
    "GIF that breaks off in its third picture": (lambda: moving()[:-5], Flaw.DAMAGED),
    "GIF that is also a ZIP": (lambda: gif(tail=zipped({"a.jar": b"x"})), Flaw.TWO_KINDS),
    "GIF with a script in its head": (lambda: b"GIF89a<script>x()</script>" + bytes(60), Flaw.TWO_KINDS),
}
LEAKS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = {
    "note": (lambda: gif(beside=b"!\xfe\x04Siti\0"), Kind.METADATA, "gambar: catatan"),
    "what an editor says": (lambda: gif(beside=_XMP), Kind.METADATA, "gambar: keterangan penyunting"),
    "words that no program shows": (
        lambda: gif(beside=b"!\x01\x0c" + bytes(12) + b"\4Siti\0"),
        Kind.HIDDEN_TEXT,
        "gambar",
    ),
    "what another program kept": (lambda: gif(beside=b"!\xff\x0bRAHASIA1.00\4Siti\0"), Kind.LEFTOVER, "gambar: data"),
    "more pictures than one": (moving, Kind.LEFTOVER, "gambar"),
    "rows below the edge": (_lowered, Kind.LEFTOVER, "gambar"),
    "rows below the edge, every other one first": (lambda: _lowered(interlace=1), Kind.LEFTOVER, "gambar"),
    "what follows its points": (lambda: gif()[:-2] + b"\x0aSiti Rahma\0;", Kind.LEFTOVER, "gambar"),
    "what follows the end": (lambda: gif(tail=b"Siti; rahasia;"), Kind.LEFTOVER, "gambar"),
}
CLEAN: Mapping[str, Callable[[], bytes]] = {
    "GIF": gif,
    "GIF that would go on": lambda: gif(beside=_LOOPED),
    "GIF with words": _written,
    "GIF of which every other row comes first": lambda: _written(interlace=1),
    "GIF of many colours": _noisy,
}
