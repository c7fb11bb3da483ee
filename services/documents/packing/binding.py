"""Putting the pages of exhibits into the places that were set for them. Runs in a confined child.

The frame, as `dispute.typ` sets it, ends with the exhibits: for each a page that names it, then an empty one for each
of its pages. What is put there is shrunk to the room above the page number, never cut and never enlarged.
"""

import io
import os
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import accumulate
from typing import IO, Any, BinaryIO

import pikepdf
from pikepdf import Name, Rectangle

from services.documents.packing.leafing import saved
from services.documents.packing.tagging import Tags

_RIM, _FOOT = 20, 58  # points around a page, and below it, where its number stands
_NAME = Name("/Bukti")


class _Stretch(io.RawIOBase):
    """So many bytes of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file, self._start, self._length, self._at = file.fileno(), start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        left = max(0, min(len(buffer), self._length - self._at))
        found = os.pread(self._file, left, self._start + self._at)
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def work(
    file: BinaryIO, *, lengths: Sequence[int], pages: Sequence[int], names: Sequence[str]
) -> tuple[dict[str, Any], IO[bytes]]:
    """The job of the child: the frame with all pages in their places and tagged, as PDF.

    Args:
        file: the pages of each exhibit as a PDF, one after the other, then the frame. lengths: of each of them, in
            bytes, the frame the last. pages: how many each exhibit has, none where its length is 0. names: of
            each exhibit, for people.
    """
    starts = [0, *accumulate(lengths)]
    with ExitStack() as held:
        *exhibits, frame = (
            held.enter_context(_opened(file, start, length)) if length else None
            for start, length in zip(starts, lengths, strict=False)
        )
        assert frame is not None
        place = len(frame.pages) - sum(pages) - len(exhibits)
        tags = Tags(frame)
        for exhibit, many, name in zip(exhibits, pages, names, strict=True):
            place += 1
            for number, page in enumerate(exhibit.pages if exhibit else (), 1):
                _put(frame.pages[place], page, frame, tags, f"{name}, halaman {number} dari {many}")
                place += 1
        tags.close()
        frame.Root.ViewerPreferences.DisplayDocTitle = True
        return {}, saved(frame)


def _opened(file: BinaryIO, start: int, length: int) -> pikepdf.Pdf:
    return pikepdf.open(io.BufferedReader(_Stretch(file, start, length)), access_mode=pikepdf.AccessMode.stream)


def _put(sheet: pikepdf.Page, page: pikepdf.Page, frame: pikepdf.Pdf, tags: Tags, said: str) -> None:
    form = frame.copy_foreign(page.as_form_xobject())
    sheet.add_resource(form, Name.XObject, _NAME)
    left, bottom, right, top = (float(side) for side in sheet.mediabox)
    room = Rectangle(left + _RIM, bottom + _FOOT, right - _RIM, top - _RIM)
    order = sheet.calc_form_xobject_placement(form, _NAME, room, allow_expand=False)
    sheet.contents_add(b"q\n", prepend=True)
    sheet.contents_add(b"Q\n" + tags.marked(sheet, order, form, said))
