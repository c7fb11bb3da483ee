"""The receipt of an objection as an accessible PDF (PDF/UA-1): number, grounds, by when it is answered.

What people typed reaches typst as JSON only, never as markup.
"""

from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from chassis import clock
from chassis.directory import Office
from services.intake.domain.request import Channel
from services.intake.models.objections import Objection
from services.intake.models.requests import InformationRequest
from services.intake.receipt import holidays, moment, typeset
from statute.book import Unit
from statute.calendar import long_date
from statute.grounds import grounds

_TEMPLATE = files(__package__).joinpath("objection_receipt.typ").read_bytes()


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on the receipt of an objection, in words ready for the reader."""

    office: str
    number: str
    request_number: str
    received: str
    channel: str
    applicant: str
    subject: str
    grounds: list[tuple[str, str]]
    tracking_url: str
    due: str
    term: str
    article: str
    holidays: list[tuple[str, list[str]]]
    warnings: list[str]
    recorded_at: datetime

    @classmethod
    def of(
        cls, objection: Objection, request: InformationRequest, applicant: str, office: Office, tracking_url: str
    ) -> "Content":
        """Return the receipt of an objection, in the office's own time; `applicant` is the name as it may be shown."""
        told = objection.deadline
        return cls(
            office=office.name,
            number=objection.number,
            request_number=request.number,
            received=moment(clock.in_zone(objection.received_at, office.time_zone)),
            channel=Channel(objection.channel).label,
            applicant=applicant,
            subject=request.subject,
            grounds=[(letter, grounds()[letter].wording) for letter in objection.grounds],
            tracking_url=tracking_url,
            due=long_date(date.fromisoformat(told["due_on"])),
            term=f"{told['value']} {Unit(told['unit']).label}",
            article=told["article"],
            holidays=holidays(told),
            warnings=[*objection.warnings, *told["warnings"]],
            recorded_at=objection.recorded_at.replace(microsecond=0),  # PDF dates have no fractions
        )


def render(content: Content) -> bytes:
    """Set the receipt."""
    return typeset(_TEMPLATE, content, content.tracking_url, content.recorded_at)
