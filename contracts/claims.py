"""Events about what applicants ask concerning their own personal data (UU 27/2022), told by intake."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.event import Event, event


@event("claim", "submitted", 1, key="claim_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSubmitted(Event):
    """An applicant asked that the own data be corrected or erased. Told by intake.

    `kind` is `correction` or `erasure`; `due_at` is when the office has to have answered.
    """

    claim_id: UUID
    request_id: UUID
    kind: str
    due_at: datetime


@event("claim", "decided", 1, key="claim_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDecided(Event):
    """The PPID granted or refused what an applicant asked concerning the own data. Told by intake.

    `outcome` is `granted` or `refused`. `erase_after` is there when erasure was granted: the last day on which who
    asked is still kept, whatever the schedule says; what an objection or a dispute holds is kept longer.
    """

    claim_id: UUID
    request_id: UUID
    kind: str
    outcome: str
    erase_after: date | None
