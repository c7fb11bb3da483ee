"""PDFs that hold more than they show. Each is made here, so that what is hidden in it is known."""

import io
import re
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from services.documents.gate.domain.findings import Kind

SECRET = "3276015403989001"  # a number of nobody, in the form of a NIK
LINE = "Rekapitulasi hasil penghitungan suara"
WIDTH, HEIGHT = 595, 842
_BLACK_BOX = b"0 0 0 rg 60 690 260 24 re f\n"


def said(text: str, *, x: float = 70, y: float = 695, size: float = 16, before: bytes = b"0 0 0 rg") -> bytes:
    """Drawing orders for a line of text."""
    return before + f"\nBT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


def paper(*contents: bytes, rotate: int = 0, crop: tuple[float, ...] | None = None) -> pikepdf.Pdf:
    """A PDF with a page for each stream of drawing orders."""
    file = pikepdf.new()
    font = file.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, WIDTH, HEIGHT]),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=Stream(file, content),
        )
        if rotate:
            page.Rotate = rotate
        if crop:
            page.CropBox = Array(list(crop))
        file.pages.append(pikepdf.Page(file.make_indirect(page)))
    return file


def saved(file: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    file.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def clean(pages: int = 1) -> bytes:
    """A PDF with nothing to hide."""
    return saved(paper(*(said(LINE) + said(f"halaman {page + 1}", y=600) for page in range(pages))))


def pictured(file: pikepdf.Pdf, shown: Image.Image) -> pikepdf.Object:
    """A picture as a PDF holds it."""
    packed = io.BytesIO()
    shown.convert("RGB").save(packed, "JPEG", quality=90)
    return Stream(
        file,
        packed.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=shown.width,
        Height=shown.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def scan(text: str = SECRET) -> Image.Image:
    """A page as a scanner sees it, with one line on it."""
    shown = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), "white")
    ImageDraw.Draw(shown).text((140, 270), text, fill="black", font_size=36)
    return shown


def scanned(over: bytes = b"", text: str = SECRET, **options: object) -> pikepdf.Pdf:
    """A page that is a picture, with drawing orders over it."""
    file = paper(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q\n".encode() + over, **options)  # type: ignore[arg-type]
    file.pages[0].Resources.XObject = Dictionary(Im1=pictured(file, scan(text)))
    return file


def noted(**note: object) -> bytes:
    file = paper(said(LINE))
    dictionary = Dictionary(Type=Name.Annot, Rect=Array([60, 690, 320, 714]), **note)
    file.pages[0].Annots = Array([file.make_indirect(dictionary)])
    return saved(file)


def _under_a_box() -> bytes:
    return saved(paper(said(SECRET) + _BLACK_BOX))


def _in_form_object() -> bytes:
    file = paper(said(LINE, y=600) + b"/Fm1 Do\n" + _BLACK_BOX)
    font = file.pages[0].Resources.Font
    file.pages[0].Resources.XObject = Dictionary(
        Fm1=Stream(
            file,
            said(SECRET),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, WIDTH, HEIGHT]),
            Resources=Dictionary(Font=font),
        )
    )
    return saved(file)


def _under_a_picture() -> bytes:
    stripes = Image.new("RGB", (260, 24), "white")
    for x in range(0, 260, 4):
        ImageDraw.Draw(stripes).line((x, 0, x, 24), fill="black")
    file = paper(said(SECRET) + b"q 260 0 0 24 60 690 cm /Im1 Do Q\n")
    file.pages[0].Resources.XObject = Dictionary(Im1=pictured(file, stripes))
    return saved(file)


def _switched_off() -> bytes:
    file = paper(said(LINE, y=600) + b"/OC /L1 BDC\n" + said(SECRET) + b"EMC\n")
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Internal")))
    file.pages[0].Resources.Properties = Dictionary(L1=layer)
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    return saved(file)


def _saved_over() -> bytes:
    """The secret stood in the first version; the second one was written behind it."""
    first = saved(paper(said(SECRET)), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    number = next(line for line in first.split(b"\n") if b"/Contents" in line).split(b"/Contents ")[1].split(b" ")[0]
    start = len(first)
    stream = said(LINE)
    body = (
        number + b" 0 obj\n<</Length " + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream\nendobj\n"
    )
    table = b"xref\n" + number + b" 1\n" + f"{start:010} 00000 n \n".encode()
    previous = first.rpartition(b"startxref\n")[2].split(b"\n")[0]
    trailer = first.rpartition(b"trailer <<")[2].partition(b">>")[0]
    return (
        first
        + body
        + table
        + b"trailer <<"
        + trailer
        + b" /Prev "
        + previous
        + b">>\nstartxref\n"
        + str(start + len(body)).encode()
        + b"\n%%EOF\n"
    )


def _attached() -> bytes:
    file = paper(said(LINE))
    file.attachments["gaji.csv"] = f"nama,nik\nSiti,{SECRET}".encode()
    return saved(file)


def _authored() -> bytes:
    file = paper(said(LINE))
    file.docinfo["/Author"] = "Siti Rahmawati"
    return saved(file)


def _authored_in_xmp() -> bytes:
    file = paper(said(LINE))
    with file.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:creator"] = ["Siti Rahmawati"]
    return saved(file)


def _scripted() -> bytes:
    file = paper(said(LINE))
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return saved(file)


def _filled_in() -> bytes:
    file = paper(said(LINE))
    field = file.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("nik"),
            V=String(SECRET),
            Rect=Array([0, 0, 0, 0]),
            F=2,
        )
    )
    file.pages[0].Annots = Array([field])
    file.Root.AcroForm = Dictionary(Fields=Array([field]))
    return saved(file)


def _unlinked() -> bytes:
    """A page was taken out and left in the file."""
    file = paper(said(LINE))
    lost = file.make_indirect(Stream(file, said(SECRET)))
    file.Root.Temporary = lost
    whole = saved(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/Temporary \d+ 0 R", lambda link: b" " * len(link[0]), whole)


def _bookmarked() -> bytes:
    file = paper(said(LINE))
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"NIK {SECRET}", 0))
    return saved(file)


def _miscounted() -> bytes:
    """Some programs believe the count and show one page, others follow the tree and show two."""
    whole = saved(paper(said(LINE), said(SECRET)), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return whole.replace(b"/Count 2", b"/Count 1")


LEAKS: Mapping[str, tuple[Callable[[], bytes], Kind]] = {
    "text under a black box": (_under_a_box, Kind.HIDDEN_TEXT),
    "text under a white box": (
        lambda: saved(paper(said(SECRET) + _BLACK_BOX.replace(b"0 0 0", b"1 1 1"))),
        Kind.HIDDEN_TEXT,
    ),
    "text in a form object under a box": (_in_form_object, Kind.HIDDEN_TEXT),
    "text under a box on a turned page": (lambda: saved(paper(said(SECRET) + _BLACK_BOX, rotate=90)), Kind.HIDDEN_TEXT),
    "text under a box on a cropped page": (
        lambda: saved(paper(said(SECRET) + _BLACK_BOX, crop=(40, 100, 560, 800))),
        Kind.HIDDEN_TEXT,
    ),
    "white text": (lambda: saved(paper(said(SECRET, before=b"1 1 1 rg"))), Kind.HIDDEN_TEXT),
    "text that is never drawn": (lambda: saved(paper(b"3 Tr\n" + said(SECRET))), Kind.HIDDEN_TEXT),
    "text under a picture": (_under_a_picture, Kind.HIDDEN_TEXT),
    "text too small to see": (lambda: saved(paper(said(SECRET, size=0.2))), Kind.HIDDEN_TEXT),
    "text beyond the edge": (lambda: saved(paper(said(LINE), crop=(0, 0, 595, 600))), Kind.OUTSIDE),
    "a scan under a box": (lambda: saved(scanned(_BLACK_BOX)), Kind.COVERED_PICTURE),
    "a turned scan under a box": (lambda: saved(scanned(_BLACK_BOX, rotate=270)), Kind.COVERED_PICTURE),
    "a redaction mark": (lambda: noted(Subtype=Name.Redact, OverlayText=String("X")), Kind.REDACTION_MARK),
    "a black square pinned on": (lambda: noted(Subtype=Name.Square, IC=Array([0, 0, 0])), Kind.COMMENT),
    "a comment": (lambda: noted(Subtype=Name.Text, Contents=String("jangan dibuka")), Kind.COMMENT),
    "a highlight": (lambda: noted(Subtype=Name.Highlight, C=Array([0, 0, 0])), Kind.COMMENT),
    "a file pinned on": (lambda: noted(Subtype=Name.FileAttachment), Kind.ATTACHMENT),
    "a link that starts a program": (
        lambda: noted(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
        Kind.SCRIPT,
    ),
    "a layer switched off": (_switched_off, Kind.HIDDEN_LAYER),
    "an earlier version": (_saved_over, Kind.REVISION),
    "an attachment": (_attached, Kind.ATTACHMENT),
    "an author": (_authored, Kind.METADATA),
    "an author in XMP": (_authored_in_xmp, Kind.METADATA),
    "a script": (_scripted, Kind.SCRIPT),
    "a form that is filled in": (_filled_in, Kind.FORM_DATA),
    "what no page leads to": (_unlinked, Kind.LEFTOVER),
    "a NIK among the bookmarks": (_bookmarked, Kind.NIK),
    "a NIK on the page": (lambda: saved(paper(said(f"NIK {SECRET}"))), Kind.NIK),
    "a phone on the page": (lambda: saved(paper(said("HP 0812-3456-7890"))), Kind.PHONE),
    "an address on the page": (lambda: saved(paper(said("siti@example.com"))), Kind.EMAIL),
    "a file behind a password": (
        lambda: saved(paper(said(LINE)), encryption=pikepdf.Encryption(owner="x", user="y")),
        Kind.UNREADABLE,
    ),
    "a file cut in half": (lambda: clean()[:400], Kind.UNREADABLE),
    "more pages than the file says": (_miscounted, Kind.UNREADABLE),
}
