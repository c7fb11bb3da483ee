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
class TreeSealed(Event):
    """As version 3, without what shows that the record only grew; no longer sent, still heard. Told by every service.

    `chain` names the service, `position` counts its entries, `hash` is hexadecimal (SHA-256). `checkpoint` is a
    signed note (C2SP tlog-checkpoint): the record's name, its size and the root of the tree over its entries.
    """

    chain: str
    position: int
    hash: str
    checkpoint: str
    sealed_at: datetime


@event("audit", "sealed", 3, key="chain")
@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSealed(Event):
    """The end of an office's audit chain in one service was sealed; documents keeps it. Told by every service.

    `chain` names the service, `position` counts its entries, `hash` is hexadecimal (SHA-256). `checkpoint` is a
    signed note (C2SP tlog-checkpoint): the record's name, its size and the root of the tree over its entries.
    `subtrees` are the roots of the largest complete subtrees of that tree, `grown` of those between the entries
    at the last seal (`since`, 0 without one) and these; each hexadecimal, side by side (RFC 6962, section 2.1).
    """

    chain: str
    position: int
    hash: str
    checkpoint: str
    since: int
    subtrees: str
    grown: str
    sealed_at: datetime
