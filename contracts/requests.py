"""Events about information requests (permohonan informasi), told by intake and by the registry."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from contracts.cases import CaseHistory
from contracts.event import Event, event


@event("request", "submitted", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSubmitted(Event):
    """A request was received and numbered (UU 14/2008 ps. 22(4)). Told by intake.

    `received_at` is the true receipt, which for letters and calls lies before the moment of recording.
    `regime` is the officer's choice where one was made; otherwise the registry chooses by `category` and stage.
    """

    request_id: UUID
    number: str
    channel: str
    applicant_kind: str
    category: str
    received_at: datetime
    regime: str | None


@event("case", "registered", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRegistered(Event):
    """The register took the request over and its statutory clock runs. Told by the registry.

    `due_on` is the last day of the first term, `extended_due_on` the last day after the one lawful extension.
    """

    request_id: UUID
    number: str
    regime: str
    due_on: date
    extended_due_on: date


@event("case", "decided", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecided(Event):
    """The PPID's written notice was issued (UU 14/2008 ps. 22(7)). Told by the registry.

    `outcome` is a decision of the state table; `documents` are released to the applicant by this decision.
    """

    request_id: UUID
    number: str
    outcome: str
    documents: tuple[UUID, ...]
    decided_at: datetime


@event("request", "taken_over", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPassedOn(Event):
    """As version 2, without what the offices before did; no longer sent, still heard. Told by intake."""

    taken_from: ClassVar[UUID | None] = None
    history: ClassVar[CaseHistory | None] = None
    request_id: UUID
    number: str
    channel: str
    applicant_kind: str
    category: str
    received_at: datetime
    regime: str
    first_received_at: datetime
    offices: tuple[str, ...]


@event("request", "taken_over", 2, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTakenOver(Event):
    """A request that another office passed on was received and numbered here. Told by intake.

    `received_at` is the receipt by this office, `first_received_at` that by the first one. `offices` had it before, the
    first one first; `taken_from` is its id at the last of them. `regime` is the one by which both dates are counted.
    `history` is what goes along with it; null where it was passed on before that was told.
    """

    request_id: UUID
    number: str
    channel: str
    applicant_kind: str
    category: str
    received_at: datetime
    regime: str
    first_received_at: datetime
    offices: tuple[str, ...]
    taken_from: UUID
    history: CaseHistory | None


@event("request", "split_off", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSplitOff(Event):
    """One question of the request `part_of` goes on as a request of its own and was numbered. Told by intake.

    `received_at` is the receipt of the whole: that an office sorts what it got moves no term. `regime` is the one by
    which it is counted.
    """

    request_id: UUID
    number: str
    part_of: UUID
    channel: str
    applicant_kind: str
    category: str
    received_at: datetime
    regime: str
