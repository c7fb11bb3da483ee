"""Events about cases and objections that the offices above an office may see, without personal data."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.event import Event, event


@event("escalation", "noted", 1, key="escalation_id", bulk=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEscalated(Event):
    """What a supervising office (`supervisor`, by its code) may know of a case that is due soon or overdue.

    `step` is how far it is in the table (`statute/escalation.yaml`); `open` false ends it: answered, moved to a later
    day, or passed on. A flag for people; nothing is decided by it. Told by the registry.
    """

    escalation_id: UUID
    request_id: UUID
    number: str
    supervisor: str
    step: str
    regime: str
    stage: str
    due_on: date
    open: bool


@event("objection_escalation", "noted", 1, key="escalation_id", bulk=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionEscalated(Event):
    """The same of an objection that the Atasan PPID must answer soon or should have answered. Told by the registry."""

    escalation_id: UUID
    objection_id: UUID
    request_id: UUID
    number: str
    supervisor: str
    step: str
    regime: str
    stage: str
    due_on: date
    open: bool
