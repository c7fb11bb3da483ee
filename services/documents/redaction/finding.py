"""Where on its pages a file says something that may have to be blackened. Runs in a confined child."""

import time
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from services.documents.gate.domain.findings import Kind
from services.documents.readers import pages, personal, reading
from services.documents.readers.pages import Box, Letter
from services.documents.redaction import leaves
from services.documents.redaction.leaves import Leaf

DPI = 200
_SECONDS = 5  # after which no further page is begun, so that whoever asks gets an answer
_RIM = 0.2  # of a line's height, around it: how wide a word was is a hint at what it says


def work(
    file: BinaryIO,
    *,
    media_type: str,
    words: list[str],
    patterns: list[str],
    only: list[int] | None,
) -> tuple[dict[str, Any], bytes]:
    """The job of the child: a box for each line of each thing found, and the pages whose words were not read.

    Args:
        words: whom or what to look for. patterns: which kinds beside. only: pages from 1; all if None.
    """
    found, unread, until = list[dict[str, Any]](), list[int](), time.monotonic() + _SECONDS
    wanted = {*patterns, *([Kind.NAME] if words else [])}
    with leaves.opened(file, media_type) as sheets:
        for number in only if only is not None else range(1, len(sheets) + 1):
            if not 1 <= number <= len(sheets):
                continue
            if time.monotonic() > until:
                unread.append(number)
                continue
            leaf = sheets[number - 1]
            try:
                letters = _letters(leaf)
            except reading.NoReader:
                unread.append(number)
                continue
            finally:
                leaf.close()
            for match in personal.find("".join(letter.text for letter in letters), words):
                if match.kind in wanted:
                    told: dict[str, Any] = {"kind": match.kind, "sample": match.sample, "words": _asked(match, words)}
                    told["group"] = len(found)
                    found += [place | told for place in _places(match, letters, leaf, number)]
    return {"items": found, "unread": unread}, b""


def _places(match: personal.Match, letters: list[Letter], leaf: Leaf, page: int) -> Iterator[dict[str, Any]]:
    for box in pages.stretch(letters, match.start, match.end):
        around = _around(box, leaf.size)
        yield {
            "page": page,
            "x": around.left,
            "y": around.top,
            "width": around.right - around.left,
            "height": around.bottom - around.top,
        }


def _asked(match: personal.Match, words: list[str]) -> str | None:
    """Which of the words that were asked for stand there."""
    return next((one for one in words if match.kind is Kind.NAME and any(personal.named(match.text, one))), None)


def _around(box: Box, size: tuple[float, float]) -> Box:
    down = _RIM * (box.bottom - box.top)
    across = down * size[1] / size[0]
    return Box(max(0, box.left - across), max(0, box.top - down), min(1, box.right + across), min(1, box.bottom + down))


def _letters(leaf: Leaf) -> list[Letter]:
    if not leaf.is_picture():
        return leaf.letters()
    return spelled(reading.placed(leaf.picture(DPI)))


def spelled(words: Sequence[reading.Word]) -> list[Letter]:
    """The letters of words that were read from a picture, each with its share of the word's box."""
    letters, line = list[Letter](), None
    for word in words:
        if line is not None:
            letters.append(Letter(" " if word.line == line else "\n", None))
        line, share = word.line, (word.box.right - word.box.left) / len(word.text)
        for place, letter in enumerate(word.text):
            left = word.box.left + place * share
            letters.append(Letter(letter, Box(left, word.box.top, left + share, word.box.bottom)))
    return letters
