"""What the pages ask the registry about annual reports."""

from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.shapes import registry as shapes

_ACTS = {"issue": shapes.REPORTS_ISSUE_REPORT, "handover": shapes.REPORTS_HAND_REPORT_OVER}
_FILES = {"draft": shapes.REPORTS_SHOW_REPORT_DRAFT, "report": shapes.REPORTS_SHOW_REPORT_FILE}


@dataclass(frozen=True, slots=True)
class Reports:
    """The office's annual reports, and who below has delivered one."""

    registry: Backend

    def overview(self) -> shapes.Overview:
        """Return the office's reports, and what is due next."""
        return self.registry.call(shapes.REPORTS_LIST_REPORTS)

    def reminders(self) -> shapes.Reminders:
        """Return what waits beside the cases: the annual report, information that must not wait."""
        return self.registry.call(shapes.REPORTS_LIST_REMINDERS)

    def one(self, report_id: str) -> shapes.Report:
        """One report with its words and figures.

        Raises:
            NotFound: this office has no such report.
        """
        return self.registry.call(shapes.REPORTS_SHOW_REPORT, report_id, timeout=FILE_PATIENCE)

    def start(self, year: int) -> shapes.ReportLine:
        """Begin the report on a year.

        Raises:
            Refused: the year has not ended, or has its report already.
        """
        return self.registry.call(shapes.REPORTS_START_REPORT, body={"year": year})

    def write(self, report_id: str, version: int, words: dict[str, str]) -> None:
        """Keep what the office writes.

        Raises:
            Refused: as for any change; 409 once issued.
        """
        self.registry.call(shapes.REPORTS_WRITE_REPORT, report_id, body={"words": words}, version=version)

    def act(self, report_id: str, act: str, version: int, body: dict[str, Any] | None) -> None:
        """Issue it (`issue`) or hand it to the Information Commission (`handover`).

        Raises:
            Refused: as for `write`.
        """
        self.registry.call(_ACTS[act], report_id, body=body, version=version)

    def file(self, report_id: str, name: str) -> bytes:
        """Return the report as a PDF: `draft` as it stands, `report` as it was issued.

        Raises:
            NotFound: there is no such report, or it is not issued.
        """
        return self.registry.call(_FILES[name], report_id, timeout=FILE_PATIENCE)

    def below(self, year: int) -> shapes.Below:
        """Return the offices below and their reports on a year."""
        return self.registry.call(shapes.REPORTS_LIST_DELIVERED, query={"year": year})
