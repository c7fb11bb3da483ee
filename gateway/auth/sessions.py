"""Sign-in and sessions: an opaque cookie whose hash lies in PostgreSQL under the office of the host.

A session can be ended from the server, ends by itself after half an hour of idling and after twelve hours in any
case, and is unknown on every other office's host.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from chassis import audit, clock
from chassis.db import transaction
from chassis.errors import Problem
from chassis.service import runtime
from gateway import config
from gateway.auth import passwords, throttle
from gateway.models import Staff, StaffSession

TOUCH = timedelta(minutes=1)  # a busy desk does not write its row at every click


class WrongCredentials(Problem):
    """No such account, a wrong password, or an account that may not sign in here: the answer is the same."""

    status, code, title = 401, "wrong-credentials", "Nama pengguna atau kata sandi tidak cocok"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who works in this browser. `anchor` ties forms to the session; it is not the cookie."""

    staff_id: UUID
    name: str
    roles: frozenset[str]
    anchor: str


def sign_in(username: str, password: str, address: str) -> str:
    """Open a session; the result is the cookie's value.

    Raises:
        TooManyTries, WrongCredentials, Unavailable: see there.
    """
    name = username.strip().lower()
    tried = (throttle.NAME_THERE, throttle.there(name, address)), (throttle.NAME, name)
    throttle.count(address, *tried)
    staff = _account(name)
    if not passwords.matches(staff.password_hash if staff else None, password) or staff is None:
        if staff is not None:
            _refuse(staff.id)
        raise WrongCredentials
    throttle.forgive(address, *tried)
    return _open(staff.id)


def names(*, active: bool = False) -> dict[str, str]:
    """The people who work or worked for the office, by the actor that they act as; only who still does if `active`."""
    with transaction() as session:
        people = session.execute(select(Staff.id, Staff.name).where(Staff.active | (not active)))
        return {f"staff:{staff_id}": name for staff_id, name in people}


def find(cookie: str) -> SignedIn | None:
    """Who is signed in with this cookie on this host, or nobody; notes that the session was used."""
    now, hashed = clock.now(), _hash(cookie)
    with transaction() as session:
        row = session.execute(
            select(StaffSession, Staff)
            .join(Staff, (Staff.tenant == StaffSession.tenant) & (Staff.id == StaffSession.staff_id))
            .where(
                StaffSession.token_hash == hashed,
                StaffSession.seen_at > now - config.IDLE,
                StaffSession.created_at > now - config.ABSOLUTE,
                Staff.active,
            )
        ).one_or_none()
        if row is None or (row.Staff.demo and not config.demo_allowed(runtime().settings)):
            return None
        if now - row.StaffSession.seen_at > TOUCH:
            row.StaffSession.seen_at = now
        return SignedIn(row.Staff.id, row.Staff.name, frozenset(row.Staff.roles), hashed.hex())


def sign_out(cookie: str) -> None:
    """End the session of a cookie."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(cookie)))


def sweep() -> None:
    """Delete sessions of the office in force that are over."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.created_at < clock.now() - config.ABSOLUTE))


def _account(name: str) -> Staff | None:
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.username == name, Staff.active))
    if staff is not None and staff.demo and not config.demo_allowed(runtime().settings):
        return None
    return staff


def _open(staff_id: UUID) -> str:
    cookie, now = secrets.token_urlsafe(32), clock.now()
    with transaction() as session:
        session.add(StaffSession(token_hash=_hash(cookie), staff_id=staff_id, created_at=now, seen_at=now))
        audit.record("staff.signed_in", staff_id)
    return cookie


def _refuse(staff_id: UUID) -> None:
    """Write down that somebody tried an account with a wrong password; names that nobody has leave nothing."""
    with transaction():
        audit.record("staff.sign_in_refused", staff_id)


def _hash(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()
