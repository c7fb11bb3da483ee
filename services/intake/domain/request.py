"""What a request says, who may say it, its number, its token and its deadline.

Sources: UU 14/2008 ps. 22 (contents, registration, number, term); the number's format is our own design.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from chassis.errors import Conflict, Fault, Forbidden, Invalid, TooMany
from contracts.numerals import roman
from services.intake.domain.applicant import Applicant, missing
from statute.book import UnknownRuleError
from statute.calendar import long_date, national
from statute.deadlines import Deadline, deadline
from statute.regimes import Regime, regime_for
from statute.settings import Setting

OFFICER, PPID = "officer", "ppid"
LONGEST_LIST = 100  # requests of one answer
FEWEST_PARTS, MOST_PARTS = 2, 10  # of a request that is split
SAME_WITHIN = timedelta(days=1)  # in which the same words of the same applicant are taken for one request
CROWD, CROWD_WITHIN = 5, timedelta(days=30)  # requests of one applicant of which an officer is told
AT_ONCE = 1  # working days within which what came is recorded: by the next one, for what came in the evening
LAW_IN_FORCE = date(2010, 4, 30)  # UU 14/2008 ps. 64, by the calendar on the office's wall
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
    """What was handed in. Channel, receipt and regime only an officer may say; `regime` is the officer's own choice.

    `purpose` is None where a letter or a caller named none. `another`: the applicant knows of an earlier one that says
    the same, and means this one besides. `late_reason`, an officer's, says why it is recorded days after it came.
    """

    applicant: Applicant
    category: str
    subject: str
    detail: str
    purpose: str | None
    obtain: Obtain
    format: Format
    delivery: Delivery
    channel: Channel | None
    received_at: datetime | None
    regime: Regime | None
    regime_reason: str | None = None
    another: bool = False
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One of several questions of a request, as an officer tells them apart; the rest is the whole's."""

    category: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the applicant is given for a submission: the number (UU 14/2008 ps. 22(4)), the token, the due date."""

    id: UUID
    number: str
    token: str
    received_at: datetime
    deadline: Mapping[str, Any]
    warnings: tuple[Fault, ...]


def check_applicant(applicant: Applicant, roles: Collection[str]) -> None:
    """Check who is about to ask: an officer may record somebody whose papers are still to come.

    Raises:
        Invalid: naming every paper that is missing.
    """
    if not {OFFICER, PPID} & set(roles) and (faults := tuple(missing(applicant))):
        raise Invalid(faults=faults)


class AlreadySubmitted(Conflict):
    """The same applicant handed in the same words within a day, and did not say that this is another request."""

    code, title = "already-submitted", "Permohonan ini sudah kami terima"


class TooManyOfApplicant(TooMany):
    """One applicant hands in request after request; the office's counter and letters have no pace."""

    code, title = "too-many-of-applicant", "Terlalu banyak permohonan dari pemohon yang sama dalam satu jam"


def same_words(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two requests, each a subject and its detail, say the same but for case and white space."""
    return [" ".join(text.casefold().split()) for text in first] == [
        " ".join(text.casefold().split()) for text in second
    ]


def crowd(requests: int) -> tuple[Fault, ...]:
    """Return what an officer is told of how many requests one applicant handed in lately."""
    if requests < CROWD:
        return ()
    sentence = f"Pemohon ini mengajukan {requests} permohonan dalam 30 hari terakhir. Jumlah saja bukan alasan menolak."
    return (Fault("/applicant", sentence),)


def check(said: Submission, roles: Collection[str], office: str, zone: str, now: datetime) -> tuple[Fault, ...]:
    """Return what depends on who sends it, where and when.

    Args:
        said: what was handed in. roles: of the sender. office, zone: the office's code and IANA zone. now: this moment.

    Returns:
        What is missing in a request that an officer recorded: kept with the request, for the completeness check.

    Raises:
        Forbidden: an officer's field came from somebody else. Invalid: naming every field at fault.
    """
    recorded_by_officer = bool({OFFICER, PPID} & set(roles))
    own = (said.channel, said.received_at, said.regime, said.regime_reason, said.late_reason)
    if not recorded_by_officer and any(own):
        raise Forbidden("Saluran, waktu diterima, dan rezim hanya dapat diisi oleh petugas.")
    lacking = tuple(_lacking(said))
    faults = [*_contact_faults(said, recorded_by_officer), *(() if recorded_by_officer else lacking)]
    faults += _way_faults(said)
    receipt_faults = list(_receipt_faults(said, recorded_by_officer, zone, now))
    if not receipt_faults:  # only then is there a day of receipt that the rest can be held against
        received_on = (said.received_at or now).astimezone(ZoneInfo(zone)).date()
        faults += [*_letter_faults(said, received_on), *_regime_faults(said, office, received_on)]
        faults += _late_faults(said, received_on, now.astimezone(ZoneInfo(zone)).date())
    if faults := [*faults, *receipt_faults]:
        raise Invalid(faults=faults)
    return lacking


def _lacking(said: Submission) -> Iterator[Fault]:
    yield from missing(said.applicant)
    if not said.purpose:
        yield Fault("/purpose", "Isi untuk apa informasi ini dipakai.")


def _contact_faults(said: Submission, recorded_by_officer: bool) -> Iterator[Fault]:
    if said.delivery is Delivery.EMAIL and not said.applicant.email:
        yield Fault("/applicant/email", "Isi alamat surel: Anda memilih jawaban dikirim lewat surel.")
    elif not recorded_by_officer and not (said.applicant.email or said.applicant.phone):
        yield Fault("/applicant/email", "Isi alamat surel atau nomor telepon agar kami dapat menghubungi Anda.")


def _way_faults(submission: Submission) -> Iterator[Fault]:
    paper = submission.obtain is Obtain.COPY and submission.format is Format.HARDCOPY
    if paper and submission.delivery in (Delivery.DOWNLOAD, Delivery.EMAIL):
        yield Fault(
            "/delivery", "Cetakan di kertas diambil di kantor atau dikirim lewat pos atau kurir. Pilih salah satu."
        )


def _receipt_faults(said: Submission, recorded_by_officer: bool, zone: str, now: datetime) -> Iterator[Fault]:
    if recorded_by_officer and said.channel in (None, Channel.PORTAL):
        yield Fault("/channel", "Pilih saluran masuknya permohonan: counter, email, letter, atau phone.")
    if said.received_at is None:
        return
    if said.received_at > now:
        yield Fault("/received_at", "Waktu diterima tidak boleh setelah saat ini.")
    elif said.received_at < datetime.combine(LAW_IN_FORCE, time.min, ZoneInfo(zone)):
        yield Fault("/received_at", "Waktu diterima tidak boleh sebelum UU 14/2008 berlaku, 30 April 2010.")


def _letter_faults(said: Submission, received_on: date) -> Iterator[Fault]:
    attorney = said.applicant.attorney
    if attorney and attorney.letter_date and attorney.letter_date > received_on:
        yield Fault("/applicant/attorney/letter_date", "Tanggal surat kuasa tidak boleh setelah permohonan diterima.")


def _regime_faults(said: Submission, office: str, received_on: date) -> Iterator[Fault]:
    if said.regime is None or said.regime_reason:
        return
    if said.regime is not regime_for(said.category, office, received_on).regime:
        yield Fault("/regime_reason", "Tulis alasannya: pilihan ini berbeda dari rezim menurut kategori dan tahapan.")


def _late_faults(submission: Submission, received_on: date, today: date) -> Iterator[Fault]:
    """Its number is due at once (UU 14/2008 ps. 22(4)): what is recorded after the next working day says why."""
    if national().working_days_between(received_on, today) > AT_ONCE and not submission.late_reason:
        yield Fault("/late_reason", f"Diterima {long_date(received_on)}, baru dicatat sekarang. Tulis sebabnya.")


REQUEST = "P"  # kind of a number: permohonan


def number_tail(office: str, recorded_on: date, kind: str = REQUEST) -> str:
    """Return what stands behind the serial in a registration number: `/PPID-P/32.76/XI/2026` (format of our own)."""
    return f"/PPID-{kind}/{office}/{roman(recorded_on.month)}/{recorded_on.year}"


@lru_cache(maxsize=256)
def clock(received_on: date, zone: str, regime: Regime, from_next: Setting | None = None) -> Deadline:
    """Return the statutory clock of a day of receipt in an IANA zone; all requests of that day and regime share it.

    `from_next` is the office's setting by which what came after hours counts from the next working day (`after_hours`).

    Raises:
        Invalid: the regime was not in force on that day.
    """
    try:
        received_at = datetime.combine(received_on, time.min, ZoneInfo(zone))
        return deadline(received_at, zone, regime, national(), from_next=from_next)
    except UnknownRuleError as unknown:
        raise Invalid(faults=[Fault("/received_at", "Pada tanggal ini aturan rezim itu belum berlaku.")]) from unknown


def new_token() -> str:
    """Return a tracking token of 256 random bits: unlike a number, nobody finds a request by trying."""
    return secrets.token_urlsafe(32)


def looks_like_token(text: str) -> bool:
    """Whether a text has the shape of a tracking token."""
    return _TOKEN.fullmatch(text) is not None


def token_hash(token: str) -> bytes:
    """By what a token is found: who reads the database cannot use what stands there."""
    return hashlib.sha256(token.encode()).digest()
