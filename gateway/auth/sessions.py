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
from gateway.auth import challenges, codes, devices, passwords, throttle
from gateway.commands import ADMIN
from gateway.models import Staff, StaffSession

TOUCH = timedelta(minutes=1)  # a busy desk does not write its row at every click


class WrongCredentials(Problem):
    """No such account, a wrong password, or an account that may not sign in here: the answer is the same."""

    status, code, title = 401, "wrong-credentials", "Nama pengguna atau kata sandi tidak cocok"


class EarnestFirst(Problem):
    """Much was tried from this network lately: a device that is not known has to answer a challenge first."""

    status, code, title = 429, "earnest-first", "Banyak percobaan masuk dari jaringan ini"


class CodeFirst(Exception):
    """The password is right, and a code is asked for as well."""

    def __init__(self, staff_id: UUID) -> None:
        super().__init__()
        self.staff_id = staff_id


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody signs in: the network's address, the device's cookie, a challenge and its answer, and what
    the browser is called.
    """

    address: str
    device: str = ""
    challenge: str = ""
    answer: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who works in this browser. `anchor` ties forms to the session; it is not the cookie."""

    staff_id: UUID
    name: str
    roles: frozenset[str]
    anchor: str


def sign_in(username: str, password: str, visitor: Visitor) -> tuple[str, str]:
    """Open a session; the result is its cookie's value, and that by which the device is known from now on.

    Raises:
        EarnestFirst, TooManyTries, WrongCredentials, Busy, CodeFirst: see there.
    """
    name = username.strip().lower()
    tried = _counted(name, visitor)
    staff = _account(name)
    if not passwords.matches(staff.password_hash if staff else None, password) or staff is None:
        if staff is not None:
            _refuse(staff.id)
        raise WrongCredentials
    throttle.forgive(visitor.address, *tried)
    if codes.are_asked(staff.id):
        raise CodeFirst(staff.id)
    return begin(staff.id, visitor.browser), devices.remember(visitor.device, name)


def sign_in_by_code(staff_id: UUID, code: str, visitor: Visitor) -> tuple[str, str]:
    """Open a session for somebody whose password was right, by the code; the result is as of `sign_in`.

    Raises:
        WrongCode, TooManyTries: see there.
    """
    tried = (throttle.CODE, str(staff_id))
    throttle.count(tried)
    codes.check(staff_id, code)
    throttle.clear(tried)
    with transaction() as session:
        name = session.scalars(select(Staff.username).where(Staff.id == staff_id)).one()
    return begin(staff_id, visitor.browser), devices.remember(visitor.device, name)


def names(*, active: bool = False) -> dict[str, str]:
    """Return the people who work or worked for the office, by the actor that they act as; if `active`, only who still
    works on cases, which who runs the accounts does not.
    """
    at_work = Staff.active & ~Staff.roles.contains([ADMIN])
    with transaction() as session:
        people = session.execute(select(Staff.id, Staff.name).where(at_work | (not active)))
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


def of(staff_id: UUID) -> list[StaffSession]:
    """Return somebody's sessions that are not over, the last used first."""
    now = clock.now()
    with transaction() as session:
        found = select(StaffSession).where(
            StaffSession.staff_id == staff_id,
            StaffSession.seen_at > now - config.IDLE,
            StaffSession.created_at > now - config.ABSOLUTE,
        )
        return list(session.scalars(found.order_by(StaffSession.seen_at.desc(), StaffSession.token_hash)))


def end(staff_id: UUID, *, only: str = "", but: str = "") -> None:
    """End somebody's sessions: the one with an anchor, all but one, or all."""
    ended = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    with transaction() as session:
        if only:
            ended = ended.where(StaffSession.token_hash == bytes.fromhex(only))
        if but:
            ended = ended.where(StaffSession.token_hash != bytes.fromhex(but))
        session.execute(ended)
        audit.record("staff.sessions_ended", staff_id)


def change_password(staff: SignedIn, password: str, chosen: str, address: str) -> None:
    """Take another password from somebody who knows the present one, and end all their other sessions.

    Raises:
        WrongCredentials: it is not the present one. TooManyTries, Busy: see there.
    """
    with transaction() as session:
        account = session.scalars(select(Staff).where(Staff.id == staff.staff_id)).one()
    tried = (throttle.NAME_THERE, throttle.there(account.username, address))
    throttle.count(tried)
    if not passwords.matches(account.password_hash, password):
        _refuse(staff.staff_id)
        raise WrongCredentials
    throttle.forgive(address, tried)
    hashed = passwords.hash_password(chosen)
    with transaction() as session:
        session.get_one(Staff, {"tenant": account.tenant, "id": account.id}).password_hash = hashed
        end(staff.staff_id, but=staff.anchor)
        audit.record("staff.password_changed", staff.staff_id)


def sweep() -> None:
    """Delete sessions of the office in force that are over."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.created_at < clock.now() - config.ABSOLUTE))


def _counted(name: str, visitor: Visitor) -> tuple[tuple[str, str], ...]:
    """Count a try by what it is counted by."""
    if devices.known(visitor.device, name):
        tried: tuple[tuple[str, str], ...] = ((throttle.DEVICE, devices.device_of(visitor.device)),)
    else:
        if throttle.strained(visitor.address) and not challenges.met(visitor.challenge, visitor.answer):
            raise EarnestFirst
        tried = (throttle.NAME_THERE, throttle.there(name, visitor.address)), (throttle.NAME, name)
    throttle.count(*tried)
    throttle.count_address(visitor.address)
    return tried


def _account(name: str) -> Staff | None:
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.username == name, Staff.active))
    if staff is not None and staff.demo and not config.demo_allowed(runtime().settings):
        return None
    return staff


def begin(staff_id: UUID, browser: str) -> str:
    """Open a session for somebody who proved to be who they are; the result is its cookie's value."""
    cookie, now = secrets.token_urlsafe(32), clock.now()
    with transaction() as session:
        session.add(
            StaffSession(token_hash=_hash(cookie), staff_id=staff_id, created_at=now, seen_at=now, browser=browser)
        )
        audit.record("staff.signed_in", staff_id)
    return cookie


def _refuse(staff_id: UUID) -> None:
    """Write down that somebody tried an account with a wrong password; names that nobody has leave nothing."""
    with transaction():
        audit.record("staff.sign_in_refused", staff_id)


def _hash(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()
