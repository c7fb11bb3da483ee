"""What the pages ask the registry about annual reports."""

from typing import Any, cast
from urllib.parse import quote

from gateway.backends import FILE_PATIENCE, _host, _missing
from gateway.lists import Answer, Asking


class Reports(Asking):
    """The office's annual reports, and who below has delivered one."""

    def overview(self) -> Answer:
        """The office's reports, and what is due next."""
        return self._get("/v1/reports")

    def reminders(self) -> Answer:
        """What waits beside the cases: the annual report, information that must not wait."""
        return self._get("/v1/reports/reminders")

    def one(self, report_id: str) -> Answer:
        """One report with its words and figures.

        Raises:
            NotFound: this office has no such report.
        """
        with _missing():
            return cast(Answer, self._client.call("GET", _path(report_id), host=_host(), timeout=FILE_PATIENCE).json())

    def start(self, year: int) -> Answer:
        """Begin the report on a year.

        Raises:
            Refused: the year has not ended, or has its report already.
        """
        return self._add("/v1/reports", {"year": year})

    def write(self, report_id: str, version: int, words: dict[str, str]) -> None:
        """Keep what the office writes.

        Raises:
            Refused: as for any change; 409 once issued.
        """
        self._change("PUT", _path(report_id), version, {"words": words})

    def act(self, report_id: str, act: str, version: int, said: dict[str, Any] | None) -> None:
        """Issue it (`issue`) or hand it to the Information Commission (`handover`).

        Raises:
            Refused: as for `write`.
        """
        self._change("POST", f"{_path(report_id)}/{act}", version, said)

    def file(self, report_id: str, name: str) -> bytes:
        """The report as a PDF: `draft` as it stands, `report` as it was issued.

        Raises:
            NotFound: there is no such report, or it is not issued.
        """
        with _missing():
            path = f"{_path(report_id)}/{name}.pdf"
            return self._client.call("GET", path, host=_host(), timeout=FILE_PATIENCE).content

    def below(self, year: int) -> Answer:
        """The offices below and their reports on a year."""
        return self._get("/v1/reports/below", year=year)


def _path(report_id: str) -> str:
    return f"/v1/reports/{quote(report_id, safe='')}"
