"""Events about the audit record, told by every service about its own."""

from dataclasses import dataclass
from datetime import datetime

from contracts.event import Event, event


@event("audit", "sealed", 1, key="chain")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSealed(Event):
    """As version 2, without a checkpoint; no longer sent, still heard. Told by every service.

    `chain` names the service, `position` counts its entries, `hash` is hexadecimal (SHA-256).
    """

    chain: str
    position: int
    hash: str
    sealed_at: datetime


@event("audit", "sealed", 2, key="chain")
@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSealed(Event):
    """The end of an office's audit chain in one service was sealed; documents keeps it. Told by every service.

    `chain` names the service, `position` counts its entries, `hash` is hexadecimal (SHA-256). `checkpoint` is a
    signed note (C2SP tlog-checkpoint): the record's name, its size and the root of the tree over its entries.
    """

    chain: str
    position: int
    hash: str
    checkpoint: str
    sealed_at: datetime
