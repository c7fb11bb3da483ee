"""Work of an office that falls due at a moment and is tried until it is done: a letter to send, a file to scan.

An errand is a row without personal data: office, what it is about, when, of which kind. A tick claims the due errands
of a kind across offices as the system role and does the work itself inside the office. A claim is a lease: the errand
is due again when the lease runs out, so work that a killed process left behind is taken up by the next one. Whoever
lost the lease in the meantime learns so when finishing, and rolls back. Ticks are woken by an errand that is due at
once; of one that falls due later they find out by looking.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import text

from chassis import clock, system
from chassis.context import current
from chassis.db import transaction, wake
from chassis.settings import Settings

CHANNEL = "errand"  # on which tick processes listen for errands that are due at once
_CLAIM = """
update errand set attempts = attempts + 1, due_at = %(until)s
 where (tenant, id) = (
       select tenant, id from errand where due_at <= %(now)s and kind = %(kind)s and tenant <> all(%(served)s)
       order by due_at limit 1 for update skip locked)
returning tenant, id, attempts
"""
_ADD = text("insert into errand (tenant, id, due_at, kind) values (:tenant, :id, :due_at, :kind)")
_POSTPONE = text("update errand set due_at = :due_at where tenant = :tenant and id = :id and attempts = :attempts")
_SETTLE = text("delete from errand where tenant = :tenant and id = :id and attempts = :attempts")


class Overtaken(Exception):
    """The lease on the errand ran out and somebody else took it up: what was about to be recorded is theirs to say."""


@dataclass(frozen=True, slots=True)
class Errand:
    """An errand in hand. `attempts` counts how often it was claimed and so tells one holder from the next."""

    tenant: str
    id: UUID
    attempts: int


def add(subject: UUID, due_at: datetime, kind: str = "") -> Errand:
    """Add an errand about a thing to the running transaction; until `due_at` it is the caller's own."""
    errand = Errand(current().tenant, subject, 0)
    with transaction() as session:
        session.execute(_ADD, {**_key(errand), "due_at": due_at, "kind": kind})
    _wake(due_at)
    return errand


def claim(settings: Settings, *, lease: timedelta, at_most: int, kind: str = "") -> Iterator[Errand]:
    """Claim due errands of a kind, of all offices, one by one, each for as long as the lease.

    The longest due comes first, but one of every office before a second one of any: an office with thousands of errands
    keeps no other waiting.

    Raises:
        psycopg.OperationalError: the database does not answer.
    """
    served: list[str] = []
    with system.connect(settings, "tick") as connection:
        for _ in range(at_most):
            errand = _next(connection, kind, lease, served)
            if errand is None and served:
                served.clear()
                errand = _next(connection, kind, lease, served)
            if errand is None:
                return
            served.append(errand.tenant)
            yield errand


def _next(connection: psycopg.Connection[Any], kind: str, lease: timedelta, served: list[str]) -> Errand | None:
    now = clock.now()
    row = connection.execute(_CLAIM, {"kind": kind, "now": now, "until": now + lease, "served": served}).fetchone()
    return Errand(*row) if row else None


def postpone(errand: Errand, due_at: datetime) -> None:
    """Say in the running transaction when the errand is due again: a later try, or a longer lease.

    Raises:
        Overtaken: it is no longer the caller's.
    """
    _change(_POSTPONE, errand, {"due_at": due_at})
    _wake(due_at)


def settle(errand: Errand) -> None:
    """Say in the running transaction that the errand is done.

    Raises:
        Overtaken: it is no longer the caller's.
    """
    _change(_SETTLE, errand, {})


def _wake(due_at: datetime) -> None:
    if due_at <= clock.now():
        wake(CHANNEL)


def _change(statement: Any, errand: Errand, values: dict[str, Any]) -> None:
    with transaction() as session:
        if session.execute(statement, {**_key(errand), "attempts": errand.attempts, **values}).rowcount != 1:  # type: ignore[attr-defined]
            raise Overtaken(f"errand {errand.id} of {errand.tenant}, claim {errand.attempts}")


def _key(errand: Errand) -> dict[str, Any]:
    return {"tenant": errand.tenant, "id": errand.id}
