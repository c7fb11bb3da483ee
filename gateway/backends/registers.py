"""What the pages ask for a register: its rows of the registry, and who stands in them of intake."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from gateway.backends.asking import FILE_PATIENCE, Answer, Backend

AT_ONCE = 500  # rows that are given in one answer


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of an office; `code` is that of `statute.registers`."""

    intake: Backend
    registry: Backend

    def page(self, code: str, year: int | None, page: int, size: int) -> Answer:
        """One page of rows, with the total."""
        return cast(Answer, self.registry.read(f"/v1/registers/{code}", {"page": page, "size": size, "year": year}))

    def rows(self, code: str, year: int | None) -> Iterator[Answer]:
        """Every row, asked for piece by piece."""
        return _all(lambda page: self.page(code, year, page, AT_ONCE))

    def entries(self, code: str, ids: Iterable[str], *, opened: bool) -> dict[str, Answer]:
        """Who stands in these rows, by the row's id; opened ones leave an entry in the audit record.

        Raises:
            Refused: opened names are for PPID and Atasan PPID.
        """
        asked = list(ids)
        return self._entries(code, opened=opened, ids=",".join(asked)) if asked else {}

    def entries_of(self, code: str, year: int, *, opened: bool) -> dict[str, Answer]:
        """Who stands in all rows of a year: one entry in the audit record, with the number of rows.

        Raises:
            Refused: as `entries`.
        """
        return self._entries(code, opened=opened, year=year)

    def imported(self, code: str, year: int, page: int, size: int, *, opened: bool) -> Answer:
        """One page of the register that the office kept before it moved in; opened ones leave an entry in the record.

        Raises:
            Refused: opened names are for PPID and Atasan PPID.
        """
        asked = {"year": year, "page": page, "size": size, "opened": _said(opened)}
        return cast(Answer, self.intake.read(f"/v1/registers/{code}/imported", asked, timeout=FILE_PATIENCE))

    def imported_rows(self, code: str, year: int, *, opened: bool) -> Iterator[Answer]:
        """Every row of it that was received in a year, asked for piece by piece.

        Raises:
            Refused: as `imported`.
        """
        return _all(lambda page: self.imported(code, year, page, AT_ONCE, opened=opened))

    def take_over(self, code: str, content: bytes, *, dry_run: bool) -> Answer:
        """Take an XLSX sheet over as an old register, all rows or none; or only look.

        Raises:
            Refused: the file is no register (422 `sheet-unreadable`), or a row is wrong.
        """
        return self.intake.take_over(f"/v1/registers/{code}/import", content, dry_run=dry_run)

    def _entries(self, code: str, *, opened: bool, **asked: Any) -> dict[str, Answer]:
        asked["opened"] = _said(opened)
        answer = self.intake.read(f"/v1/registers/{code}", asked, timeout=FILE_PATIENCE)
        return {entry["id"]: entry for entry in answer["items"]}


def _all(ask: Callable[[int], Answer]) -> Iterator[Answer]:
    page, seen, total = 1, 0, 1
    while seen < total:
        some = ask(page)
        yield from some["items"]
        page, seen, total = page + 1, seen + AT_ONCE, some["total"]


def _said(opened: bool) -> str:
    return "true" if opened else "false"
