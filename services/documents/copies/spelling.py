"""The spelling of words that were read from a picture: that of the page's own letters, where both nearly agree.

A reader is the proof that a word is seen, and now and then mistakes a digit or sees a gap where there is none; the
letters of a page have each digit, and may say what nobody sees. So a word is spelled as the letters in its place are,
if what was read is nearly that.
"""

from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from services.documents.readers.pages import Letter
from services.documents.readers.reading import Word

_AGREE = 0.75  # of the letters of a word


class _Spelled(NamedTuple):
    """A word, and at which places of the page's text it begins and ends, if its letters are known."""

    word: Word
    start: int | None = None
    end: int = -1


def spelled(words: Sequence[Word], letters: Sequence[Letter]) -> list[Word]:
    """The words, spelled and parted as the letters of the page are where they nearly agree."""
    rows, known = _Rows(letters), list[_Spelled]()
    for found in (_spelled(word, rows.within(word)) for word in words):
        last = known[-1] if known else None
        if last and last.word.line == found.word.line and found.start == last.end + 1:
            box = last.word.box.joined(found.word.box)
            word = Word(last.word.text + found.word.text, box, found.word.line)
            known[-1] = _Spelled(word, last.start, found.end)
        else:
            known.append(found)
    return [found.word for found in known]


def _spelled(word: Word, there: Sequence[tuple[int, str]]) -> _Spelled:
    text = "".join(letter for _, letter in there)
    if not text.isprintable() or abs(len(text) - len(word.text)) > len(word.text) // 4:
        return _Spelled(word)
    if SequenceMatcher(None, word.text, text, autojunk=False).ratio() < _AGREE:
        return _Spelled(word)
    return _Spelled(word._replace(text=text), there[0][0], there[-1][0])


class _Rows:
    """The letters of a page by how high their middles stand, so that those of a word are near at hand."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._rows = sorted(
            ((box.top + box.bottom) / 2, place, (box.left + box.right) / 2, letter.text)
            for place, letter in enumerate(letters)
            if (box := letter.box)
        )

    def within(self, word: Word) -> list[tuple[int, str]]:
        """What is written where a word was read: places in the page's text and letters, in their order."""
        box = word.box
        start, end = bisect_left(self._rows, (box.top,)), bisect_left(self._rows, (box.bottom,))
        return sorted(
            (place, text) for _, place, middle, text in self._rows[start:end] if box.left <= middle <= box.right
        )
