"""What is wrong with plain text and comma-separated values."""

import io
import re
from typing import BinaryIO

from services.documents.files.domain.flaws import Flaw, Flawed

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|script|svg|\?xml|\?php|table)", re.IGNORECASE)
_ACTS = re.compile(  # in a cell that begins a formula: another program's topic (DDE), or a function that calls out
    r"(?:^|[,;\t])[\s\"']*[=+\-@]"
    r"(?:(?:[^,;\t|]*[^\w|])?[a-z]\w*\s*\||(?:.*\b)?(?:HYPERLINK|WEBSERVICE|IMPORTDATA|IMPORTXML|DDE)\s*\()",
    re.IGNORECASE,
)
_PIECE = 1 << 20  # characters read at once


def look(file: BinaryIO) -> None:
    """Refuse text that is not plain: another encoding, letters that control or hide, a web page.

    Raises:
        Flawed. UnicodeDecodeError: it is no UTF-8.
    """
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    piece = text.read(_PIECE)
    if _MARKUP.match(piece):
        raise Flawed(Flaw.OTHER_KIND)
    while piece:
        if _CONTROLS.search(piece):
            raise Flawed(Flaw.CONTROLS)
        piece = text.read(_PIECE)
    text.detach().seek(0)


def look_values(file: BinaryIO) -> None:
    """Refuse values of which a spreadsheet would make commands to other programs.

    Raises:
        Flawed. UnicodeDecodeError: it is no UTF-8.
    """
    look(file)
    if any(_ACTS.search(line) for line in io.TextIOWrapper(file, "utf-8-sig", newline="")):
        raise Flawed(Flaw.COMMAND)
