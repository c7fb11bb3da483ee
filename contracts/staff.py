"""Events about people who work for an office. Whom they are about only the gateway knows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.event import Event, event


@event("invitation", "issued", 1, key="invitation_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationIssued(Event):
    """Somebody is asked to choose a password, by a link that is good until a moment. Told by the gateway.

    Notify asks the gateway where the letter goes. `joining` is whether the person is new to the office.
    """

    invitation_id: UUID
    joining: bool
    expires_at: datetime
