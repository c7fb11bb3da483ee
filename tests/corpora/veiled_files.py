"""Messages, pictures and workbooks that say more than they show in places where hardly anybody looks."""

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageCms, ImageDraw, ImageFont

from services.documents.domain.formats import JPEG, MAIL, PNG, XLSX
from services.documents.domain.gate import Kind
from tests.corpora.leaking_sheets import book, with_part

_HEAD = "From: a@kpu.go.id\r\nTo: b@kpu.go.id\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
_READING = '<c r="A2" t="inlineStr"><is><t>x</t><rPh sb="0" eb="1"><t>rahasia</t></rPh></is></c>'
Leak = tuple[Callable[[], bytes], str, Kind]


def _going_on() -> bytes:
    """A message whose words are packed, and followed by others."""
    kind = "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return f"{_HEAD}{kind}aGFsbwo=\r\nrahasia\r\n".encode()


def _page(body: str, kind: Kind = Kind.HIDDEN_TEXT) -> Leak:
    """A message that is a page."""
    content = f"{_HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<p>Yth. Bapak</p>{body}\r\n".encode()
    return lambda: content, MAIL.media_type, kind


def coloured(form: str, tail: bytes = b"") -> bytes:
    """A picture with a profile of its colours, as cameras and programs write it; with something behind that."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    packed = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(packed, form, icc_profile=profile + tail)
    return packed.getvalue()


def holes() -> bytes:
    """A white picture with words that are holes in it."""
    shown, packed = Image.new("RGBA", (700, 200), "white"), io.BytesIO()
    ImageDraw.Draw(shown).text((20, 60), "Gaji bendahara Rahmat", (0, 0, 0, 0), ImageFont.load_default(48))
    shown.save(packed, "PNG")
    return packed.getvalue()


VEILED: Mapping[str, Leak] = {
    "words behind packed ones": (_going_on, MAIL.media_type, Kind.HIDDEN_TEXT),
    "title of a page": _page("<title>rahasia</title>"),
    "stock of a page": _page("<template>rahasia</template>"),
    "words for old programs": _page("<noscript>rahasia</noscript>"),
    "folded words": _page("<details><summary>x</summary>rahasia</details>"),
    "words beside the window": _page('<p style="position:absolute; left:-9999px">rahasia</p>'),
    "words that are drawn in far beside the page": _page('<p style="text-indent: -99em">rahasia</p>'),
    "value of a field": _page('<input type="hidden" value="rahasia">'),
    "picture within a page": _page('<img src="data:image/png;base64,AAAA">', Kind.ATTACHMENT),
    "picture within a style": _page('<p style="background: url(data:image/png;base64,AAAA)">x</p>', Kind.ATTACHMENT),
    "picture of elsewhere in a style": _page(
        '<p style="background: url(https://a.example/x.png)">x</p>', Kind.EXTERNAL_LINK
    ),
    "words behind the colours of a JPEG": (lambda: coloured("JPEG", b"rahasia"), JPEG.media_type, Kind.LEFTOVER),
    "words behind the colours of a PNG": (lambda: coloured("PNG", b"rahasia"), PNG.media_type, Kind.LEFTOVER),
    "readings above letters": (lambda: book(f'<row r="2">{_READING}</row>'), XLSX.media_type, Kind.HIDDEN_CELLS),
    "drawing that is not shown": (
        lambda: with_part("xl/drawings/drawing1.xml", '<d><cNvPr hidden="1"/><t>rahasia</t></d>'),
        XLSX.media_type,
        Kind.HIDDEN_TEXT,
    ),
}
