"""How large a file's pages are. Runs in a confined child."""

from typing import Any, BinaryIO

from services.documents.redaction import leaves


def work(file: BinaryIO, *, media_type: str, at_most: int) -> tuple[dict[str, Any], bytes]:
    """The job of the child: how many pages there are, and the sizes of so many in points as seen."""
    with leaves.opened(file, media_type) as found:
        sizes = [_size(found[place]) for place in range(min(len(found), at_most))]
        return {"pages": len(found), "sizes": sizes}, b""


def _size(leaf: leaves.Leaf) -> tuple[float, float]:
    leaf.close()
    return leaf.size
