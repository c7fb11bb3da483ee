"""A second proof at sign-in: a code from the phone (RFC 6238) or a recovery code, each good once.

The counter of the last code is moved on by one statement, so of many that arrive with the same code one gets in.
"""

import hmac
import re
import secrets
from base64 import b32decode, b32encode
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Problem
from chassis.service import runtime
from gateway.models import RecoveryCode, StaffPhone

SECONDS, DIGITS, DRIFT = 30, 6, 1  # as every phone's program has them; steps that its clock may be off
RECOVERY = 10  # codes
TICKET_GOOD_FOR = timedelta(minutes=5)
_SECRET = "staff.phone"  # noqa: S105 - what a secret is sealed for
_DIGITS = re.compile(r"[0-9]{6}")


class WrongCode(Problem):
    """It is not the code of now, or it was used."""

    status, code, title = 401, "wrong-code", "Kode tidak cocok"


class TicketOver(Problem):
    """The password was proven too long ago, or in another browser."""

    status, code, title = 401, "ticket-over", "Masuk lagi dari awal"


def are_asked(staff_id: UUID) -> bool:
    """Whether somebody signs in with a code as well."""
    with transaction() as session:
        phone = session.get(StaffPhone, _key(staff_id))
        return phone is not None and phone.confirmed


def offer(staff_id: UUID) -> str:
    """Return the secret to be put into a phone, in base32; the same until it is confirmed.

    Raises:
        WrongCode: a phone is confirmed, whose secret is not shown again.
    """
    with transaction() as session:
        sealed = runtime().sealer.seal(b32encode(secrets.token_bytes(20)).decode(), _SECRET)
        row = _key(staff_id) | {"secret": sealed, "last_counter": 0, "confirmed": False}
        session.execute(insert(StaffPhone).values(row).on_conflict_do_nothing())
        phone = session.get_one(StaffPhone, _key(staff_id))
        if phone.confirmed:
            raise WrongCode
        return str(runtime().sealer.open(phone.secret, _SECRET))


def address(secret: str, username: str, office: str) -> str:
    """Return what the picture that phones read says."""
    issuer = f"PPID {office}"
    return f"otpauth://totp/{quote(f'{issuer}:{username}')}?{urlencode({'secret': secret, 'issuer': issuer})}"


def confirm(staff_id: UUID, code: str) -> list[str]:
    """Take a phone that shows the right code, and return the recovery codes, which are never shown again.

    Raises:
        WrongCode: it does not.
    """
    with transaction() as session:
        if are_asked(staff_id):
            raise WrongCode
        _spend(staff_id, _plain(code), confirmed=False)
        session.execute(update(StaffPhone).where(StaffPhone.staff_id == staff_id).values(confirmed=True))
        made = [b32encode(secrets.token_bytes(10)).decode() for _ in range(RECOVERY)]
        session.add_all(RecoveryCode(staff_id=staff_id, code_hash=_hash(each)) for each in made)
        audit.record("staff.phone_added", staff_id)
        return ["-".join(re.findall("....", each)) for each in made]


def check(staff_id: UUID, code: str) -> None:
    """Use up a code of the phone, or a recovery code.

    Raises:
        WrongCode: see there.
    """
    plain = _plain(code)
    if _DIGITS.fullmatch(plain):
        _spend(staff_id, plain, confirmed=True)
        return
    same = (RecoveryCode.staff_id == staff_id) & (RecoveryCode.code_hash == _hash(plain))
    with transaction() as session:
        if session.execute(delete(RecoveryCode).where(same)).rowcount != 1:  # type: ignore[attr-defined]
            raise WrongCode
        audit.record("staff.recovery_code_used", staff_id)


def remove(staff_id: UUID) -> None:
    """Ask for no code any more: the phone and the recovery codes are lost."""
    with transaction() as session:
        for table in (StaffPhone, RecoveryCode):
            session.execute(delete(table).where(table.staff_id == staff_id))


def ticket(staff_id: UUID, browser: str) -> str:
    """Return the proof that somebody knew the password, for the browser whose forms are known by this anchor."""
    text = f"{staff_id}.{int(clock.now().timestamp())}"
    return f"{text}.{_proof(text, browser)}"


def holder(sent: str, browser: str) -> UUID:
    """Return who proved the password with this ticket.

    Raises:
        TicketOver: see there.
    """
    text, _, proof = sent.rpartition(".")
    if not browser or not hmac.compare_digest(proof.encode(), _proof(text, browser).encode()):
        raise TicketOver
    staff_id, _, made = text.partition(".")
    if clock.now() - datetime.fromtimestamp(int(made), UTC) > TICKET_GOOD_FOR:
        raise TicketOver
    return UUID(staff_id)


def _spend(staff_id: UUID, code: str, *, confirmed: bool) -> None:
    with transaction() as session:
        phone = session.get(StaffPhone, _key(staff_id))
        if phone is None or phone.confirmed is not confirmed:
            raise WrongCode
        generator = HOTP(b32decode(runtime().sealer.open(phone.secret, _SECRET)), DIGITS, SHA1())  # noqa: S303 - RFC 6238
        now = int(clock.now().timestamp()) // SECONDS
        right = [
            step
            for step in range(now - DRIFT, now + DRIFT + 1)
            if hmac.compare_digest(generator.generate(step), code.encode())
        ]
        newer = (StaffPhone.staff_id == staff_id) & (StaffPhone.last_counter < max(right, default=0))
        moved = session.execute(update(StaffPhone).where(newer).values(last_counter=max(right, default=0)))
        if moved.rowcount != 1:  # type: ignore[attr-defined]
            raise WrongCode


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).upper()


def _hash(code: str) -> bytes:
    return runtime().sealer.fingerprint(code, "recovery")


def _proof(text: str, browser: str) -> str:
    return runtime().sealer.fingerprint(f"{text} {browser}", "second-step").hex()


def _key(staff_id: UUID) -> dict[str, object]:
    return {"tenant": current().tenant, "staff_id": staff_id}
