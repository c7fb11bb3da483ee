"""Who works for an office: its administrator invites, suspends and ends; administrators themselves also the one above.

The office in force is the office whose people they are; `Reach` says in whose name it is entered. Nobody acts on the
own account, so nobody gives themselves a role, and within an office the last administrator stays.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current, use
from chassis.db import transaction
from chassis.directory import Office
from chassis.errors import Fault, Invalid, NotFound, UnknownOffice
from chassis.pace import Pace
from chassis.service import runtime
from contracts.staff import InvitationIssued
from gateway.accounts import ROLES, STEPS, LastAdministrator, Newcomer, OwnAccount, Person, Reach, Settled
from gateway.auth import codes, invitations, sessions
from gateway.commands import ADMIN
from gateway.models import Staff, StaffInvitation, StaffPhone, State

RESCUE_GOOD_FOR = timedelta(minutes=15)
# In a day: enough for a new office, too few to bury strangers in letters.
_LETTERS, _LETTERS_OF_OFFICE = Pace("links", 10, 86_400), Pace("links of an office", 200, 86_400)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,49}")


def reach(own: Office, code: str) -> Reach:
    """Return the office that an administrator of another one may run the accounts of.

    Raises:
        NotFound: it is neither theirs nor directly below.
    """
    try:
        office = runtime().directory.by_code(code)
    except UnknownOffice as unknown:
        raise NotFound from unknown
    if own.code not in (office.code, office.parent):
        raise NotFound
    return Reach(office, office.code != own.code)


def people(reached: Reach) -> list[Person]:
    """Return who works for an office, whoever left last; from above its administrators only."""
    with _within(reached) as session:
        invited = set(session.scalars(select(StaffInvitation.staff_id)))
        phones = set(session.scalars(select(StaffPhone.staff_id).where(StaffPhone.confirmed)))
        rows = session.scalars(select(Staff).order_by(Staff.state == State.LEFT, Staff.name, Staff.username))
        return [_person(row, invited, phones) for row in rows if _is_seen(row, reached)]


def person(reached: Reach, staff_id: UUID) -> Person:
    """Return one of them.

    Raises:
        NotFound: nobody of these.
    """
    found = next((each for each in people(reached) if each.id == staff_id), None)
    if found is None:
        raise NotFound
    return found


def invite(reached: Reach, newcomer: Newcomer) -> UUID:
    """Make an account that its owner opens by the link in a letter; the result is the invitation.

    Raises:
        Invalid: the sign-in name is taken, or the role is not theirs to give. TooMany: enough for today.
    """
    if newcomer.role not in reached.roles:
        raise Invalid(faults=[Fault("/role", "Peran ini tidak dapat diberikan di sini.")])
    username = newcomer.username.lower()
    if not _USERNAME.fullmatch(username):
        raise Invalid(faults=[Fault("/username", "Pakai 3-50 huruf kecil, angka, titik, atau tanda hubung.")])
    mailbox = _mailbox(newcomer.mailbox)
    with _within(reached) as session:
        row = {
            "tenant": reached.office.code, "id": uuid4(), "username": username, "name": newcomer.name,
            "roles": list(ROLES[newcomer.role]), "demo": False, "state": State.INVITED,
            "mailbox": runtime().sealer.seal(mailbox, invitations.MAILBOX),
        }  # fmt: skip
        staff = session.scalar(insert(Staff).values(row).on_conflict_do_nothing().returning(Staff))
        if staff is None:
            raise Invalid(faults=[Fault("/username", "Nama pengguna ini sudah dipakai di kantor ini.")])
        audit.record("staff.invited", staff.id, roles=staff.roles)
        return _send(staff, invitations.GOOD_FOR)


def send_link(reached: Reach, staff_id: UUID, good_for: timedelta = invitations.GOOD_FOR) -> UUID:
    """Send somebody a new link to choose a password by: the letter was lost, or the password.

    Raises:
        NotFound, OwnAccount, TooMany: see there. Settled: the account is suspended or over, or has no mailbox.
    """
    with _within(reached) as session:
        staff = _locked(session, reached, staff_id)
        if staff.state not in (State.INVITED, State.ACTIVE) or staff.mailbox is None:
            raise Settled
        audit.record("staff.link_sent", staff.id)
        return _send(staff, good_for)


def administrator(reached: Reach, username: str) -> UUID:
    """Return the account of an administrator by sign-in name.

    Raises:
        NotFound: there is none, or it is over.
    """
    for person in people(reached):
        if person.username == username.lower() and person.role == ADMIN and person.state != State.LEFT:
            return person.id
    raise NotFound


def rescue(reached: Reach, staff_id: UUID) -> UUID:
    """Let an administrator in again whom nobody else can: the result is an invitation that no letter tells of.

    Raises:
        NotFound: see there.
    """
    with _within(reached) as session:
        staff = _locked(session, reached, staff_id)
        if staff.state == State.SUSPENDED:
            staff.state = State.ACTIVE
        audit.record("staff.rescued", staff.id)
        return invitations.issue(staff.id, RESCUE_GOOD_FOR)


def forget_phone(reached: Reach, staff_id: UUID) -> None:
    """Let somebody sign in without a code who lost the phone and the recovery codes. What was open ends at once.

    Raises:
        NotFound, OwnAccount: see there.
    """
    with _within(reached) as session:
        staff = _locked(session, reached, staff_id)
        codes.remove(staff.id)
        sessions.end(staff.id)
        audit.record("staff.phone_removed", staff.id)


def change_state(reached: Reach, staff_id: UUID, target: State) -> None:
    """Suspend somebody, let them in again, or end the account. What was open ends at once.

    Raises:
        NotFound, OwnAccount, LastAdministrator: see there. Settled: it is in that state, or over.
    """
    with _within(reached) as session:
        staff = _locked(session, reached, staff_id, leaves=target is not State.ACTIVE)
        if target not in STEPS[State(staff.state)]:
            raise Settled
        staff.state, staff.mailbox = target, None if target is State.LEFT else staff.mailbox
        invitations.withdraw(staff.id)
        sessions.end(staff.id)
        audit.record(f"staff.{target}", staff.id)


def change_role(reached: Reach, staff_id: UUID, role: str) -> None:
    """Make an account be for something else. Sessions with the former roles end at once.

    Raises:
        NotFound, OwnAccount, LastAdministrator: see there. Invalid: the role is not theirs to give.
    """
    if role not in reached.roles:
        raise Invalid(faults=[Fault("/role", "Peran ini tidak dapat diberikan di sini.")])
    with _within(reached) as session:
        staff = _locked(session, reached, staff_id, leaves=True)
        staff.roles = list(ROLES[role])
        sessions.end(staff.id)
        audit.record("staff.role_changed", staff.id, roles=staff.roles)


@contextmanager
def _within(reached: Reach) -> Iterator[Session]:
    """Work in the name of the office whose people they are; row-level security sees that one."""
    with use(replace(current(), tenant=reached.office.code)), transaction() as session:
        yield session


def _locked(session: Session, reached: Reach, staff_id: UUID, *, leaves: bool = False) -> Staff:
    """Return somebody for a change, together with all administrators, so that two who remove each other take turns."""
    if current().actor == f"staff:{staff_id}":
        raise OwnAccount
    those = (Staff.id == staff_id) | Staff.roles.contains([ADMIN])
    rows = session.scalars(select(Staff).where(those).order_by(Staff.id).with_for_update()).all()
    staff = next((row for row in rows if row.id == staff_id and _is_seen(row, reached)), None)
    if staff is None:
        raise NotFound
    administrators = [row for row in rows if row.state == State.ACTIVE and ADMIN in row.roles]
    if not reached.above and leaves and administrators == [staff]:
        raise LastAdministrator
    return staff


def _mailbox(typed: str) -> str:
    try:
        return validate_email(typed, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as wrong:
        raise Invalid(faults=[Fault("/mailbox", "Alamat surel ini tidak dapat dipakai. Periksa ejaannya.")]) from wrong


def _send(staff: Staff, good_for: timedelta) -> UUID:
    _LETTERS.count(str(staff.id))
    _LETTERS_OF_OFFICE.count(current().tenant)
    invitation_id = invitations.issue(staff.id, good_for)
    event = InvitationIssued(
        invitation_id=invitation_id,
        joining=staff.state == State.INVITED,
        expires_at=clock.now() + good_for,
    )
    outbox.publish(event, version=1)
    return invitation_id


def _is_seen(staff: Staff, reached: Reach) -> bool:
    return ADMIN in staff.roles or not reached.above


def _person(row: Staff, invited: set[UUID], phones: set[UUID]) -> Person:
    state = State(row.state)
    return Person(
        row.id, row.name, row.username, row.roles[-1], state, row.id in invited, row.mailbox is not None,
        row.id in phones, STEPS[state],
    )  # fmt: skip
