"""What the pages ask for a register: its rows of the registry, and who stands in them of intake."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.route import Route
from gateway.backends.shapes import intake as intake_shapes
from gateway.backends.shapes import registry as registry_shapes

Row = dict[str, Any]  # each register has columns of its own

AT_ONCE = 500  # rows that are given in one answer

_ROWS: Mapping[str, Route[Any]] = {
    "requests": registry_shapes.REGISTERS_LIST_REQUEST_ROWS,
    "objections": registry_shapes.REGISTERS_LIST_OBJECTION_ROWS,
    "disputes": registry_shapes.REGISTERS_LIST_DISPUTE_ROWS,
    "dip": registry_shapes.REGISTERS_LIST_DIP_ROWS,
    "dik": registry_shapes.REGISTERS_LIST_DIK_ROWS,
}
_ENTRIES = {
    "requests": intake_shapes.REGISTERS_LIST_REQUEST_ENTRIES,
    "objections": intake_shapes.REGISTERS_LIST_OBJECTION_ENTRIES,
}
_IMPORTED = {
    "requests": intake_shapes.REGISTERS_LIST_IMPORTED,
    "objections": intake_shapes.REGISTERS_LIST_IMPORTED_OBJECTIONS,
    "disputes": intake_shapes.REGISTERS_LIST_IMPORTED_DISPUTES,
}
_IMPORTS = {
    "requests": intake_shapes.REGISTERS_IMPORT_REQUESTS,
    "objections": intake_shapes.REGISTERS_IMPORT_OBJECTIONS,
    "disputes": intake_shapes.REGISTERS_IMPORT_DISPUTES,
}


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of an office; `code` is that of `statute.registers`."""

    intake: Backend
    registry: Backend

    def page(self, code: str, year: int | None, page: int, size: int) -> Row:
        """One page of rows, with the total."""
        asked = {"page": page, "size": size, "year": year}
        rows: Row = self.registry.call(_ROWS[code], query=asked)
        return rows

    def rows(self, code: str, year: int | None) -> Iterator[Row]:
        """Every row, asked for piece by piece."""
        return _all(lambda page: self.page(code, year, page, AT_ONCE))

    def entries(self, code: str, ids: Iterable[str], *, opened: bool) -> dict[str, intake_shapes.Entry]:
        """Who stands in these rows, by the row's id; opened ones leave an entry in the audit record.

        Raises:
            Refused: opened names are for PPID and Atasan PPID.
        """
        asked = list(ids)
        return self._entries(code, opened=opened, ids=",".join(asked)) if asked else {}

    def entries_of(self, code: str, year: int, *, opened: bool) -> dict[str, intake_shapes.Entry]:
        """Who stands in all rows of a year: one entry in the audit record, with the number of rows.

        Raises:
            Refused: as `entries`.
        """
        return self._entries(code, opened=opened, year=year)

    def imported(self, code: str, year: int, page: int, size: int, *, opened: bool) -> intake_shapes.ImportedPage:
        """One page of the register that the office kept before it moved in; opened ones leave an entry in the record.

        Raises:
            Refused: opened names are for PPID and Atasan PPID.
        """
        asked = {"year": year, "page": page, "size": size, "opened": _said(opened)}
        return self.intake.call(_IMPORTED[code], query=asked, timeout=FILE_PATIENCE)

    def imported_rows(self, code: str, year: int, *, opened: bool) -> Iterator[intake_shapes.ImportedRow]:
        """Every row of it that was received in a year, asked for piece by piece.

        Raises:
            Refused: as `imported`.
        """
        return _all(lambda page: self.imported(code, year, page, AT_ONCE, opened=opened))

    def take_over(self, code: str, content: bytes, *, dry_run: bool) -> intake_shapes.ImportReport:
        """Take an XLSX sheet over as an old register, all rows or none; or only look.

        Raises:
            Refused: the file is no register (422 `sheet-unreadable`), or a row is wrong.
        """
        return self.intake.take_over(_IMPORTS[code], content, dry_run=dry_run)

    def _entries(self, code: str, *, opened: bool, **asked: Any) -> dict[str, intake_shapes.Entry]:
        asked["opened"] = _said(opened)
        answer = self.intake.call(_ENTRIES[code], query=asked, timeout=FILE_PATIENCE)
        return {entry["id"]: entry for entry in answer["items"]}


def _all(ask: Callable[[int], Any]) -> Iterator[Any]:
    page, seen, total = 1, 0, 1
    while seen < total:
        some = ask(page)
        yield from some["items"]
        page, seen, total = page + 1, seen + AT_ONCE, some["total"]


def _said(opened: bool) -> str:
    return "true" if opened else "false"
