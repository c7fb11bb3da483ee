"""Events about a case between receipt and decision, told by the registry, and what the applicant does, by intake."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from contracts.event import Event, event


@event("request", "acted", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantActed(Event):
    """The applicant did something with the tracking link: `act` is `repair`, `withdraw` or `answer`. Told by intake.

    What was written stays sealed with intake.
    """

    request_id: UUID
    number: str
    act: str
    acted_at: datetime


@event("case", "advanced", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAdvanced(Event):
    """An act of the state table short of a decision was done: `act`, leading to `stage`. Told by the registry.

    A question to the applicant (`clarify`) and its answer (`answer`) leave the stage as it was.
    `until` is the last day to repair after `declare_incomplete`, the new due day after `extend`, otherwise null.
    """

    request_id: UUID
    number: str
    act: str
    stage: str
    until: date | None
    advanced_at: datetime


@event("case", "rescheduled", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DatesMoved(Event):
    """As version 2, without the day of a repair; no longer sent, still heard. Told by the registry.

    `cause` is `regime` (an officer changed it, with a reason) or `calendar` (a decree on days off changed).
    """

    complete_from: ClassVar[date | None] = None
    request_id: UUID
    number: str
    cause: str
    regime: str
    due_on: date
    extended_due_on: date
    rescheduled_at: datetime


@event("case", "rescheduled", 2, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRescheduled(Event):
    """The dates of an open case were counted anew. Told by the registry.

    `cause` is `regime` (an officer changed it, with a reason), `calendar` (a decree on days off changed) or
    `completeness` (the applicant repaired the request). `complete_from` is the day from which they count where that is
    a repair, otherwise null.
    """

    request_id: UUID
    number: str
    cause: str
    regime: str
    due_on: date
    extended_due_on: date
    complete_from: date | None
    rescheduled_at: datetime


@event("case", "delivered", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivered(Event):
    """It is proved that the written notice of a decision was sent, or received: `step`. Told by the registry.

    `way` is `in_person`, `post`, `courier` or `email`; `at` is when it was sent or received. From its receipt on the
    applicant's time to object counts. Of several for one step the last one told holds.
    """

    request_id: UUID
    number: str
    step: str
    way: str
    at: datetime


@event("case", "letter_delivered", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDelivered(Event):
    """It is proved that a letter before the decision was sent, or received: that of `act`. Told by the registry.

    `until` is the applicant's new last day to repair, where he got what says that his request is incomplete (R-06).
    """

    request_id: UUID
    number: str
    act: str
    step: str
    way: str
    at: datetime
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """Something that was due on a day, by `regime`, and came after it, while `office` had the case."""

    kind: str
    due_on: date
    done_on: date
    regime: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHistory:
    """What goes along with a case to another office, so that no clock begins anew there.

    `stage` is where it stood, `passed` are the offices that had it, the first one first and the one that it leaves
    last. `complete_from` is the day of a repair made in time, from which some regimes count; `regime_changed_on` that
    on which an officer changed the regime, which is done once in a case's life.
    """

    stage: str
    registered_on: date
    complete_on: date | None
    complete_from: date | None
    repair_until: date | None
    regime: str
    regime_changed_on: date | None
    passed: tuple[str, ...]
    lateness: tuple[Lateness, ...]


@event("case", "transferred", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CasePassedOn(Event):
    """As version 2, without what goes along; no longer sent, still heard. Told by the registry."""

    history: ClassVar[CaseHistory | None] = None
    request_id: UUID
    number: str
    receiver: str
    transferred_at: datetime


@event("case", "transferred", 2, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransferred(Event):
    """The PPID passed a request on to the KPU office that is competent: `receiver`, by its code. Told by the registry.

    Who asks and what stays sealed with intake, which seals it anew for the receiver.
    """

    request_id: UUID
    number: str
    receiver: str
    transferred_at: datetime
    history: CaseHistory


@event("case", "handed_back", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedBack(Event):
    """The PPID handed a request back to the office that had passed it on: `sender`, by its code. Told by the registry.

    `original` is the request's id there; `history` is what happened here.
    """

    request_id: UUID
    number: str
    sender: str
    original: UUID
    handed_back_at: datetime
    history: CaseHistory


@event("case", "reopened", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """A request that was passed on is back: `returned_by` handed it back. Told by the registry.

    Its clock ran on as if it had never left: `binding_on` is the last day to answer. `complete_from` is the day from
    which it counts where that is a repair, otherwise null.
    """

    request_id: UUID
    number: str
    returned_by: str
    stage: str
    regime: str
    due_on: date
    extended_due_on: date
    complete_from: date | None
    binding_on: date
    reopened_at: datetime


@event("case", "split", 1, key="request_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSplit(Event):
    """A request that held several questions ends here; each goes on as a request of its own. Told by the registry.

    `parts` are the ids under which intake keeps what an officer wrote for each; they become those of the requests.
    """

    request_id: UUID
    number: str
    parts: tuple[UUID, ...]
    split_at: datetime
