"""Files that are two things at once: harmless to who checks one of them, not to who opens the other."""

import re
import zipfile
from typing import BinaryIO

from services.documents.files.domain.flaws import Flaw, Flawed

HEAD = 1024  # bytes within which readers of PDF and of web pages look for a beginning
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)[\s>]", re.IGNORECASE)
_PDF, _EXECUTABLE = b"%PDF-", (b"MZ", b"\x7fELF", b"#!")


def look(file: BinaryIO) -> None:
    """Refuse a file, of a kind that is no ZIP, that would also open as something else.

    Raises:
        Flawed.
    """
    file.seek(0)
    head = file.read(HEAD)
    if MARKUP.search(head) or _PDF in head[1:] or head.startswith(_EXECUTABLE) or zipfile.is_zipfile(file):
        raise Flawed(Flaw.TWO_KINDS)
    file.seek(0)
