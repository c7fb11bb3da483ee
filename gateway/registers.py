"""What the pages ask for a register: its rows of the registry, and who stands in them of intake."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chassis.client import Client
from gateway.backends import FILE_PATIENCE, _host

Answer = dict[str, Any]
AT_ONCE = 500  # rows that the registry gives in one answer


class Registers:
    """The registers of an office; `code` is that of `statute.registers`."""

    def __init__(self, clients: Mapping[str, Client]) -> None:
        self._registry, self._intake = clients["registry"], clients["intake"]

    def page(self, code: str, year: int | None, page: int, size: int) -> Answer:
        """One page of rows, with the total."""
        asked = {"page": page, "size": size} | ({"year": year} if year else {})
        answer: Answer = self._registry.call("GET", f"/v1/registers/{code}", host=_host(), params=asked).json()
        return answer

    def rows(self, code: str, year: int | None) -> Iterator[Answer]:
        """Every row, asked for piece by piece."""
        page, seen, total = 1, 0, 1
        while seen < total:
            some = self.page(code, year, page, AT_ONCE)
            yield from some["items"]
            page, seen, total = page + 1, seen + AT_ONCE, some["total"]

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
        asked = {"year": year, "page": page, "size": size, "opened": "true" if opened else "false"}
        answer: Answer = self._intake.call(
            "GET", f"/v1/registers/{code}/imported", host=_host(), params=asked, timeout=FILE_PATIENCE
        ).json()
        return answer

    def imported_rows(self, code: str, year: int, *, opened: bool) -> Iterator[Answer]:
        """Every row of it that was received in a year, asked for piece by piece.

        Raises:
            Refused: as `imported`.
        """
        page, seen, total = 1, 0, 1
        while seen < total:
            some = self.imported(code, year, page, AT_ONCE, opened=opened)
            yield from some["items"]
            page, seen, total = page + 1, seen + AT_ONCE, some["total"]

    def take_over(self, code: str, content: bytes, *, dry_run: bool) -> Answer:
        """Take an XLSX sheet over as an old register, all rows or none; or only look.

        Raises:
            Refused: the file is no register (422 `sheet-unreadable`), or a row is wrong.
        """
        asked = {"dry_run": "true" if dry_run else "false"}
        path = f"/v1/registers/{code}/import"
        answer: Answer = self._intake.call(
            "POST", path, host=_host(), params=asked, content=content, timeout=FILE_PATIENCE
        ).json()
        return answer

    def _entries(self, code: str, *, opened: bool, **asked: Any) -> dict[str, Answer]:
        asked["opened"] = "true" if opened else "false"
        path = f"/v1/registers/{code}"
        answer = self._intake.call("GET", path, host=_host(), params=asked, timeout=FILE_PATIENCE)
        return {entry["id"]: entry for entry in answer.json()["items"]}
