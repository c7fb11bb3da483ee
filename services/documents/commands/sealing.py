"""Keeping the ends of audit chains where nobody can change them."""

import json
from collections.abc import Iterator

from chassis.context import current
from contracts.audit import AuditSealed, ChainSealed
from contracts.event import dump
from services.documents import storage
from services.documents.config import KEEP_SEALS

SEALS = "audit"  # folder of an office in the evidence


def keep_seal(said: AuditSealed | ChainSealed, version: int) -> None:
    """Lay the end of an audit chain where nobody can change it; told twice, it lies there twice and says the same.

    Raises:
        StorageAway: it is tried again.
    """
    body, until = json.dumps(dump(said)).encode(), said.sealed_at + KEEP_SEALS
    storage.here().keep(current().tenant, f"{SEALS}/{said.chain}/{version}.json", body, until)


def seals(service: str) -> Iterator[bytes]:
    """What was sealed of a service's audit chain in the office in force, for `verifier.record.read_seal`.

    Raises:
        StorageAway.
    """
    return storage.here().kept(current().tenant, f"{SEALS}/{service}")
