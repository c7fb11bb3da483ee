"""Tags of the pages that are put into a frame: what a screen reader finds there (ISO 32000-2, 14.7). In a child."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Stream

_MOST = 50  # forms within a page that are looked through for letters


class Tags:
    """The tags of a frame, as typst wrote them, and those of what is put in."""

    def __init__(self, frame: pikepdf.Pdf) -> None:
        """Take them up."""
        self._frame, self._root = frame, frame.Root.StructTreeRoot
        self._whole: Any = self._root.K[0]
        self._parents = NumberTree(self._root.ParentTree)
        self._places = {page.obj.objgen: place for place, page in enumerate(frame.pages)}
        self._added: list[tuple[int, Any]] = []

    def marked(self, sheet: pikepdf.Page, drawn: bytes, form: Any, said: str) -> bytes:
        """The drawing orders of what is put onto an empty sheet, as a paragraph; without letters, as a figure.

        Args:
            said: which page of which exhibit it is, for a figure in the place of its words.
        """
        worded = _has_letters(form)
        kind, key = (Name.P, "/T") if worded else (Name.Figure, "/Alt")
        element = self._frame.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": kind, "/P": self._whole, "/Pg": sheet.obj, "/K": 0, key: said})
        )
        number = int(self._root.ParentTreeNextKey)
        self._root.ParentTreeNextKey = number + 1
        self._parents[number] = self._frame.make_indirect(Array([element]))
        sheet.obj.StructParents = number
        self._added.append((self._places[sheet.obj.objgen], element))
        return b"%s <</MCID 0>> BDC\n%s\nEMC\n" % (str(kind).encode(), drawn)

    def close(self) -> None:
        """Put the tags into the order of the pages."""
        place, found = 0, list[tuple[int, Any]]()
        for child in self._whole.K:
            first = self._first(child)
            place = place if first is None else first
            found.append((place, child))
        self._whole.K = Array([child for _, child in sorted([*found, *self._added], key=lambda one: one[0])])

    def _first(self, element: Any) -> int | None:
        """The page on which an element begins."""
        if not isinstance(element, Dictionary):
            return None
        if "/Pg" in element:
            return self._places.get(element.Pg.objgen)
        inner = element.get("/K")
        for child in inner if isinstance(inner, Array) else ():
            first = self._first(child)
            if first is not None:
                return first
        return None


def _has_letters(form: Any) -> bool:
    waiting, seen = [form], set[Any]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        used = one.get("/Resources")
        if one.objgen in seen or not isinstance(used, Dictionary):
            continue
        seen.add(one.objgen)
        fonts, inner = used.get("/Font"), used.get("/XObject")
        if isinstance(fonts, Dictionary) and len(fonts):
            return True
        if isinstance(inner, Dictionary):
            waiting += [drawn for _, drawn in inner.items() if isinstance(drawn, Stream)]
    return False
