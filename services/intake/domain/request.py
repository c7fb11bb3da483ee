"""What a request says, who may say it, its number, its token and its deadline.

Sources: UU 14/2008 ps. 22 (contents, registration, number, term); the number's format is our own design.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from chassis.errors import Fault, Forbidden, Invalid
from services.intake.domain.applicant import Applicant
from statute.book import UnknownRuleError
from statute.calendar import national
from statute.deadlines import Deadline, deadline
from statute.regimes import Regime

OFFICER, PPID = "officer", "ppid"
LONGEST_LIST = 100  # requests of one answer
LAW_IN_FORCE = datetime(2010, 4, 30, tzinfo=UTC)  # UU 14/2008 ps. 64
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class Channel(StrEnum):
    """How a request reached the office. `PORTAL` is what the applicant typed; the others an officer recorded."""

    PORTAL = "portal"
    COUNTER = "counter"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """The channel as a reader of the receipt knows it."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.PORTAL: "situs PPID",
    Channel.COUNTER: "datang langsung",
    Channel.EMAIL: "surat elektronik",
    Channel.LETTER: "surat",
    Channel.PHONE: "telepon",
}


class Obtain(StrEnum):
    """What the applicant wants: to see, read or note down, or to have a copy."""

    VIEW = "view"
    COPY = "copy"


class Format(StrEnum):
    """The form of a copy (UU 14/2008 ps. 22(2))."""

    SOFTCOPY = "softcopy"
    HARDCOPY = "hardcopy"


class Delivery(StrEnum):
    """How the answer reaches the applicant (UU 14/2008 ps. 22(2))."""

    DOWNLOAD = "download"
    EMAIL = "email"
    PICKUP = "pickup"
    POST = "post"
    COURIER = "courier"


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in. The last three only an officer may say; `regime` is the officer's own choice."""

    applicant: Applicant
    category: str
    subject: str
    detail: str
    purpose: str
    obtain: Obtain
    format: Format
    delivery: Delivery
    channel: Channel | None
    received_at: datetime | None
    regime: Regime | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the applicant is given for a submission: the number (UU 14/2008 ps. 22(4)), the token, the due date."""

    id: UUID
    number: str
    token: str
    received_at: datetime
    deadline: Mapping[str, Any]
    warnings: tuple[Fault, ...]


def check(said: Submission, roles: Collection[str], now: datetime) -> None:
    """What depends on who sends it and when.

    Raises:
        Forbidden: an officer's field came from somebody else. Invalid: naming every field at fault.
    """
    recorded_by_officer = bool({OFFICER, PPID} & set(roles))
    if not recorded_by_officer and (said.channel or said.received_at or said.regime):
        raise Forbidden("Saluran, waktu diterima, dan rezim hanya dapat diisi oleh petugas.")
    faults = [*_contact_faults(said, recorded_by_officer), *_receipt_faults(said, recorded_by_officer, now)]
    if faults:
        raise Invalid(faults=faults)


def _contact_faults(said: Submission, recorded_by_officer: bool) -> Iterator[Fault]:
    if said.delivery is Delivery.EMAIL and not said.applicant.email:
        yield Fault("/applicant/email", "Isi alamat e-mail: Anda memilih jawaban dikirim lewat e-mail.")
    elif not recorded_by_officer and not (said.applicant.email or said.applicant.phone):
        yield Fault("/applicant/email", "Isi alamat e-mail atau nomor telepon agar kami dapat menghubungi Anda.")


def _receipt_faults(said: Submission, recorded_by_officer: bool, now: datetime) -> Iterator[Fault]:
    if recorded_by_officer and said.channel in (None, Channel.PORTAL):
        yield Fault("/channel", "Pilih saluran masuknya permohonan: counter, email, letter, atau phone.")
    if said.received_at is None:
        return
    if said.received_at > now:
        yield Fault("/received_at", "Waktu diterima tidak boleh setelah saat ini.")
    elif said.received_at < LAW_IN_FORCE:
        yield Fault("/received_at", "Waktu diterima tidak boleh sebelum UU 14/2008 berlaku, 30 April 2010.")


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
REQUEST = "P"  # kind of a number: permohonan


def number_tail(office: str, recorded_on: date) -> str:
    """What stands behind the serial in a registration number: `/PPID-P/32.76/XI/2026` (format of our own)."""
    return f"/PPID-{REQUEST}/{office}/{_ROMAN[recorded_on.month - 1]}/{recorded_on.year}"


@lru_cache(maxsize=256)
def clock(received_on: date, zone: str, regime: Regime) -> Deadline:
    """The statutory clock of a day of receipt in an IANA zone; all requests of that day and regime share it.

    Raises:
        Invalid: the regime was not in force on that day.
    """
    try:
        return deadline(datetime.combine(received_on, time.min, ZoneInfo(zone)), zone, regime, national())
    except UnknownRuleError as unknown:
        raise Invalid(faults=[Fault("/received_at", "Pada tanggal ini aturan rezim itu belum berlaku.")]) from unknown


def new_token() -> str:
    """A tracking token of 256 random bits: unlike a number, nobody finds a request by trying."""
    return secrets.token_urlsafe(32)


def looks_like_token(text: str) -> bool:
    """Whether a text has the shape of a tracking token."""
    return _TOKEN.fullmatch(text) is not None


def token_hash(token: str) -> bytes:
    """By what a token is found: who reads the database cannot use what stands there."""
    return hashlib.sha256(token.encode()).digest()
