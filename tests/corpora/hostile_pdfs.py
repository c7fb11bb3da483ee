"""PDFs made to do harm, each with the flaw for which it is refused."""

import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Stream, String

from services.documents.files.domain.flaws import Flaw
from tests.corpora.honest import pdf, photo, workbook, zipped
from tests.corpora.leaking_pdfs import LINE, paper, said, saved

Made = tuple[str, Callable[[], bytes], Flaw]

_ACTIONS: Mapping[str, Callable[[], Dictionary]] = {
    "JavaScript": lambda: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")),
    "Launch": lambda: Dictionary(S=Name.Launch, F=String("cmd.exe")),
    "SubmitForm": lambda: Dictionary(S=Name.SubmitForm, F=String("https://contoh.invalid")),
    "ImportData": lambda: Dictionary(S=Name.ImportData, F=String("data.fdf")),
    "GoToR": lambda: Dictionary(S=Name.GoToR, F=String("\\\\contoh.invalid\\a.pdf"), D=Array([0, Name.Fit])),
    "GoToE": lambda: Dictionary(S=Name.GoToE, F=String("a.pdf"), D=Array([0, Name.Fit])),
    "Rendition": lambda: Dictionary(S=Name.Rendition, OP=0),
    "Movie": lambda: Dictionary(S=Name.Movie, Operation=Name.Play),
    "Sound": lambda: Dictionary(S=Name.Sound),
}


def _on_opening(file: pikepdf.Pdf, action: Dictionary) -> None:
    file.Root.OpenAction = action


def _on_closing(file: pikepdf.Pdf, action: Dictionary) -> None:
    file.Root.AA = Dictionary(WC=file.make_indirect(action))


def _on_page(file: pikepdf.Pdf, action: Dictionary) -> None:
    file.pages[0].obj.AA = Dictionary(O=action)


def _on_click(file: pikepdf.Pdf, action: Dictionary) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    file.pages[0].obj.Annots = Array([link])


def _after_another(file: pikepdf.Pdf, action: Dictionary) -> None:
    first = Dictionary(S=Name.GoTo, D=Array([file.pages[0].obj, Name.Fit]), Next=Array([action]))
    file.Root.OpenAction = first


def _in_a_field(file: pikepdf.Pdf, action: Dictionary) -> None:
    field = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=action))
    file.Root.AcroForm = Dictionary(Fields=Array([file.make_indirect(field)]))


_PLACES: Mapping[str, Callable[[pikepdf.Pdf, Dictionary], None]] = {
    "on opening": _on_opening, "on closing": _on_closing, "on a page": _on_page, "on a click": _on_click,
    "after another": _after_another, "in a field": _in_a_field,
}  # fmt: skip


def _acting(action: str, place: str) -> bytes:
    file = paper(said(LINE))
    _PLACES[place](file, _ACTIONS[action]())
    return saved(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _changed(change: Callable[[pikepdf.Pdf], object], **options: object) -> Callable[[], bytes]:
    def make() -> bytes:
        file = paper(said(LINE))
        change(file)
        return saved(file, **options)

    return make


def _named_script(file: pikepdf.Pdf) -> None:
    tree = NameTree.new(file)
    tree["mulai"] = _ACTIONS["JavaScript"]()
    file.Root.Names = Dictionary(JavaScript=tree.obj)


def _attached(file: pikepdf.Pdf) -> None:
    file.attachments["data.exe"] = b"MZ"


def _note(subtype: str) -> Callable[[pikepdf.Pdf], object]:
    def change(file: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([0, 0, 9, 9]))
        file.pages[0].obj.Annots = Array([file.make_indirect(note)])

    return change


def _unreached_file(file: pikepdf.Pdf) -> None:
    packed = Stream(file, b"MZ")
    packed.Type = Name.EmbeddedFile
    file.Root.Sisa = file.make_indirect(packed)


def _set(name: str, value: Callable[[], object]) -> Callable[[pikepdf.Pdf], object]:
    return lambda file: file.Root.__setattr__(name, value())


@lru_cache
def _zeros(size: int, times: int) -> bytes:
    packed = bytes(1 << 20)
    squeeze = zlib.compressobj(9)
    made = b"".join(squeeze.compress(packed) for _ in range(size >> 20)) + squeeze.flush()
    for _ in range(times - 1):
        made = zlib.compress(made, 9)
    return made


def _bomb(size: int, *filters: str) -> Callable[[], bytes]:
    def make() -> bytes:
        file = paper(said(LINE))
        bomb = Stream(file, _zeros(size, len(filters)))
        bomb.Filter = Array([Name(name) for name in filters]) if len(filters) > 1 else Name(filters[0])
        file.pages[0].obj.Contents = file.make_indirect(bomb)
        return saved(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    return make


def _flood(file: pikepdf.Pdf) -> None:
    picture = Stream(file, b"\0")
    for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": 200_000, "Height": 200_000}.items():
        picture[f"/{key}"] = value
    file.pages[0].obj.Resources.XObject = Dictionary(P=file.make_indirect(picture))


def _pages(file: pikepdf.Pdf) -> None:
    for _ in range(2000):
        file.pages.append(file.pages[0])


def _circle(file: pikepdf.Pdf) -> None:
    file.Root.Pages.Kids = Array([file.Root.Pages])


def _plain(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: change(pdf())


def _locked(revision: int, aes: bool) -> Callable[[], bytes]:
    rule = pikepdf.Encryption(owner="a", user="rahasia", R=revision, aes=aes, metadata=aes)  # type: ignore[arg-type]
    return _changed(lambda _file: None, encryption=rule)


def _hidden_name() -> bytes:
    """The name of the action is written in another way, which every reader understands."""
    return _acting_plainly().replace(b"/JavaScript", b"/J#61vaScript")


def _acting_plainly() -> bytes:
    return _changed(lambda file: _on_opening(file, Dictionary(S=Name.JavaScript)))()


PDFS: Mapping[str, Made] = {
    **{
        f"{action} {place}": ("a.pdf", lambda action=action, place=place: _acting(action, place), Flaw.SCRIPT)
        for action in _ACTIONS
        for place in _PLACES
    },
    "script by name": ("a.pdf", _changed(_named_script), Flaw.SCRIPT),
    "script under another spelling": ("a.pdf", _hidden_name, Flaw.SCRIPT),
    "form that is a program": (
        "a.pdf",
        _changed(_set("AcroForm", lambda: Dictionary(XFA=String("<x/>")))),
        Flaw.SCRIPT,
    ),
    "attached file": ("a.pdf", _changed(_attached), Flaw.ATTACHMENT),
    "attached file that nothing leads to": ("a.pdf", _changed(_unreached_file), Flaw.ATTACHMENT),
    "collection of files": ("a.pdf", _changed(_set("Collection", Dictionary)), Flaw.ATTACHMENT),
    **{
        f"note of the kind {kind}": ("a.pdf", _changed(_note(f"/{kind}")), Flaw.ATTACHMENT)
        for kind in ("FileAttachment", "RichMedia", "Screen", "3D", "Movie", "Sound")
    },
    **{
        f"password, revision {revision}{' with AES' if aes else ''}": ("a.pdf", _locked(revision, aes), Flaw.LOCKED)
        for revision, aes in ((2, False), (3, False), (4, False), (4, True), (6, True))
    },
    "stream that unpacks to 600 MB": ("a.pdf", _bomb(600 << 20, "/FlateDecode"), Flaw.UNPACKS),
    "stream packed twice": ("a.pdf", _bomb(64 << 20, "/FlateDecode", "/FlateDecode"), Flaw.UNPACKS),
    "stream packed three times": ("a.pdf", _bomb(64 << 20, *["/FlateDecode"] * 3), Flaw.UNPACKS),
    "picture of 40 billion points": ("a.pdf", _changed(_flood), Flaw.PIXELS),
    "2,001 pages": ("a.pdf", _changed(_pages), Flaw.PAGES),
    "pages in a circle": ("a.pdf", _changed(_circle), Flaw.DAMAGED),
    "no pages": ("a.pdf", _changed(lambda file: file.pages.__delitem__(0)), Flaw.DAMAGED),
    "nothing but a beginning": ("a.pdf", lambda: b"%PDF-1.7\n", Flaw.DAMAGED),
    "rubbish after the beginning": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 99, Flaw.DAMAGED),
    "cut off early": ("a.pdf", _plain(lambda whole: whole[:90]), Flaw.DAMAGED),
    "a hundred thousand lists in a list": (
        "a.pdf",
        _plain(lambda _w: b"%PDF-1.7\n1 0 obj" + b"[" * 100_000),
        Flaw.DAMAGED,
    ),
    "also a ZIP": ("a.pdf", _plain(lambda whole: whole + zipped({"a.js": b"x"})), Flaw.TWO_KINDS),
    "also a workbook": ("a.pdf", _plain(lambda whole: whole + workbook()), Flaw.TWO_KINDS),
    "also a web page": (
        "a.pdf",
        _plain(lambda w: w.replace(b"\n", b"\n%<html><script>x()</script>\n", 1)),
        Flaw.TWO_KINDS,
    ),
    "also PHP": ("a.pdf", _plain(lambda whole: whole.replace(b"\n", b"\n%<?php x(); ?>\n", 1)), Flaw.TWO_KINDS),
    "another PDF within its head": ("a.pdf", _plain(lambda whole: b"%PDF-1.4\n%" + whole), Flaw.TWO_KINDS),
    "PDF within a JPEG's head": ("a.jpg", lambda: photo()[:20] + b"%PDF-1.7 " + photo()[20:], Flaw.TWO_KINDS),
}
