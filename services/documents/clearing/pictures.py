"""What a picture file says beside what it shows: where and by whom it was taken, a smaller copy, what was cut away."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from PIL import ExifTags, Image

from services.documents.clearing import gifs, jpegs, pngs, tiffs
from services.documents.gate.domain.findings import Finding, Kind

MOST_PIXELS = 100_000_000
_KNOWN = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/1.0/",
    b"ICC_PROFILE\0",
)  # kept in a JPEG; judged by rules of their own
_PRESS = b"Photoshop 3.0\0"  # who wrote and took it, in the words of news agencies (IPTC), and how it is printed
_OF_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"EXIF", b"XMP ", b"ANIM", b"ANMF"}
_MAKERS = {  # names of people and devices, by their tag
    ExifTags.Base.Artist: "pembuat",
    ExifTags.Base.Copyright: "pemegang hak",
    ExifTags.Base.ImageDescription: "keterangan",
    ExifTags.Base.XPAuthor: "pembuat",
    ExifTags.Base.XPComment: "catatan",
    ExifTags.Base.HostComputer: "komputer",
    ExifTags.Base.CameraOwnerName: "pemilik kamera",
    ExifTags.Base.BodySerialNumber: "nomor seri kamera",
    ExifTags.Base.UserComment: "catatan",
}


def look(file: BinaryIO) -> Iterator[Finding]:
    """What is hidden in a picture file.

    Raises:
        OSError, ValueError, Image.DecompressionBombError: it cannot be read.
    """
    yield from look_inside(file.read(), "gambar")


def look_inside(content: bytes, where: str) -> Iterator[Finding]:
    """What is hidden in a picture.

    Raises:
        OSError, ValueError, Image.DecompressionBombError: it cannot be read.
    """
    with Image.open(BytesIO(content)) as shown:
        if shown.width * shown.height > MOST_PIXELS:
            yield Finding(Kind.UNREADABLE, where, f"{shown.width} × {shown.height} titik")
            return
        if shown.format == "TIFF":
            yield from tiffs.told(BytesIO(content), within=f"{where}, ")
            return
        if shown.format == "GIF":
            yield from gifs.told(content, where)
            return
        yield from exif(shown, where)
        for key, value in shown.info.items():
            if isinstance(value, str) and value.strip():  # PNG's text chunks, and XMP there
                yield Finding(Kind.METADATA, f"{where}: {key}"[:120], value[:80])
        colours = shown.info.get("icc_profile") or b""
        if colours[int.from_bytes(colours[:4]) :].strip(b"\0"):  # which begins with its own length (ISO 15076-1)
            yield Finding(Kind.LEFTOVER, where, "isi setelah profil warna")
        if "xmp" in shown.info or shown.info.get("comment"):
            yield Finding(Kind.METADATA, f"{where}: keterangan penyunting")
        if getattr(shown, "n_frames", 1) > 1:
            yield Finding(Kind.LEFTOVER, where, "lebih dari satu gambar")
        yield from _BESIDE.get(shown.format or "", _unknown)(content, where)


def _unknown(_content: bytes, where: str) -> Iterator[Finding]:
    """Of another kind under the name of one of those below nobody knows what it holds."""
    yield Finding(Kind.UNREADABLE, where)


def _beside_png(content: bytes, where: str) -> Iterator[Finding]:
    yield from (Finding(Kind.LEFTOVER, where, what) for what in pngs.hidden(content))


def _beside_jpeg(jpeg: bytes, where: str) -> Iterator[Finding]:
    for place, held in jpegs.kept(jpeg):
        if place != "COM" and not held.startswith(_KNOWN):  # which is told above
            kind = Kind.METADATA if held.startswith(_PRESS) else Kind.LEFTOVER
            yield Finding(kind, f"{where}: data milik program lain", place)
    if jpegs.goes_on(jpeg):
        yield Finding(Kind.LEFTOVER, where, "isi di belakang baris terakhir gambar")
    if jpegs.behind(jpeg).strip(b"\0\r\n "):
        yield Finding(Kind.LEFTOVER, where, "isi setelah akhir gambar")


def _beside_webp(content: bytes, where: str) -> Iterator[Finding]:
    """What stands in a WebP (RFC 9649) that is no part of the picture."""
    at, end = 12, 8 + int.from_bytes(content[4:8], "little")
    while at < end:
        if content[at : at + 4] not in _OF_WEBP:
            yield Finding(Kind.LEFTOVER, f"{where}: data milik program lain")
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    if content[end:].strip(b"\0"):
        yield Finding(Kind.LEFTOVER, where, "isi setelah akhir gambar")


_BESIDE: Mapping[str, Callable[[bytes, str], Iterator[Finding]]] = {
    "JPEG": _beside_jpeg, "MPO": _beside_jpeg, "PNG": _beside_png, "WEBP": _beside_webp,
}  # fmt: skip


def exif(shown: Image.Image, where: str) -> Iterator[Finding]:
    """What a camera wrote into a picture: where and by whom it was taken, and a smaller copy."""
    told = shown.getexif()
    if told.get_ifd(ExifTags.IFD.GPSInfo):
        yield Finding(Kind.LOCATION, where)
    if told.get_ifd(ExifTags.IFD.IFD1):
        yield Finding(Kind.LEFTOVER, where, "gambar kecil dari versi sebelumnya")
    for tags in (told, told.get_ifd(ExifTags.IFD.Exif)):
        for tag, label in _MAKERS.items():
            if str(tags.get(tag, "")).strip("\0 "):
                yield Finding(Kind.METADATA, f"{where}: {label}", str(tags[tag])[:80])
