"""The same submission sent twice is one (draft-ietf-httpapi-idempotency-key-header-07).

The key is claimed in the caller's transaction: a second sender waits for the first to commit and then finds the
first one's result; if the first rolls back, the second goes on as if it were first.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

from sqlalchemy import text

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Problem

KEEP_HOURS = 72  # a form left open over a long weekend and sent again on Monday is still the same form

_CLAIM = text(
    "insert into idempotency (tenant, key, fingerprint, result, at) values (:tenant, :key, :fingerprint, :result, :at)"
    " on conflict (tenant, key) do nothing returning result"
)
_FIND = text("select fingerprint, result from idempotency where tenant = :tenant and key = :key")


class KeyReused(Problem):
    """The key was used for something else."""

    status, code = 422, "idempotency-key-reused"
    title = "Kunci Idempotency-Key ini sudah dipakai untuk permohonan yang isinya berbeda"


def claim(key: str, content: Any, result: UUID) -> UUID | None:
    """Claim a key for a result within the running transaction.

    Returns:
        None when the key was free: go on and make `result`. Otherwise the id that the first sender made.

    Raises:
        KeyReused: the key is taken by other content.
    """
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).digest()
    values = {"tenant": current().tenant, "key": key, "fingerprint": fingerprint, "result": result, "at": clock.now()}
    with transaction() as session:
        if session.execute(_CLAIM, values).one_or_none() is not None:
            return None
        first = session.execute(_FIND, values).one()
    if bytes(first.fingerprint) != fingerprint:
        raise KeyReused
    return UUID(str(first.result))
