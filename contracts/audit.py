"""Events about the audit record, told by every service about its own."""

from dataclasses import dataclass
from datetime import datetime

from contracts.event import Event, event


@event("audit", "sealed", 1, key="chain")
@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSealed(Event):
    """The end of an office's audit chain in one service was sealed; documents keeps it. Told by every service.

    `chain` names the service, `position` counts its entries, `hash` is hexadecimal (SHA-256).
    """

    chain: str
    position: int
    hash: str
    sealed_at: datetime
