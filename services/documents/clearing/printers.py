"""What an office file keeps about the printer it was last printed on.

Such a part names the printer, often with the computer that it hangs on, and behind that lies what its driver keeps:
users, codes for held jobs, whatever its maker liked. No program but that driver reads it, so it does not pass unseen.
But Excel writes it wherever somebody printed, and it is about who made the file, not part of what the file says: it is
told like the author's name, once a file, and a PPID may let it stay.
"""

import struct
from collections.abc import Iterator, Mapping

from services.documents.clearing import packed, seen
from services.documents.clearing.packed import Package
from services.documents.gate.domain.findings import Finding, Kind

PART = r"(xl|word)/printerSettings/?[^/]*\.bin"
# Of a DEVMODEW (MS-RPRN, 2.2.2.1): names of printer and paper, how much of it anybody may read, how large it can be.
_NAMES = (slice(0, 64), slice(102, 166))
_READABLE = struct.Struct("<68xH")
_PUBLIC = range(166, 221)
_LARGEST = 220 + 0xFFFF
_LISTS = (b"<?xml", b"bplist")  # of a Mac
_MOST_NAMED = 20  # sheets


def look(package: Package, names: tuple[str, ...], sheets: Mapping[str, str]) -> Iterator[Finding]:
    """What settings for printers tell, and parts that are only called so.

    Args:
        package: the file. names: whom to look for. sheets: the name of the sheet that a part belongs to.
    """
    telling, printers = list[str](), list[str]()
    for part in package.like(PART):
        content = package.file.read(part)
        sheet = f"lembar “{sheets[part]}”" if part in sheets else ""
        if not _is_settings(content):
            yield Finding(Kind.ATTACHMENT, f"bagian “{part}”"[:120])
        elif _is_telling(content):
            telling.append(sheet)
            printers.append("" if content.startswith(_LISTS) else _name(content)[0])
        for said in packed.readable(content):
            yield from seen.personally(said, ", ".join(filter(None, (sheet, "pengaturan pencetak"))), names)
    if telling:
        told = list(dict.fromkeys(filter(None, telling)))
        named = [*told[:_MOST_NAMED], *(["…"] if len(told) > _MOST_NAMED else [])]
        where = ", ".join(["keterangan berkas: pengaturan pencetak", *named])
        yield Finding(Kind.METADATA, where, ", ".join(filter(None, dict.fromkeys(printers)))[:80])


def _is_settings(content: bytes) -> bool:
    """Whether a part is what it is called."""
    if content.startswith(_LISTS) or not content:
        return True
    return _PUBLIC.start <= len(content) <= _LARGEST and _public(content) in _PUBLIC and bool(_name(content)[0])


def _is_telling(content: bytes) -> bool:
    """Whether settings name a computer, or hold what only the program of one printer reads."""
    if content.startswith(_LISTS) or not content:
        return bool(content)
    kept = content[_public(content) :].strip(b"\0")
    return bool(kept) or "\\" in _name(content)[0] or any(_name(content, place)[1] for place in _NAMES)


def _public(content: bytes) -> int:
    """Where what only the printer's driver reads begins."""
    (size,) = _READABLE.unpack_from(content)
    return int(size)


def _name(content: bytes, place: slice = _NAMES[0]) -> tuple[str, str]:
    """A name in settings as far as it can be printed, and what is left in its room behind its end."""
    name, _, rest = content[place].decode("utf-16-le", "replace").partition("\0")
    return "".join(filter(str.isprintable, name)), rest.strip("\0")
