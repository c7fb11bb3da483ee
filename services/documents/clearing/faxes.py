"""What a strip packed as fax machines do (ITU-T T.4 and T.6) holds beyond the rows that are shown.

Where each row says where it ends the rows are counted. Elsewhere the rows that are shown are packed once more, which
machines do in but one way, and what the strip holds beyond that is not shown.
"""

import re
import struct
from io import BytesIO

from PIL import Image

from services.documents.clearing.directories import SIZES, Tiff

_RUNS, _ENDED, _DENSE = 2, 3, 4  # kinds of packing: byte by byte, with the end of each row, in two dimensions
PACKINGS = (_RUNS, _ENDED, _DENSE)
_AGAIN = {_RUNS: "tiff_ccitt", _DENSE: "group4"}
_END, _END_OR_SO = re.compile("(?:0{11,}1)+"), re.compile("(?:0{11,}1[01])+")  # of a row; the latter where the next may
_TWO_DIMENSIONS = 1  # refer to the one before, as an option of the page says
_ALIKE = 2  # in how many ways an empty row is packed
_SPARE = 64  # which part of a strip machines may take more than ours
_LONG = 4


def beyond(content: bytes, packing: int, width: int, rows: int, options: int) -> bytes:
    """What a strip holds beyond so many rows of so many points.

    Args:
        content: the strip, the high bit first. packing: how it is packed. options: of T.4, as the page says.

    Raises:
        OSError, ValueError: it cannot be read.
    """
    if packing == _ENDED:
        bits = format(int.from_bytes(content), "b").zfill(8 * len(content))
        ended = (_END_OR_SO if options & _TWO_DIMENSIONS else _END).split(bits)
        more = [row for row in ended if row.strip("0")][rows:]
        return "".join(more).encode() if len(set(more)) > _ALIKE else b""
    again = BytesIO()
    with Image.open(_alone(content, packing, width, rows)) as shown:
        shown.save(again, "TIFF", compression=_AGAIN[packing], strip_size=1 << 30)
    packed = Tiff(again)
    needed = sum(packed.numbers(next(packed.directories()), SIZES))
    return content[needed + needed // _SPARE :]


def _alone(content: bytes, packing: int, width: int, rows: int) -> BytesIO:
    """A strip as a picture of its own, its points as they are packed."""
    tags = {256: width, 257: rows, 258: 1, 259: packing, 262: 1, 273: 0, 277: 1, 278: rows, 279: len(content)}
    tags[273] = 8 + 2 + 12 * len(tags) + 4
    told = b"".join(struct.pack("<HHII", tag, _LONG, 1, value) for tag, value in tags.items())
    return BytesIO(b"II*\0" + struct.pack("<IH", 8, len(tags)) + told + bytes(4) + content)
