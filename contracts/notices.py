"""Events about messages that leave the platform, told by notify."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.event import Event, event


@event("notice", "sent", 1, key="notice_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent(Event):
    """A message was handed to its carrier. `kind` names the template, `channel` the carrier. Told by notify."""

    notice_id: UUID
    request_id: UUID
    kind: str
    channel: str
    sent_at: datetime
