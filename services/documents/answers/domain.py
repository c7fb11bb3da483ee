"""How the files of a package are named. Pure."""

import re

LONGEST = 120  # bytes of UTF-8: with its folder below what every file system and every unpacking program takes
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what Windows takes in no name


def entry_name(position: int, name: str) -> str:
    """A name that every system can unpack and that no other file of the package has: `02-Rekapitulasi.xlsx`."""
    stem, dot, extension = _UNFIT.sub("_", name).rpartition(".")
    stem = stem.encode()[: LONGEST - len(f"{dot}{extension}".encode())].decode(errors="ignore").rstrip(". ")
    return f"{position:02}-{stem}{dot}{extension}"
