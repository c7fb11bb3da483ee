"""Links by which somebody chooses a password: who was invited, and who forgot it. Good once, for two days.

A link is the keyed hash of its invitation's id: the database holds what proves one, not what makes one, and the letter
can be written whenever its turn comes. Asking again makes another link, and the one before is no longer known.
"""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from chassis import audit, clock
from chassis.db import transaction
from chassis.errors import Problem
from chassis.offices import this_office
from chassis.service import runtime
from gateway.auth import codes, passwords, sessions
from gateway.models import Staff, StaffInvitation, State

GOOD_FOR = timedelta(hours=48)
MAILBOX = "staff.mailbox"  # what a mailbox is sealed for
PATH = "/undangan"
_MAY_USE = (State.INVITED, State.ACTIVE)


class Over(Problem):
    """The link was used, replaced or never ours, its time is over, or the account was suspended: all look the same."""

    status, code, title = 410, "invitation-over", "Tautan ini tidak berlaku lagi"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for."""

    name: str
    username: str
    state: State
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Where an invitation goes and what it leads to; nothing where it is over."""

    email: str | None
    url: str | None


def issue(staff_id: UUID, good_for: timedelta = GOOD_FOR) -> UUID:
    """Make an invitation for somebody, and forget the one before."""
    invitation_id = uuid4()
    with transaction() as session:
        withdraw(staff_id)
        session.add(
            StaffInvitation(
                id=invitation_id, staff_id=staff_id, token_hash=_hash(_token(invitation_id)),
                expires_at=clock.now() + good_for,
            )
        )  # fmt: skip
        session.flush()
    return invitation_id


def withdraw(staff_id: UUID) -> None:
    """Forget somebody's invitation."""
    with transaction() as session:
        session.execute(delete(StaffInvitation).where(StaffInvitation.staff_id == staff_id))


def address(invitation_id: UUID) -> str:
    """Return the address that an invitation to the office in force leads to."""
    return f"{runtime().settings.office_url(this_office().host)}{PATH}/{_token(invitation_id)}"


def letter(invitation_id: UUID) -> Letter:
    """Return where an invitation goes and what it leads to, as long as it may be used."""
    with transaction() as session:
        row = session.execute(_usable().where(StaffInvitation.id == invitation_id)).one_or_none()
        if row is None or row.Staff.mailbox is None:
            return Letter(None, None)
        return Letter(runtime().sealer.open(row.Staff.mailbox, MAILBOX), address(invitation_id))


def read(token: str) -> Invited:
    """Return whom a link is for; looking does not use it up, since mail scanners look.

    Raises:
        Over: see there.
    """
    with transaction() as session:
        staff, invitation = _found(session, token)
        return Invited(staff.name, staff.username, State(staff.state), invitation.expires_at)


def accept(token: str, password: str, browser: str) -> tuple[str, str]:
    """Take the password that somebody chose, end what was open with an earlier one, and sign in.

    Returns:
        The cookie of the session, and the sign-in name.

    Raises:
        Over, Busy: see there. CodeFirst: the password is taken; who also has a phone still signs in with it.
    """
    read(token)  # before a hash is made for nothing
    hashed = passwords.hash_password(password)
    with transaction() as session:
        staff, invitation = _found(session, token, lock=True)
        joined = staff.state == State.INVITED
        staff.password_hash, staff.state = hashed, State.ACTIVE
        session.delete(invitation)
        audit.record("staff.joined" if joined else "staff.password_chosen", staff.id)
        sessions.end(staff.id)
    if codes.are_asked(staff.id):
        raise sessions.CodeFirst(staff.id)
    return sessions.begin(staff.id, browser), staff.username


def sweep() -> None:
    """Delete invitations of the office in force that are over."""
    with transaction() as session:
        session.execute(delete(StaffInvitation).where(StaffInvitation.expires_at < clock.now()))


def _usable() -> Select[Staff, StaffInvitation]:
    same = (Staff.tenant == StaffInvitation.tenant) & (Staff.id == StaffInvitation.staff_id)
    return (
        select(Staff, StaffInvitation)
        .join(StaffInvitation, same)
        .where(StaffInvitation.expires_at > clock.now(), Staff.state.in_(_MAY_USE))
    )


def _found(session: Session, token: str, *, lock: bool = False) -> tuple[Staff, StaffInvitation]:
    statement = _usable().where(StaffInvitation.token_hash == _hash(token))
    row = session.execute(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise Over
    return row.Staff, row.StaffInvitation


def _token(invitation_id: UUID) -> str:
    return urlsafe_b64encode(runtime().sealer.fingerprint(str(invitation_id), "invitation")).decode().rstrip("=")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
