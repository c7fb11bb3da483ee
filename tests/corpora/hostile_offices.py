"""Office files made to do harm, each with the flaw for which it is refused."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache

from services.documents.files.domain.flaws import Flaw
from tests.corpora.honest import document, opendocument, packed, photo, workbook, zipped

Made = tuple[str, Callable[[], bytes], Flaw]

_BASES: Mapping[str, Callable[[], bytes]] = {
    "docx": lru_cache(document), "xlsx": lru_cache(workbook), "odt": lru_cache(opendocument),
}  # fmt: skip
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    ) + b"]><x>&j;</x>"
)  # fmt: skip


def _with(kind: str, **_none: object) -> Callable[[Mapping[str, bytes]], Callable[[], bytes]]:
    return lambda entries: lambda: packed(_BASES[kind](), entries)


def _reference(kind: str, target: str, part: str) -> Mapping[str, bytes]:
    said = f'<Relationship Id="r1" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return {part: f"<Relationships>{said}</Relationships>".encode()}


def _rewritten(kind: str, change: Callable[[zipfile.ZipInfo], object]) -> Callable[[], bytes]:
    """A container with an entry whose table line says something else."""

    def make() -> bytes:
        made = io.BytesIO(_BASES[kind]())
        with zipfile.ZipFile(made, "a") as archive:
            entry = zipfile.ZipInfo("word/lain.bin")
            change(entry)
            archive.writestr(entry, b"/etc/passwd")
        return made.getvalue()

    return make


def _link(entry: zipfile.ZipInfo) -> None:
    entry.create_system, entry.external_attr = 3, 0o120777 << 16


def _encrypted(kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        made = bytearray(_BASES[kind]())
        made[made.index(b"PK\x01\x02") + 8] |= 1
        return bytes(made)

    return make


def _doubled(other: str) -> bytes:
    """Two entries of the same name: one program reads the first, another the last."""
    return packed(document(), {"word/a.xml": b"<a/>", "word/b.xml": b"<b/>"}).replace(b"word/b.xml", other.encode())


def _overlapping() -> bytes:
    """Table lines that all lead to the same bytes, so that little holds much (as in Fifield's bomb of 2019)."""
    made = zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>", "isi.bin": bytes(1 << 20)})
    end = made.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HLL", made[end + 10 : end + 20])
    table = made[start:end]
    last = table[table.rindex(b"PK\x01\x02") :]
    more = b"".join(last.replace(b"isi.bin", b"%03d.bin" % n) for n in range(400))
    lines = struct.pack("<HHLL", count + 400, count + 400, size + len(more), start)
    return made[:end] + more + made[end : end + 8] + lines + b"\0\0"


def _lying() -> bytes:
    """An entry that says it is small and unpacks to much."""
    made = bytearray(packed(document(), {"word/isi.xml": b" " * (64 << 20)}))
    at = made.rindex(b"PK\x01\x02", 0, made.rindex(b"word/isi.xml"))
    made[at + 24 : at + 28] = struct.pack("<L", 100)
    return bytes(made)


@lru_cache
def _folded(times: int) -> bytes:
    """Archives in archives, as 42.zip has them."""
    made = bytes(4 << 20)
    for _ in range(times):
        made = zipped({f"{n}.zip": made for n in range(8)})
    return made


def _claiming() -> bytes:
    """More is announced than is there."""
    made = bytearray(packed(document(), {"word/a.bin": b"x"}))
    at = made.rindex(b"PK\x01\x02", 0, made.rindex(b"word/a.bin"))
    made[at + 24 : at + 28] = struct.pack("<L", 3 << 30)
    return bytes(made)


def _field(order: str) -> Mapping[str, bytes]:
    said = f"<w:document xmlns:w='w'><w:p><w:instrText> {order} c:\\x.exe</w:instrText></w:p></w:document>"
    return {"word/document.xml": said.encode()}


def _macros(kind: str) -> dict[str, Made]:
    names = {"docx": "word", "xlsx": "xl", "odt": "Basic"}[kind]
    parts = [f"{names}/vbaProject.bin", f"{names}/vbaData.xml", f"{names}/activeX/activeX1.bin", "Scripts/python/a.py"]
    return {f"{kind} with {part}": (f"a.{kind}", _with(kind)({part: b"x"}), Flaw.MACRO) for part in parts}


def _names(kind: str) -> dict[str, Made]:
    names = ["../../etc/passwd", "/etc/passwd", "C:/Windows/a.dll", "word\\..\\..\\a", "a/../../b", "//server/share"]
    return {f"{kind} with {name}": (f"a.{kind}", _with(kind)({name: b"x"}), Flaw.ENTRY_NAMES) for name in names}


def _within(kind: str) -> dict[str, Made]:
    folder = {"docx": "word", "xlsx": "xl", "odt": "Pictures"}[kind]
    inner: dict[str, tuple[str, Callable[[], bytes], Flaw]] = {
        "an archive": ("a.zip", lambda: zipped({"a": b"a"}), Flaw.NESTED),
        "an archive called picture": ("a.png", lambda: zipped({"a": b"a"}), Flaw.NESTED),
        "archives in archives": ("a.zip", lambda: _folded(4), Flaw.NESTED),
        "a program": ("a.bin", lambda: b"MZ\x90\0" + bytes(99), Flaw.NESTED),
        "a Linux program": ("a.bin", lambda: b"\x7fELF" + bytes(99), Flaw.NESTED),
        "a RAR": ("a.bin", lambda: b"Rar!\x1a\x07\0", Flaw.NESTED),
        "an object of another program": ("oleObject1.bin", lambda: _OLE, Flaw.EMBEDDED),
    }
    return {
        f"{kind} with {what}": (
            f"a.{kind}", lambda name=name, make=make: packed(_BASES[kind](), {f"{folder}/{name}": make()}), flaw,
        )
        for what, (name, make, flaw) in inner.items()
    }  # fmt: skip


def _every(kind: str) -> dict[str, Made]:
    name = f"a.{kind}"
    return {
        **_macros(kind), **_names(kind), **_within(kind),
        f"{kind} with a link for an entry": (name, _rewritten(kind, _link), Flaw.ENTRY_NAMES),
        f"{kind} behind a password": (name, _encrypted(kind), Flaw.LOCKED),
        f"{kind} with laughing entities": (name, _with(kind)({"lain/a.xml": _LAUGHS}), Flaw.UNPACKS),
        f"{kind} that fetches a document type": (
            name, _with(kind)({"lain/a.xml": b'<!DOCTYPE x SYSTEM "http://contoh.invalid/x.dtd"><x/>'}), Flaw.UNPACKS,
        ),
        f"{kind} in UTF-16": (name, _with(kind)({"lain/a.xml": "<x/>".encode("utf-16")}), Flaw.DAMAGED),
        f"{kind} with broken XML": (name, _with(kind)({"lain/a.xml": b"<x><y></x>"}), Flaw.DAMAGED),
        f"{kind} with 10,001 entries": (name, _with(kind)({f"a/{n}": b"" for n in range(10_001)}), Flaw.UNPACKS),
        f"{kind} that unpacks to 600 MB": (
            name, _with(kind)({f"lain/{n}.bin": bytes(100 << 20) for n in range(6)}), Flaw.UNPACKS,
        ),
        f"{kind} with a page behind it": (name, lambda: _BASES[kind]() + b"<html><script>x()", Flaw.TWO_KINDS),
        f"{kind} cut off": (name, lambda: _BASES[kind]()[:-100], Flaw.DAMAGED),
        f"{kind} of another kind": (name, lambda: zipped({"surat.pdf": b"%PDF-"}), Flaw.OTHER_KIND),
    }  # fmt: skip


OFFICES: Mapping[str, Made] = {
    **_every("docx"), **_every("xlsx"), **_every("odt"),
    **{
        f"reference to {what}": (f"a.{ending}", _with(ending)(_reference(what, target, part)), Flaw.EXTERNAL)
        for what, target, ending, part in (
            ("attachedTemplate", "https://contoh.invalid/t.dotm", "docx", "word/_rels/settings.xml.rels"),
            ("oleObject", "\\\\contoh.invalid\\a", "docx", "word/_rels/document.xml.rels"),
            ("image", "http://contoh.invalid/spy.png", "docx", "word/_rels/document.xml.rels"),
            ("frame", "https://contoh.invalid/x.htm", "docx", "word/_rels/webSettings.xml.rels"),
            ("subDocument", "file:///C:/a.docx", "docx", "word/_rels/document.xml.rels"),
            ("externalLinkPath", "file:///C:/lain.xlsx", "xlsx", "xl/externalLinks/_rels/externalLink1.xml.rels"),
            ("hyperlink", "file://contoh.invalid/x", "docx", "word/_rels/document.xml.rels"),
            ("hyperlink", "ms-msdt:/id", "xlsx", "xl/worksheets/_rels/sheet1.xml.rels"),
        )
    },
    "reference spelt otherwise": (
        "a.docx",
        _with("docx")({
            "word/_rels/settings.xml.rels": f'<Relationships><Relationship Type="{_RELATIONS}/image" Target="http://x" '
            'TargetMode="&#69;xternal"/></Relationships>'.encode(),
        }),
        Flaw.EXTERNAL,
    ),
    **{
        f"field {order}": ("a.docx", _with("docx")(_field(order)), Flaw.COMMAND)
        for order in ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE")
    },
    "link to another program": (
        "a.xlsx", _with("xlsx")({"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>"}),
        Flaw.COMMAND,
    ),
    "macro under another name": (
        "a.docx", _with("docx")({
            "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        }), Flaw.MACRO,
    ),
    "macro document called docx": (
        "a.docx", _with("docx")({
            "[Content_Types].xml": b'<T><O ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></T>',
        }), Flaw.MACRO,
    ),
    "event that runs a program": (
        "a.odt", _with("odt")({"content.xml": b"<x xmlns:script='s'><script:event-listener/></x>"}), Flaw.SCRIPT,
    ),
    "ODT behind a password": (
        "a.odt", _with("odt")({"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), Flaw.LOCKED,
    ),
    "entry twice": ("a.docx", lambda: _doubled("word/a.xml"), Flaw.ENTRY_NAMES),
    "entry twice but for capitals": ("a.docx", lambda: _doubled("word/A.xml"), Flaw.ENTRY_NAMES),
    "entries that share their bytes": ("a.docx", _overlapping, Flaw.UNPACKS),
    "entry that unpacks to more than it says": ("a.docx", _lying, Flaw.DAMAGED),
    "entry that says 3 GB": ("a.docx", _claiming, Flaw.UNPACKS),
    "sheet in a sheet in a document": (
        "a.docx", lambda: packed(document(), {
            "word/embeddings/a.xlsx": packed(workbook(), {"xl/embeddings/b.xlsx": workbook()}),
        }), Flaw.NESTED,
    ),
    "macros in the sheet of a chart": (
        "a.docx", lambda: packed(document(), {
            "word/embeddings/a.xlsx": packed(workbook(), {"xl/vbaProject.bin": b"x"}),
        }), Flaw.MACRO,
    ),
    "workbook called docx": ("a.docx", workbook, Flaw.OTHER_KIND),
    "document called xlsx": ("a.xlsx", document, Flaw.OTHER_KIND),
    "picture before the container": ("a.png", lambda: photo(90, 90, "PNG") + document(), Flaw.TWO_KINDS),
}  # fmt: skip
