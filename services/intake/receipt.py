"""The receipt of a request as an accessible PDF (PDF/UA-1, ISO 14289-1): number, due date, and how it was counted.

What people typed reaches typst as JSON only, never as markup.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from werkzeug.wrappers import Response

from chassis import clock
from chassis.directory import Office
from chassis.typesetting import set_pdf
from services.intake.domain.codes import printed
from services.intake.domain.request import Channel
from services.intake.models.requests import InformationRequest
from services.intake.queries.transfers import FirstReceipt
from statute.book import Purpose, rule_about
from statute.calendar import long_date
from statute.regimes import Regime, categories

_TEMPLATE = files(__package__).joinpath("receipt.typ").read_bytes()
# What is neither Latin, Greek nor Cyrillic, nor a sign that Libertinus Serif has.
_LACKING = re.compile(
    r"[^ -~\xa0-\u024f\u0300-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u04ff\u2010-\u2040\u2044-\u205e"
    r"\u20a0-\u20bf\ufffd]"
)
_WEEK, _SATURDAY = 7, 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar on the receipt. `kind`: outside, received, counted, due or off."""

    label: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a receipt, in words ready for the reader."""

    office: str
    number: str
    received: str
    first_receipt: str
    channel: str
    applicant: str
    category: str
    subject: str
    tracking_url: str
    tracking_code: str
    regime_reason: str
    article: str
    term: int
    due: str
    extended: str
    extension_article: str
    objection_term: int
    objection_article: str
    weeks: list[list[Cell]]
    holidays: list[tuple[str, list[str]]]
    warnings: list[str]
    recorded_at: datetime

    @classmethod
    def of(
        cls, request: InformationRequest, applicant: str, office: Office, tracking_url: str, first_receipt: str = ""
    ) -> "Content":
        """Return the receipt of a request, in the office's own time; `applicant` is the name as it may be shown.

        `first_receipt` says where and when it came first, if another office passed it on.
        """
        told, token = request.deadline, tracking_url.rpartition("/")[2]
        regime, received_on = Regime(told["regime"]), date.fromisoformat(told["received_on"])
        objection = rule_about(regime, Purpose.OBJECTION_FILING, received_on)
        return cls(
            office=office.name,
            number=request.number,
            received=moment(clock.in_zone(request.received_at, office.time_zone)),
            first_receipt=first_receipt,
            channel=Channel(request.channel).label,
            applicant=applicant,
            category=categories()[request.category].label,
            subject=request.subject,
            tracking_url=tracking_url,
            tracking_code=printed(token) if request.code_hash else token,  # older requests are found by no code
            regime_reason=told["regime_reason"],
            article=told["article"],
            term=max(day["ordinal"] or 0 for day in told["days"]),
            due=long_date(date.fromisoformat(told["due_on"])),
            extended=long_date(date.fromisoformat(told["extended_due_on"])),
            extension_article=rule_about(regime, Purpose.EXTENSION, received_on).article,
            objection_term=objection.value,
            objection_article=objection.article,
            weeks=list(_weeks(told)),
            holidays=holidays(told),
            warnings=told["warnings"],
            recorded_at=request.recorded_at.replace(microsecond=0),  # PDF dates have no fractions
        )


def render(content: Content) -> bytes:
    """Set the receipt."""
    return typeset(_TEMPLATE, content, content.tracking_url, content.recorded_at)


def settable(text: str) -> str:
    """Return a text without letters that the typeface lacks (emoji, Thai, …): PDF/UA-1 allows no missing glyph."""
    composed = unicodedata.normalize("NFC", text)
    return _LACKING.sub("\ufffd", "".join(letter for letter in composed if unicodedata.category(letter) != "Cf"))


def typeset(template: bytes, content: Any, tracking_url: str, recorded_at: datetime) -> bytes:
    """Set a dataclass of words (`chassis.typesetting`), ever the same for the same words."""
    said = asdict(content) | {"recorded_at": recorded_at.isoformat()}
    return set_pdf(template, settable(json.dumps(said, ensure_ascii=False)), recorded_at, qr=tracking_url)


def response(content: Content) -> Response:
    """Return the receipt as an answer over HTTP, named after its number."""
    name = f"tanda-terima-{content.number.replace('/', '-')}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(render(content), content_type="application/pdf", headers=headers)


def _short(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]}"


def moment(local: datetime) -> str:
    """Return a local moment as a reader reads it."""
    return f"{long_date(local.date())} pukul {local:%H.%M} {local.tzname()}"


def first(receipt: FirstReceipt | None) -> str:
    """Where and when a request came first that another office passed on; empty for one that came here first."""
    return f"{receipt.office}, {moment(receipt.received_at)}, nomor {receipt.number}" if receipt else ""


def holidays(told: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the weekdays passed over, by the decree that makes them free; a weekend needs no decree."""
    by_decree: dict[str, list[str]] = {}
    for day in told["days"]:
        on = date.fromisoformat(day["on"])
        if day["decree"] and on.weekday() < _SATURDAY:
            by_decree.setdefault(day["decree"], []).append(f"{_short(on)} {day['why']}")
    return list(by_decree.items())


def _weeks(told: Mapping[str, Any]) -> Iterator[list[Cell]]:
    """Whole weeks, Monday first, from the week of receipt to the week of the due day."""
    received, due = date.fromisoformat(told["received_on"]), date.fromisoformat(told["due_on"])
    days = {date.fromisoformat(day["on"]): day for day in told["days"]}
    monday = received - timedelta(days=received.weekday())
    while monday <= due:
        yield [_cell(monday + timedelta(days=n), received, due, days) for n in range(_WEEK)]
        monday += timedelta(days=_WEEK)


def _cell(on: date, received: date, due: date, days: Mapping[date, Mapping[str, Any]]) -> Cell:
    label = _short(on)
    if on == received:
        return Cell(label, "received", "diterima")
    if on not in days:
        return Cell(label, "outside", "")
    ordinal = days[on]["ordinal"]
    if ordinal is None:
        return Cell(label, "off", "libur")
    return Cell(label, "due" if on == due else "counted", f"hari ke-{ordinal}")
