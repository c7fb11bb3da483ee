"""Events about objections (keberatan), told by intake and by the registry."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from contracts.event import Event, event


@event("objection", "submitted", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionSubmitted(Event):
    """An objection was filed and numbered (PerKI 1/2021 ps. 41(3)). Told by intake.

    `grounds` are letters of UU 14/2008 ps. 35(1); `received_at` is the true receipt. Its words stay with intake.
    """

    objection_id: UUID
    request_id: UUID
    number: str
    channel: str
    grounds: tuple[str, ...]
    by_attorney: bool
    received_at: datetime


@event("objection_file", "registered", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRegistered(Event):
    """The register took the objection over and the Atasan PPID's clock runs. Told by the registry.

    `due_on` is the last day to answer; `filing_until` was the last day to file, which warns and never refuses.
    """

    objection_id: UUID
    request_id: UUID
    number: str
    regime: str
    due_on: date
    filing_until: date


@event("objection_file", "rescheduled", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRescheduled(Event):
    """The last day to answer was counted anew: a decree on days off or on receipt changed. Told by the registry."""

    objection_id: UUID
    request_id: UUID
    number: str
    due_on: date
    rescheduled_at: datetime


@event("objection_file", "recounted", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRecounted(Event):
    """Its dates moved: the receipt of the notice was proved, or a decree on days off changed. Told by the registry.

    `found_on` is since when there was ground for it, `filing_until` the last day to file it, `timeliness` in_time,
    early or late. Once it is answered `dispute_until` and `silence_until` are the last days to go to the Information
    Commission, see `objection_file.answered`.
    """

    objection_id: UUID
    request_id: UUID
    number: str
    found_on: date
    filing_until: date
    timeliness: str
    dispute_until: date | None
    silence_until: date | None
    recounted_at: datetime


@event("objection_file", "answered", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyIssued(Event):
    """As version 2, without the time to dispute from a silence; no longer sent, still heard. Told by the registry.

    `outcome` is upheld, partly_upheld or rejected. `act_until` is the day by which the PPID must do what was ordered,
    where something was. `dispute_until` is the last day to go to the Information Commission.
    """

    silence_until: ClassVar[date | None] = None
    objection_id: UUID
    request_id: UUID
    number: str
    outcome: str
    answered_at: datetime
    act_until: date | None
    dispute_until: date


@event("objection_file", "answered", 2, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered(Event):
    """The Atasan PPID answered in writing (UU 14/2008 ps. 36(2)-(3)). Told by the registry.

    `outcome` is upheld, partly_upheld or rejected. `act_until` is the day by which the PPID must do what was ordered,
    where something was. `dispute_until` is the last day to go to the Information Commission, counted from the answer;
    `silence_until` the same counted from the last day to answer, where the answer came after it (R-16).
    """

    objection_id: UUID
    request_id: UUID
    number: str
    outcome: str
    answered_at: datetime
    act_until: date | None
    dispute_until: date
    silence_until: date | None


@event("objection_file", "delivered", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDelivered(Event):
    """It is proved that the Atasan PPID's answer was sent, or received: `step`. Told by the registry.

    `dispute_until` is the last day to go to the Information Commission, counted from its receipt (R-16); null when it
    was only sent.
    """

    objection_id: UUID
    request_id: UUID
    number: str
    step: str
    way: str
    at: datetime
    dispute_until: date | None


@event("objection_file", "fulfilled", 1, key="objection_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionFulfilled(Event):
    """The PPID did what the Atasan PPID had ordered. Told by the registry.

    `documents` are released to the applicant by it.
    """

    objection_id: UUID
    request_id: UUID
    number: str
    documents: tuple[UUID, ...]
    fulfilled_at: datetime
