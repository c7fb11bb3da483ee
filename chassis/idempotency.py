"""The same submission sent twice is one (draft-ietf-httpapi-idempotency-key-header-07).

The key is claimed in the caller's transaction: a second sender waits for the first to commit and then finds the
first one's result; if the first rolls back, the second goes on as if it were first.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.context import current
from chassis.db import say
from chassis.errors import Problem

KEEP_HOURS = 72  # a form left open over a long weekend and sent again on Monday is still the same form

_CLAIM = """
insert into idempotency (tenant, key, fingerprint, result, at)
values (%(tenant)s, %(key)s, %(fingerprint)s, %(result)s, %(at)s)
on conflict (tenant, key) do nothing
"""
_FIND = "select fingerprint = %(fingerprint)s, result from idempotency where tenant = %(tenant)s and key = %(key)s"


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
    if say(_CLAIM, values).rowcount:
        return None
    ((same, first),) = say(_FIND, values).fetchall()
    if not same:
        raise KeyReused
    return UUID(str(first))
