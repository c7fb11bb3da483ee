"""Texts and pictures that hold more than they show, part by part, so that what is hidden in each is known."""

import io
import zipfile
from collections.abc import Callable, Mapping

from PIL import ExifTags, Image, PngImagePlugin

from services.documents.gate.domain.findings import Kind
from tests.corpora.leaking_pdfs import SECRET

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def word(body: str, **parts: str | bytes) -> bytes:
    """A DOCX with this body; `parts` beside it, by name."""
    base: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped(base | parts)


def run(text: str, looks: str = "") -> str:
    """A paragraph with one run of text."""
    return f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def open_document(body: str, *, kind: str = "text", meta: str = "", **parts: str | bytes) -> bytes:
    """An OpenDocument file."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("meta", "meta"),
            ("style", "style"),
        )
    )
    base: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>",
        "meta.xml": f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}'
        "</office:meta></office:document-meta>",
    }
    return zipped(base | parts)


def photo(*, gps: bool = False, artist: str = "", text: str = "", tail: bytes = b"", form: str = "JPEG") -> bytes:
    """A picture from a camera."""
    shown, packed, told = Image.new("RGB", (64, 48), "navy"), io.BytesIO(), Image.Exif()
    if gps:
        told.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 24.0, 0.0)
    if artist:
        told[ExifTags.Base.Artist] = artist
    notes = PngImagePlugin.PngInfo()
    if text:
        notes.add_text("Comment", text)
    shown.save(packed, form, exif=told, **({"pnginfo": notes} if form == "PNG" else {}))  # type: ignore[arg-type]
    return packed.getvalue() + tail


_STYLES = (
    f'<w:styles xmlns:w="{_WORD}"><w:style w:styleId="Diam"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Anak"><w:basedOn w:val="Diam"/></w:style>'
    '<w:style w:styleId="Pucat"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style></w:styles>'
)


def _beside(part: str) -> bytes:
    """A text with a part of its own kind beside it."""
    return word(run("x"), **{part: f"<r><t>NIK {SECRET}</t></r>"})


WORDS: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "hidden run": (lambda: word(run("rahasia", "<w:vanish/>")), Kind.HIDDEN_TEXT),
    "white run": (lambda: word(run("rahasia", '<w:color w:val="FFFFFF"/>')), Kind.HIDDEN_TEXT),
    "black marker": (lambda: word(run("rahasia", '<w:highlight w:val="black"/>')), Kind.HIDDEN_TEXT),
    "black shading": (lambda: word(run("rahasia", '<w:shd w:fill="000000"/>')), Kind.HIDDEN_TEXT),
    "run of a hiding style": (
        lambda: word(run("rahasia", '<w:rStyle w:val="Diam"/>'), **{"word/styles.xml": _STYLES}),
        Kind.HIDDEN_TEXT,
    ),
    "paragraph of a style based on a hiding one": (
        lambda: word(
            '<w:p><w:pPr><w:pStyle w:val="Anak"/></w:pPr><w:r><w:t>rahasia</w:t></w:r></w:p>',
            **{"word/styles.xml": _STYLES},
        ),
        Kind.HIDDEN_TEXT,
    ),
    "run as good as white": (lambda: word(run("rahasia", '<w:color w:val="FEFEFE"/>')), Kind.HIDDEN_TEXT),
    "yellow on yellow": (
        lambda: word(run("rahasia", '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')),
        Kind.HIDDEN_TEXT,
    ),
    "run without size": (lambda: word(run("rahasia", '<w:sz w:val="1"/>')), Kind.HIDDEN_TEXT),
    "run of a white style": (
        lambda: word(run("rahasia", '<w:rStyle w:val="Pucat"/>'), **{"word/styles.xml": _STYLES}),
        Kind.HIDDEN_TEXT,
    ),
    "file that no part leads to": (lambda: word(run("x"), **{"arsip/lama.txt": "rahasia"}), Kind.ATTACHMENT),
    "drawing in a format that nobody reads": (
        lambda: word(run("x"), **{"word/media/image1.emf": b"x"}),
        Kind.ATTACHMENT,
    ),
    "who wrote comments": (lambda: word(run("x"), **{"word/people.xml": "<people/>"}), Kind.METADATA),
    "NIK in a building block": (lambda: _beside("word/glossary/document.xml"), Kind.NIK),
    "NIK in a diagram": (lambda: _beside("word/diagrams/data1.xml"), Kind.NIK),
    "NIK in the numbers of a chart": (lambda: _beside("word/charts/chart1.xml"), Kind.NIK),
    "NIK in a variable": (
        lambda: word(run("x"), **{"word/settings.xml": f'<settings><docVar val="{SECRET}"/></settings>'}),
        Kind.NIK,
    ),
    "NIK in what a picture is said to show": (
        lambda: word(f'<w:p><w:drawing><docPr descr="KTP {SECRET}"/></w:drawing></w:p>'),
        Kind.NIK,
    ),
    "NIK in a field": (lambda: word(f"<w:p><w:instrText>QUOTE {SECRET}</w:instrText></w:p>"), Kind.NIK),
    "deleted words": (
        lambda: word("<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"),
        Kind.TRACKED_CHANGE,
    ),
    "inserted words": (lambda: word(f"<w:p><w:ins>{run('x')}</w:ins></w:p>"), Kind.TRACKED_CHANGE),
    "comment": (
        lambda: word(run("x"), **{"word/comments.xml": "<comments><comment/></comments>"}),
        Kind.COMMENT,
    ),
    "embedded file": (lambda: word(run("x"), **{"word/embeddings/x": "x"}), Kind.ATTACHMENT),
    "cropped picture": (
        lambda: word('<w:p><a:srcRect xmlns:a="a" l="20000"/></w:p>'),
        Kind.OUTSIDE,
    ),
    "author": (
        lambda: word(run("x"), **{"docProps/core.xml": CORE.format("<dc:creator>Siti</dc:creator>")}),
        Kind.METADATA,
    ),
    "NIK over two runs": (
        lambda: word(f"<w:p><w:r><w:t>{SECRET[:8]}</w:t></w:r><w:r><w:t>{SECRET[8:]}</w:t></w:r></w:p>"),
        Kind.NIK,
    ),
}

OPEN_DOCUMENTS: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "comment": (lambda: open_document("<office:annotation/>"), Kind.COMMENT),
    "tracked changes": (lambda: open_document("<text:changed-region/>"), Kind.TRACKED_CHANGE),
    "hidden section": (lambda: open_document('<text:section text:display="none"/>'), Kind.HIDDEN_TEXT),
    "hidden rows": (
        lambda: open_document(
            '<table:table table:name="A"><table:table-row table:visibility="collapse"/></table:table>'
        ),
        Kind.HIDDEN_ROWS,
    ),
    "hidden sheet": (
        lambda: open_document(
            '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
            '<table:table table:name="A" table:style-name="t"/>',
            kind="spreadsheet",
        ),
        Kind.HIDDEN_SHEET,
    ),
    "author": (lambda: open_document("", meta="<meta:initial-creator>Siti</meta:initial-creator>"), Kind.METADATA),
    "NIK": (lambda: open_document(f"<text:p>{SECRET}</text:p>"), Kind.NIK),
    "NIK in the name of a section": (lambda: open_document(f'<text:section text:name="{SECRET}"/>'), Kind.NIK),
    "file that no part leads to": (lambda: open_document("", **{"arsip/lama.txt": "rahasia"}), Kind.ATTACHMENT),
}
