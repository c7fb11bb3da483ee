"""Events about annual reports."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.event import Event, event


@event("report", "issued", 1, key="report_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssued(Event):
    """An office issued its report on the information service of a year (PerKI 1/2021 ps. 56). Told by the registry."""

    report_id: UUID
    year: int
    number: str
    issued_on: date
