"""What lies in an office file beside its parts: between them in the ZIP, and in remarks that no program shows."""

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from services.documents.gate.domain.findings import Finding, Kind

_LOCAL = struct.Struct("<26xHH")  # the end of a local header: lengths of name and extra field (APPNOTE.TXT, 4.3.7)
_DESCRIPTOR = 24  # bytes at most of what may follow an entry's data (4.3.9)
_PLAIN_FIELDS = {0x0001, 0x000A, 0x5455, 0x5855, 0x7075, 0x7875}  # sizes, times, names, owners (4.5.2)
_ROOM = 0xA220  # to grow, as Office keeps it: four bytes of its own, then nothing (ISO 29500-2)
MARKUP = (".xml", ".rels", ".vml", ".rdf")  # how the names of parts end that are written and can be read
_REMARK = re.compile(rb"<!--(.*?)-->|(<\?(?!xml\b|mso-))", re.DOTALL)
_SAID = re.compile(r"[^\W_]")
# What reports generators call themselves; no office program remarks on anything.
_PROGRAM = re.compile(
    r"(?:this (?:file|document) (?:was|has been|is) )?(?:generated|created|produced|exported) (?:by|with|using|from) "
    r"[\w .,\-+/()]{2,60}",
    re.IGNORECASE,
)
_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")


def in_utf8(part: bytes) -> bytes:
    """A part's markup in the encoding that nearly all have, so that bytes can be looked for in it."""
    return part.decode("utf-16", "replace").encode() if part.startswith(_BYTE_ORDERS) else part


def beneath(archive: ZipFile) -> Iterator[Finding]:
    """Bytes that belong to no part, fields that no office program writes, and remarks in the markup.

    Raises:
        BadZipFile, OSError: it cannot be read.
    """
    entries = sorted(archive.infolist(), key=lambda one: one.header_offset)
    ends = [one.header_offset for one in entries[1:]] + [archive.start_dir]
    file = cast(BinaryIO, archive.fp)
    if any(_is_followed(file, one, end) for one, end in zip(entries, ends, strict=True)):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "isi di antara bagian-bagian berkas")
    if archive.comment or any(one.comment or _strange(one.extra) for one in entries):
        yield Finding(Kind.LEFTOVER, "seluruh berkas", "catatan di dalam ZIP")
    for one in entries:
        if one.filename.lower().endswith(MARKUP):
            yield from dict.fromkeys(_remarks(in_utf8(archive.read(one)), f"bagian “{one.filename}”"[:120]))


def _remarks(markup: bytes, where: str) -> Iterator[Finding]:
    """What is said in markup that no program shows: by whom the file was made, or whatever else."""
    for found in _REMARK.finditer(markup):
        said = " ".join((found[1] or b"").decode("utf-8", "replace").split())
        if _PROGRAM.fullmatch(said):
            yield Finding(Kind.METADATA, where, said[:80])
        elif found[2] or _SAID.search(said):
            yield Finding(Kind.COMMENT, where, "catatan di dalam XML")


def _is_followed(file: BinaryIO, one: ZipInfo, end: int) -> bool:
    """Whether something lies between a part and what comes next: parts that were taken out of the list alone."""
    file.seek(one.header_offset)
    lengths: tuple[int, int] = _LOCAL.unpack(file.read(_LOCAL.size))
    written = one.header_offset + _LOCAL.size + sum(lengths) + one.compress_size
    return end - written > (_DESCRIPTOR if one.flag_bits & 0x8 else 0)


def _strange(extra: bytes) -> bool:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        said, extra = extra[4 : 4 + size], extra[4 + size :]
        told = said[4:].strip(b"\0") if kind == _ROOM else said if kind not in _PLAIN_FIELDS else b""
        if told or len(said) < size:
            return True
    return bool(extra.strip(b"\0"))
