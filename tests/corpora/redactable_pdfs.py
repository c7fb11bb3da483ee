"""PDFs to blacken that keep a secret in more ways than one. Each shows it at one known place, and a line beside it.

Where the secret is seen is counted here by the rules of ISO 32000-2 (14.11.2 and 7.7.3.3), not asked of what draws it.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.corpora.leaking_pdfs import HEIGHT, LINE, SECRET, WIDTH, paper, pictured, said, saved, scan

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in points; or x, y, width, height as fractions
PAGE: Rectangle = (0, 0, WIDTH, HEIGHT)
SECRET_AT: Rectangle = (62, 686, 250, 718)
LINE_AT: Rectangle = (62, 630, 372, 664)
_HEX = SECRET.encode().hex()
Draw = Callable[[pikepdf.Pdf], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A PDF, where its secret and its line are seen (as fractions of the page), and how far the page is turned."""

    content: bytes
    secret: Rectangle
    line: Rectangle
    turned: int


def case(
    shows: Draw = lambda _: said(SECRET), hides: Draw = lambda _: b"", *,
    turn: int = 0, crop: Rectangle | None = None, media: Rectangle = PAGE, **save: Any,
) -> Case:  # fmt: skip
    """A page that shows the secret and the line, and hides the secret once more."""
    file = paper(b"")
    page = file.pages[0]
    page.MediaBox = Array(list(media))
    orders = shows(file) + said(LINE, y=640) + hides(file)
    page.Contents = Stream(file, orders)
    if turn:
        page.Rotate = turn
    if crop:
        page.CropBox = Array(list(crop))
    seen = _within(crop or media, media)
    return Case(saved(file, **save), _seen(SECRET_AT, seen, turn), _seen(LINE_AT, seen, turn), turn)


def _within(box: Rectangle, media: Rectangle) -> Rectangle:
    return max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3])


def _seen(part: Rectangle, page: Rectangle, turn: int) -> Rectangle:
    """Where a part of a page is seen: x, y, width, height as fractions from the top left."""
    width, height = page[2] - page[0], page[3] - page[1]
    left, right = (part[0] - page[0]) / width, (part[2] - page[0]) / width
    top, bottom = (page[3] - part[3]) / height, (page[3] - part[1]) / height
    left, top, right, bottom = {
        0: (left, top, right, bottom),
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }[turn]
    return left, top, right - left, bottom - top


def _form(file: pikepdf.Pdf, orders: bytes, **more: Any) -> Stream:
    """A form XObject with the page's own font, on which the orders draw."""
    return Stream(
        file, orders, Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(PAGE)),
        Resources=Dictionary(Font=file.pages[0].Resources.Font, **more),
    )  # fmt: skip


def _in_form(file: pikepdf.Pdf) -> bytes:
    file.pages[0].Resources.XObject = Dictionary(Fm=_form(file, said(SECRET)))
    return b"/Fm Do\n"


def _in_nested_forms(file: pikepdf.Pdf) -> bytes:
    inner = _form(file, b"/In Do", XObject=Dictionary(In=_form(file, said(SECRET))))
    file.pages[0].Resources.XObject = Dictionary(Fm=inner)
    return b"/Fm Do\n"


def _scanned(file: pikepdf.Pdf) -> bytes:
    file.pages[0].Resources.XObject = Dictionary(Im=pictured(file, scan()))
    return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q\n".encode()


def _scanned_with_words(file: pikepdf.Pdf) -> bytes:
    return _scanned(file) + b"q 3 Tr\n" + said(SECRET) + b"Q\n"


def _on_annotation(file: pikepdf.Pdf, subtype: Name = Name.FreeText, **more: Any) -> bytes:
    note = Dictionary(
        Type=Name.Annot, Subtype=subtype, Rect=Array(list(PAGE)), F=4, Contents=String(SECRET),
        AP=Dictionary(N=_form(file, said(SECRET))), **more,
    )  # fmt: skip
    file.pages[0].Annots = Array([file.make_indirect(note)])
    return b""


def _in_field(file: pikepdf.Pdf) -> bytes:
    _on_annotation(file, Name.Widget, FT=Name.Tx, T=String("nik"), V=String(SECRET))
    file.Root.AcroForm = Dictionary(Fields=Array([file.pages[0].Annots[0]]))
    return b""


def _in_pattern(file: pikepdf.Pdf) -> bytes:
    file.pages[0].Resources.Pattern = Dictionary(
        P=Stream(
            file, said(SECRET), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array(list(PAGE)),
            XStep=WIDTH, YStep=HEIGHT, Resources=Dictionary(Font=file.pages[0].Resources.Font),
        )
    )  # fmt: skip
    return b"/Pattern cs /P scn 0 680 400 40 re f\n"


def _spread(parts: str) -> Draw:
    """The secret drawn by other orders at the same place."""
    return lambda _: f"0 0 0 rg BT /F1 16 Tf 70 695 Td {parts} ET\n".encode()


# How the secret is drawn where it is seen.
SHOWN: Mapping[str, Draw] = {
    "plain text": lambda _: said(SECRET),
    "kerned text": _spread("[" + " ".join(f"({digit}) -40" for digit in SECRET) + "] TJ"),
    "text in hexadecimal": _spread(f"<{_HEX}> Tj"),
    "text in pieces": _spread("".join(f"({SECRET[n : n + 4]}) Tj " for n in (0, 4, 8, 12))),
    "text digit by digit, backwards": _spread(
        "".join(f"1 0 0 1 {70 + 8.9 * n} 695 Tm ({SECRET[n]}) Tj " for n in reversed(range(16)))
    ),
    "outlined text": lambda _: b"q 1 Tr 0.5 w\n" + said(SECRET) + b"Q\n",
    "stretched text": _spread(f"110 Tz ({SECRET}) Tj 100 Tz"),
    "text drawn twice": lambda _: said(SECRET) + said(SECRET, x=70.3),
    "a form object": _in_form,
    "form objects in one another": _in_nested_forms,
    "a pattern": _in_pattern,
    "a scan": _scanned,
    "a scan with words behind": _scanned_with_words,
    "a note on the page": _on_annotation,
    "a stamp": lambda file: _on_annotation(file, Name.Stamp),
    "a form field": _in_field,
}


def _put(change: Callable[[pikepdf.Pdf], object]) -> Draw:
    def hide(file: pikepdf.Pdf) -> bytes:
        change(file)
        return b""

    return hide


def _layer(file: pikepdf.Pdf) -> bytes:
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"NIK {SECRET}")))
    file.pages[0].Resources.Properties = Dictionary(L=layer)
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    return b"/OC /L BDC\n" + said(SECRET, y=500) + b"EMC\n"


def _renamed(file: pikepdf.Pdf) -> bytes:
    """Letters that show crosses and are copied as the secret."""
    codes = "\n".join(f"<{65 + n:02x}> <{ord(digit):04x}>" for n, digit in enumerate(SECRET))
    font = Dictionary(file.pages[0].Resources.Font.F1)
    meaning = f"1 begincodespacerange <00> <ff> endcodespacerange\n16 beginbfchar\n{codes}\nendbfchar".encode()
    font.ToUnicode = Stream(file, meaning)
    file.pages[0].Resources.Font.F2 = font
    return said("".join(chr(65 + n) for n in range(16)), y=500).replace(b"/F1", b"/F2")


def _annotated(**note: Any) -> Draw:
    def hide(file: pikepdf.Pdf) -> bytes:
        table = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), F=2, **note)
        file.pages[0].Annots = Array([file.make_indirect(table)])
        return b""

    return hide


def _titled(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"NIK {SECRET}", 0))


def _described(file: pikepdf.Pdf) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:description"] = SECRET


def _noted(key: str) -> Draw:
    return _put(lambda file: file.docinfo.__setitem__(key, SECRET))


def _in_root(name: str, make: Callable[[pikepdf.Pdf], Any]) -> Draw:
    return _put(lambda file: file.Root.__setitem__(name, make(file)))


def _on_page(name: str, make: Callable[[pikepdf.Pdf], Any]) -> Draw:
    return _put(lambda file: file.pages[0].__setitem__(name, make(file)))


# Where the secret lies once more.
HIDDEN: Mapping[str, Draw] = {
    "white text": lambda _: said(SECRET, y=500, before=b"1 1 1 rg"),
    "text that is never drawn": lambda _: b"q 3 Tr\n" + said(SECRET, y=500) + b"Q\n",
    "text too small to see": lambda _: said(SECRET, y=500, size=0.2),
    "text under a black box": lambda _: said(SECRET, y=500) + b"0 0 0 rg 60 480 300 50 re f\n",
    "text under a white box": lambda _: said(SECRET, y=500) + b"1 1 1 rg 60 480 300 50 re f\n",
    "text cut away": lambda _: b"q 0 0 5 5 re W n\n" + said(SECRET, y=500) + b"Q\n",
    "text beyond the edge": lambda _: said(SECRET, x=700, y=1200),
    "text of another meaning": _renamed,
    "a layer that is off": _layer,
    "ActualText": lambda _: f"/Span <</ActualText ({SECRET})>> BDC\n".encode() + said("xxxx", y=500) + b"EMC\n",
    "a comment in the orders": lambda _: f"% NIK {SECRET}\n".encode(),
    "a hidden note": _annotated(Subtype=Name.Text, Contents=String(SECRET)),
    "a redaction mark": _annotated(Subtype=Name.Redact, OverlayText=String(SECRET)),
    "a link": _annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://kpu.go.id/{SECRET}"))),
    "a script": _in_root("/OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))),
    "an attachment": _put(lambda file: file.attachments.__setitem__("nik.csv", SECRET.encode())),
    "a bookmark": _put(_titled),
    "XMP": _put(_described),
    "the author": _noted("/Author"),
    "the title": _noted("/Title"),
    "a key of nobody": _noted("/NomorPemohon"),
    "the structure": _in_root("/StructTreeRoot", lambda _: Dictionary(K=Dictionary(S=Name.P, Alt=String(SECRET)))),
    "a page label": _in_root("/PageLabels", lambda _: Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))),
    "a field of no page": _in_root(
        "/AcroForm", lambda _: Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=String("x"), V=String(SECRET))]))
    ),
    "a program's notes": _on_page("/PieceInfo", lambda _: Dictionary(Editor=Dictionary(Private=String(SECRET)))),
    "a thumbnail": _on_page("/Thumb", lambda file: pictured(file, scan())),
    "a picture never drawn": _on_page("/Spare", lambda file: file.make_indirect(pictured(file, scan()))),
    "the metadata of the page": _on_page("/Metadata", lambda file: Stream(file, SECRET.encode(), Type=Name.Metadata)),
}


def _unreached() -> Case:
    """An object that no page leads to."""
    whole = case(hides=_in_root("/Temporary", lambda file: file.make_indirect(Stream(file, said(SECRET)))))
    return Case(re.sub(rb"/Temporary \d+ 0 R", lambda link: b" " * len(link[0]), whole.content), *_places(whole))


def _saved_over() -> Case:
    """An earlier version lies in front of the one in force."""
    now = case(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return Case(f"%PDF-1.4\n% NIK {SECRET}\n".encode() + now.content + f"\n% {SECRET}\n".encode(), *_places(now))


def _places(whole: Case) -> tuple[Rectangle, Rectangle, int]:
    return whole.secret, whole.line, whole.turned


def _doubled() -> Case:
    """A page of the unit 1/36 inch."""
    whole = case()
    with pikepdf.open(io.BytesIO(whole.content)) as file:
        file.pages[0].UserUnit = 2
        return Case(saved(file), *_places(whole))


CROP, SHIFTED = (40.0, 560.0, 460.0, 780.0), (-200.0, 300.0, 480.0, 900.0)
_TURNED = {
    f"{name}, turned {turn}{', cropped' if crop else ''}": lambda name=name, turn=turn, crop=crop: case(
        SHOWN[name], turn=turn, crop=crop
    )
    for name in ("plain text", "a scan", "a form object", "a stamp", "a form field")
    for turn, crop in ((90, None), (180, None), (270, None), (90, CROP), (270, CROP))
}
CASES: Mapping[str, Callable[[], Case]] = {
    **{f"shown: {name}": lambda draw=draw: case(draw) for name, draw in SHOWN.items()},
    **{f"hidden: {name}": lambda draw=draw: case(hides=draw) for name, draw in HIDDEN.items()},
    **_TURNED,
    "cropped": lambda: case(crop=CROP),
    "cropped beyond the sheet": lambda: case(crop=(-50, -50, 2000, 2000)),
    "a sheet that begins elsewhere": lambda: case(media=SHIFTED),
    "a sheet that begins elsewhere, turned 90": lambda: case(media=SHIFTED, turn=90),
    "a sheet that begins elsewhere, cropped": lambda: case(media=SHIFTED, crop=CROP),
    "a sheet that begins elsewhere, cropped and turned 270": lambda: case(media=SHIFTED, crop=CROP, turn=270),
    "another unit": _doubled,
    "objects in streams": lambda: case(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "made for the web": lambda: case(linearize=True),
    "an object that nothing leads to": _unreached,
    "words around the file": _saved_over,
}
