"""Proof that a written notice reached its applicant (bukti penyampaian). Pure: no database, no clock.

UU 14/2008 ps. 22(7) has the applicant told in writing; from when that reached him his time to object may be counted
(ps. 36(1): from when the ground was found; R-13). A carrier's receipt proves that it was sent, a signature that it was
received. Who received it is said by capacity only: the name stands on the signed paper, which is kept as a file.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chassis.errors import Conflict, Fault, Invalid

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./ -]{2,59}")


class Step(StrEnum):
    """What is proved: that the notice was sent, or that it was received."""

    SENT = "sent"
    RECEIVED = "received"


class Way(StrEnum):
    """How it went. E-mails prove themselves: an officer never records one."""

    IN_PERSON = "in_person"
    POST = "post"
    COURIER = "courier"
    EMAIL = "email"


BY_HAND = (Way.IN_PERSON, Way.POST, Way.COURIER)


class Receiver(StrEnum):
    """As what somebody took it: the applicant, his attorney, one of his household, somebody of the legal body."""

    APPLICANT = "applicant"
    ATTORNEY = "attorney"
    HOUSEHOLD = "household"
    ORGANISATION = "organisation"


class NothingIssued(Conflict):
    """There is no written notice yet."""

    code, title = "nothing-issued", "Belum ada pemberitahuan tertulis yang dapat disampaikan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is proved. `at` is when it was sent or received; `reference` the carrier's number or that of the receipt;
    `document` the file with the paper that proves it."""

    step: Step
    way: Way
    at: datetime
    receiver: Receiver | None = None
    reference: str | None = None
    document: str | None = None


def check(proof: Proof, issued_at: datetime, now: datetime, held: Collection[str]) -> None:
    """Whether a proof can be true and says what its step and way must say.

    Args:
        proof: what an officer records. issued_at: of the notice. held: the files that the office holds for the case.

    Raises:
        Invalid: naming every field at fault.
    """
    faults = list(_faults(proof, issued_at, now, held))
    if faults:
        raise Invalid(faults=faults)


def _faults(proof: Proof, issued_at: datetime, now: datetime, held: Collection[str]) -> Iterator[Fault]:
    if proof.at > now:
        yield Fault("/at", "Waktu ini belum tiba.")
    elif proof.at < issued_at.replace(second=0, microsecond=0):  # officers tell minutes
        yield Fault("/at", "Surat ini belum terbit pada waktu itu.")
    if proof.step is Step.SENT and proof.way is Way.IN_PERSON:
        yield Fault("/step", "Yang diserahkan langsung dicatat sebagai diterima.")
    if proof.step is Step.RECEIVED and proof.receiver is None:
        yield Fault("/receiver", "Pilih siapa yang menerima.")
    if proof.step is Step.SENT and proof.receiver is not None:
        yield Fault("/receiver", "Kosongkan: baru dikirim, belum diterima.")
    if proof.step is Step.SENT and not proof.reference:
        yield Fault("/reference", "Isi nomor resi atau nomor kiriman.")
    if proof.reference and not _REFERENCE.fullmatch(proof.reference):
        yield Fault("/reference", "Isi nomornya saja, 3 sampai 60 huruf dan angka, tanpa nama orang.")
    if proof.document is not None and proof.document not in held:
        yield Fault("/document", "Dokumen ini tidak ada pada berkas permohonan ini.")
