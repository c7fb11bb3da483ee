"""The picture of a page. Runs in a confined child."""

from io import BytesIO
from typing import Any, BinaryIO

from services.documents.redaction import leaves

DPI = 110  # sharp enough to read and to draw on


def work(file: BinaryIO, *, media_type: str, page: int) -> tuple[dict[str, Any], bytes]:
    """The job of the child: page `page`, from 1, as PNG; nothing where there is no such page."""
    with leaves.opened(file, media_type) as found:
        if not 1 <= page <= len(found):
            return {}, b""
        out = BytesIO()
        found[page - 1].picture(DPI).save(out, "PNG", compress_level=3)
        return {}, out.getvalue()
