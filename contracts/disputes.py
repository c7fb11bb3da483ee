"""Events about disputes before the Information Commission (sengketa), told by the registry."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.event import Event, event


@event("dispute", "recorded", 1, key="dispute_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRecorded(Event):
    """A step of a dispute was written down. Told by the registry.

    `act` is the step, `stage` where the dispute stands after it, `on` the day of the step. Its words stay here.
    """

    dispute_id: UUID
    objection_id: UUID
    request_id: UUID
    act: str
    stage: str
    on: date
