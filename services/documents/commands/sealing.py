"""Keeping the ends of audit chains where nobody can change them."""

import json

from chassis.audit_chain import Seal
from chassis.context import current
from contracts.audit import AuditSealed
from services.documents import storage
from services.documents.config import KEEP_SEALS

SEALS = "audit"  # folder of an office in the evidence


def keep_seal(said: AuditSealed, version: int) -> None:
    """Lay the end of an audit chain where nobody can change it; told twice, it lies there twice and says the same.

    Raises:
        StorageAway: it is tried again.
    """
    body = json.dumps({"position": said.position, "hash": said.hash, "sealed_at": said.sealed_at.isoformat()})
    until = said.sealed_at + KEEP_SEALS
    storage.here().keep(current().tenant, f"{SEALS}/{said.chain}/{version}.json", body.encode(), until)


def seals(service: str) -> list[Seal]:
    """What was sealed of a service's audit chain in the office in force.

    Raises:
        StorageAway.
    """
    found = (json.loads(body) for body in storage.here().kept(current().tenant, f"{SEALS}/{service}"))
    return [Seal(seal["position"], bytes.fromhex(seal["hash"])) for seal in found]
