"""Keeping the ends of audit chains where nobody can change them."""

import json
from collections.abc import Iterator

from sqlalchemy.dialects.postgresql import insert

from chassis.context import current
from chassis.db import transaction
from contracts.audit import AuditSealed, ChainSealed, TreeSealed
from contracts.event import dump
from services.documents import storage
from services.documents.config import KEEP_SEALS
from services.documents.seals.models import ShownCheckpoint
from services.documents.storage.seals import KeptSeal, name


def keep_seal(said: AuditSealed | TreeSealed | ChainSealed, version: int) -> None:
    """Lay the end of an audit chain where nobody can change it; told twice, it lies there twice and says the same.

    Raises:
        StorageAway: it is tried again.
    """
    body, until = json.dumps(dump(said)).encode(), said.sealed_at + KEEP_SEALS
    storage.here().keep(current().tenant, name(said.chain, version), body, until)


def show_seal(said: AuditSealed, version: int) -> None:
    """Keep a seal, and its checkpoint for everybody to see.

    Raises:
        StorageAway: it is tried again.
    """
    keep_seal(said, version)
    values = {
        "tenant": current().tenant,
        "chain": said.chain,
        "size": said.position,
        "since": said.since,
        "subtrees": bytes.fromhex(said.subtrees),
        "grown": bytes.fromhex(said.grown),
        "note": said.checkpoint,
        "sealed_at": said.sealed_at,
    }
    with transaction() as session:
        session.execute(insert(ShownCheckpoint).values(values).on_conflict_do_nothing())


def kept(service: str, after: int = 0) -> Iterator[KeptSeal]:
    """What was sealed of a service's record in the office in force beyond a number, for `verifier.record.read_seal`.

    Raises:
        StorageAway.
    """
    return storage.here().seals.kept(current().tenant, service, after)
