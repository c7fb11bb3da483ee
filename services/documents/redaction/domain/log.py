"""What a blackened copy tells about itself: how many places on which page, on which ground. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from services.documents.redaction.domain.masks import Mask
from services.documents.redaction.domain.redactions import Box
from statute.exemptions import exemptions

WHOLE = "seluruh halaman"


def grounds(marks: Sequence[Box] | Sequence[Mask]) -> list[dict[str, str | None]]:
    """The grounds of a list, each once, in words."""
    return [_ground(letter, act) for letter, act in sorted({_key(one) for one in marks})]


def told(boxes: Sequence[Box]) -> dict[str, Any]:
    """The log of a list of boxes in words: `grounds` with their article, `lines` page by page, and the sums."""
    counted = Counter((box.page, *_key(box)) for box in boxes)
    whole = {(box.page, *_key(box)) for box in boxes if box.whole_page}
    return {
        "places": len(boxes),
        "pages": len({box.page for box in boxes}),
        "grounds": grounds(boxes),
        "lines": [
            {
                "page": page,
                "places": WHOLE if (page, letter, act) in whole else f"{count} bagian",
                "ground": f"Pasal 17 huruf {letter}" + (f", {act}" if act else ""),
            }
            for (page, letter, act), count in sorted(
                counted.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or "")
            )
        ],
    }


def _key(box: Box | Mask) -> tuple[str, str]:
    return box.ground, box.act or ""


def _ground(letter: str, act: str) -> dict[str, str | None]:
    row = exemptions()[letter]
    return {
        "letter": letter,
        "title": row.title,
        "article": row.article,
        "wording": f"{row.wording[0].upper()}{row.wording[1:]}.",
        "act": act or None,
    }
