"""What the pages ask the registry about annual reports."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends.asking import FILE_PATIENCE, Answer, Backend


@dataclass(frozen=True, slots=True)
class Reports:
    """The office's annual reports, and who below has delivered one."""

    registry: Backend

    def overview(self) -> Answer:
        """Return the office's reports, and what is due next."""
        return cast(Answer, self.registry.read("/v1/reports"))

    def reminders(self) -> Answer:
        """Return what waits beside the cases: the annual report, information that must not wait."""
        return cast(Answer, self.registry.read("/v1/reports/reminders"))

    def one(self, report_id: str) -> Answer:
        """One report with its words and figures.

        Raises:
            NotFound: this office has no such report.
        """
        return cast(Answer, self.registry.read(_path(report_id), timeout=FILE_PATIENCE))

    def start(self, year: int) -> Answer:
        """Begin the report on a year.

        Raises:
            Refused: the year has not ended, or has its report already.
        """
        return cast(Answer, self.registry.send("POST", "/v1/reports", {"year": year}).json())

    def write(self, report_id: str, version: int, words: dict[str, str]) -> None:
        """Keep what the office writes.

        Raises:
            Refused: as for any change; 409 once issued.
        """
        self.registry.send("PUT", _path(report_id), {"words": words}, version=version)

    def act(self, report_id: str, act: str, version: int, said: dict[str, Any] | None) -> None:
        """Issue it (`issue`) or hand it to the Information Commission (`handover`).

        Raises:
            Refused: as for `write`.
        """
        self.registry.send("POST", f"{_path(report_id)}/{act}", said, version=version)

    def file(self, report_id: str, name: str) -> bytes:
        """Return the report as a PDF: `draft` as it stands, `report` as it was issued.

        Raises:
            NotFound: there is no such report, or it is not issued.
        """
        return self.registry.get(f"{_path(report_id)}/{name}.pdf", timeout=FILE_PATIENCE).content

    def below(self, year: int) -> Answer:
        """Return the offices below and their reports on a year."""
        return cast(Answer, self.registry.read("/v1/reports/below", {"year": year}))


def _path(report_id: str) -> str:
    return f"/v1/reports/{quote(report_id, safe='')}"
