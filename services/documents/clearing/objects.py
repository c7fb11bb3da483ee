"""What lies among the objects of a PDF and on no page: left over, never shown, or said where readers do not look."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from services.documents.clearing import notes, pictures, seen
from services.documents.domain.gate import Finding, Kind

Place = tuple[int, int]
_SAID = {  # where a text stands, by its key; elsewhere it is just not shown
    "/Title": "daftar isi (bookmark)", "/Alt": "teks alternatif gambar", "/ActualText": "teks pengganti",
    "/URI": "alamat tautan", "/TU": "keterangan isian formulir", "/P": "nomor halaman",
}  # fmt: skip
# Keys under which streams lie (ISO 32000-2), and those of what gives its streams any name.
_KEYS = (
    "Contents SMask Mask Metadata ToUnicode Encoding UseCMap FontFile FontFile2 FontFile3 CIDToGIDMap CIDSet "
    "ColorSpace CS DestOutputProfile JBIG2Globals Function TR TR2 BG BG2 UCR UCR2 HT TransferFunction G Thumb Image N "
    "R D I RI IX JS XFA F UF DOS Mac Unix RF Poster Sound 3DD VA OnInstantiate Certs OCSPs CRLs Cert OCSP CRL TS"
)
_STREAMS = {f"/{key}" for key in _KEYS.split()}
_NAMED = {"/XObject", "/Pattern", "/Shading", "/ColorSpace", "/CharProcs", "/N", "/R", "/D", "/HT", "/RF", "/Colorants"}
_NOTES = {"/JPXDecode": notes.of_jpeg_2000, "/JBIG2Decode": notes.of_jbig2}
_LONG = 64  # letters: longer than the name of a program, which notes in pictures mostly say
_UNSHOWN = "keterangan yang tidak ditampilkan"


def look(file: pikepdf.Pdf, names: tuple[str, ...]) -> Iterator[Finding]:
    """What no page leads to or shows, what cameras wrote into pictures, what is personal in texts beside the pages."""
    reached = set[Place]()
    for key, holder, one in _led_to(file):
        if one.is_indirect:
            reached.add(one.objgen)
        if isinstance(one, pikepdf.Stream) and key not in _STREAMS and holder not in _NAMED:
            yield Finding(Kind.LEFTOVER, f"bagian “{key.strip('/')[:40]}”", "data milik program lain")
    if not file.is_linearized and any(one.objgen not in reached and _held_something(one) for one in file.objects):
        yield Finding(Kind.LEFTOVER, "seluruh berkas")
    yield from _never_painted(file, reached)
    for one in file.objects:
        if isinstance(one, pikepdf.Stream):
            yield from _told_by(one, names)
        if one.objgen != file.trailer.get("/Info", pikepdf.Dictionary()).objgen:  # which has a rule of its own
            for key, text in _texts(one):
                yield from seen.personally(text, _SAID.get(key, _UNSHOWN), names)


def _told_by(one: pikepdf.Stream, names: tuple[str, ...]) -> Iterator[Finding]:
    """What a picture, or a note about some part of the file, says beside what it shows."""
    if "/DCTDecode" in str(one.get("/Filter", "")):
        content, where = one.read_raw_bytes(), "gambar di dalam berkas"
        yield from (found for found in pictures.look_inside(content, where) if found.kind is not Kind.METADATA)
        with Image.open(BytesIO(content)) as shown:
            yield from pictures.exif(shown, where)
    elif held := next((read for kind, read in _NOTES.items() if kind in str(one.get("/Filter", ""))), None):
        for note in held(one.read_raw_bytes()):
            yield from seen.personally(note, "catatan di dalam gambar", names)
            if len(note) > _LONG:
                yield Finding(Kind.METADATA, "gambar di dalam berkas: catatan", note[:80])
    elif one.get("/Type") == pikepdf.Name.Metadata:
        told = re.sub(r"<[^>]*>", "\n", one.read_bytes().decode("utf-8", "replace"))
        yield from seen.personally(told, "keterangan berkas (XMP)", names)


def _texts(one: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text right within an object, not within those that it leads to, and under which key."""
    if isinstance(one, pikepdf.String):
        yield key, str(one)
    elif isinstance(one, pikepdf.Array):
        for part in one:
            if not getattr(part, "is_indirect", False):
                yield from _texts(part, key)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for name in one.keys():  # noqa: SIM118
            if not getattr(one[name], "is_indirect", False):
                yield from _texts(one[name], name)


def _never_painted(file: pikepdf.Pdf, reached: set[Place]) -> Iterator[Finding]:
    """Pictures that the file leads to and no page shows: whoever takes them out sees them."""
    painted = set[Place]()
    for orders, resources in _drawings(file):
        known = resources.get("/XObject", pikepdf.Dictionary())
        for order in pikepdf.parse_content_stream(orders, "Do"):
            painted.update(_and_masks(known.get(str(order.operands[0]))))
    for one in file.objects:
        picture = isinstance(one, pikepdf.Stream) and one.get("/Subtype") == pikepdf.Name.Image
        if picture and one.objgen in reached - painted:
            yield Finding(Kind.LEFTOVER, "seluruh berkas", "gambar yang tidak ditampilkan di halaman mana pun")
            return


def _drawings(file: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Everything that draws: pages, and the groups, patterns and letters that they use; each with what it may name."""
    nothing = pikepdf.Dictionary()
    for page in file.pages:
        yield page, page.resources
    for one in file.objects:
        if isinstance(one, pikepdf.Stream) and "/Resources" in one:
            yield one, one.Resources
        elif isinstance(one, pikepdf.Dictionary) and "/CharProcs" in one:
            for letter in one.CharProcs.keys():  # noqa: SIM118
                yield one.CharProcs[letter], one.get("/Resources", nothing)


def _and_masks(painted: Any) -> Iterator[Place]:
    """A picture that is painted, and those by which it is seen through."""
    if isinstance(painted, pikepdf.Stream):
        yield painted.objgen
        for mask in ("/SMask", "/Mask"):
            if isinstance(painted.get(mask), pikepdf.Stream):
                yield painted[mask].objgen


def _held_something(one: pikepdf.Object) -> bool:
    if not isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
        return False
    kind = str(one.get("/Type", ""))
    if isinstance(one, pikepdf.Stream):
        return kind not in ("/XRef", "/ObjStm")
    return kind in ("/Page", "/Annot", "/Filespec")


def _led_to(file: pikepdf.Pdf) -> Iterator[tuple[str, str, pikepdf.Object]]:
    """Everything that the trailer leads to: under which key, the key of what holds it, and what it is."""
    passed, waiting = set[Place](), [("", "", file.trailer)]
    while waiting:
        key, holder, one = waiting.pop()
        yield key, holder, one
        if one.is_indirect:
            if one.objgen in passed:
                continue
            passed.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            waiting += [(key, holder, part) for part in one if isinstance(part, pikepdf.Object)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [(name, key, one[name]) for name in one.keys() if isinstance(one[name], pikepdf.Object)]  # noqa: SIM118
