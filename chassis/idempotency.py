"""The same submission sent twice is one (draft-ietf-httpapi-idempotency-key-header-07).

The key is claimed in the caller's transaction: a second sender waits for the first to commit and then finds the
first one's result; if the first rolls back, the second goes on as if it were first.
"""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis import clock, system
from chassis.context import current
from chassis.db import say
from chassis.errors import Problem
from chassis.service import Runtime, runtime

KEEP_HOURS = 72  # a form left open over a long weekend and sent again on Monday is still the same form

_CLAIM = """
insert into idempotency (tenant, key, fingerprint, result, at)
values (%(tenant)s, %(key)s, %(fingerprint)s, %(result)s, %(at)s)
on conflict (tenant, key) do nothing
"""
_FIND = "select fingerprint = %(fingerprint)s, result from idempotency where tenant = %(tenant)s and key = %(key)s"
_SWEEP = "delete from idempotency where at < %s"


class KeyReused(Problem):
    """The key was used for something else."""

    status, code = 422, "idempotency-key-reused"
    title = "Kunci Idempotency-Key ini sudah dipakai untuk permohonan yang isinya berbeda"


def claim(key: str, content: Any, result: UUID) -> UUID | None:
    """Claim a key of the actor in force for a result within the running transaction.

    What was sent is remembered by a keyed hash: a plain one of a person's data could be found by trying.

    Returns:
        None when the key was free: go on and make `result`. Otherwise the id that the first sender made.

    Raises:
        KeyReused: the key is taken by other content.
    """
    said = json.dumps(content, sort_keys=True, default=str)
    values = {
        "tenant": current().tenant,
        "key": f"{current().actor} {key}",
        "fingerprint": runtime().sealer.fingerprint(said, "idempotency"),
        "result": result,
        "at": clock.now(),
    }
    if say(_CLAIM, values).rowcount:
        return None
    ((same, first),) = say(_FIND, values).fetchall()
    if not same:
        raise KeyReused
    return UUID(str(first))


def sweep(working: Runtime) -> None:
    """Delete the keys of all offices whose time is over: the tick of a service that claims keys."""
    with system.connect(working.settings, "sweep") as connection:
        connection.execute(_SWEEP, [clock.now() - timedelta(hours=KEEP_HOURS)])
