"""Putting marks in the place of cells, lines and words. Counts what each mask hit, so that none misses unseen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.documents.readers import personal
from services.documents.redaction.domain.masks import Mask, area_of, mark

# What does not show, and what XML does not take.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Marker:
    """Blackens by masks; `hits` counts how often each of them did, by its place in the list."""

    def __init__(self, masks: Sequence[Mapping[str, Any]]) -> None:
        self.masks = [Mask(**told) for told in masks]
        self.hits = [0] * len(self.masks)
        parsed = ((place, area_of(mask.area)) for place, mask in enumerate(self.masks) if mask.area)
        self._areas = [(place, area) for place, area in parsed if area]

    def covered(self, sheet: str | None, column: int, row: int) -> str | None:
        """The mark of the first area that holds a cell; None where none does."""
        for place, area in self._areas:
            if area.holds(sheet, column, row):
                self.hits[place] += 1
                return mark(self.masks[place].ground)
        return None

    def text(self, said: str) -> str:
        """A text with marks in the place of words and of personal data, and without letters that do not show."""
        left, written, found = 0, list[str](), sorted(self._found(said))
        for *_, place in found:
            self.hits[place] += 1  # also where another mask's mark covers it
        for start, end, place in _apart(found):
            written += [said[left:start], mark(self.masks[place].ground)]
            left = end
        return _UNSEEN.sub("", "".join([*written, said[left:]]))

    def _found(self, said: str) -> Iterator[tuple[int, int, int]]:
        """Stretches of a text to blacken, with the place of their mask."""
        by_pattern = {mask.pattern: place for place, mask in enumerate(self.masks) if mask.pattern}
        for match in personal.find(said) if by_pattern else ():
            if match.kind in by_pattern:
                yield match.start, match.end, by_pattern[match.kind]
        for place, mask in enumerate(self.masks):
            for match in personal.named(said, mask.words) if mask.words else ():
                yield match.start, match.end, place

    @property
    def missed(self) -> list[int]:
        """The places of the masks that hit nothing."""
        return [place for place, hits in enumerate(self.hits) if not hits]


def _apart(stretches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The stretches with those that overlap made one, under the mask of the first."""
    apart: list[tuple[int, int, int]] = []
    for start, end, place in stretches:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1]), apart[-1][2]
        else:
            apart.append((start, end, place))
    return apart
