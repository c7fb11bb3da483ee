"""Who may ask, and with which papers.

Sources: UU 14/2008 ps. 1 angka 12 and 22(2); PerKI 1/2021 as other bodies' forms copy it (papers and minimum fields);
UU 27/2022 ps. 16 and 27 (ask for no more than the purpose needs).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from stdnum.id import nik as identity_number

from chassis.errors import Fault

_NIK = re.compile(r"[0-9]{16}")
FORGOTTEN = "Dihapus menurut jadwal"  # stands where the schedule of personal data has run out
_SHOWN_END = 4  # characters of an identity number


class ApplicantKind(StrEnum):
    """Who may ask (UU 14/2008 ps. 1 angka 12; PerKI 1/2021): a person, a group through its attorney, a legal body."""

    PERSON = "person"
    GROUP = "group"
    LEGAL_BODY = "legal_body"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by name and the number of its legal recognition (SK pengesahan); groups have none."""

    name: str
    registration_number: str | None


class IdentityKind(StrEnum):
    """What proves citizenship beside the identity card (law.md section 4b: KPU sites also take these)."""

    SIM = "sim"
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True)
class Identity:
    """A driving licence (SIM) or passport, for a citizen who shows that instead of the identity card."""

    kind: IdentityKind
    number: str


@dataclass(frozen=True, slots=True)
class Attorney:
    """Who speaks by special power of attorney (surat kuasa khusus); the letter may still be missing at a counter."""

    name: str
    letter_number: str | None
    letter_date: date | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks. `nik` is the person's own or the attorney's, `identity` stands for it; `phone` is E.164."""

    kind: ApplicantKind
    name: str
    nik: str | None
    address: str
    email: str | None
    phone: str | None
    occupation: str | None
    organisation: Organisation | None
    attorney: Attorney | None
    principals: tuple[str, ...]
    identity: Identity | None = None

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Applicant":
        """Return the applicant that `plain` wrote down."""
        attorney, organisation, identity = plain["attorney"], plain["organisation"], plain.get("identity")
        return cls(
            **{
                **plain,
                "kind": ApplicantKind(plain["kind"]),
                "organisation": organisation and Organisation(**organisation),
                "attorney": attorney and Attorney(**{**attorney, "letter_date": _day(attorney["letter_date"])}),
                "identity": identity and Identity(IdentityKind(identity["kind"]), identity["number"]),
                "principals": tuple(plain["principals"]),
            }
        )

    @classmethod
    def forgotten(cls, kind: ApplicantKind) -> "Applicant":
        """Return what is left of an applicant whose schedule has run out: that somebody of a kind asked."""
        return cls(kind, FORGOTTEN, None, "", None, None, None, None, None, ())

    def plain(self) -> dict[str, Any]:
        """All of it as JSON values, for sealing."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["organisation"] = self.organisation and asdict(self.organisation)
        plain["identity"] = self.identity and asdict(self.identity)
        plain["attorney"] = self.attorney and {
            **asdict(self.attorney),
            "letter_date": self.attorney.letter_date and self.attorney.letter_date.isoformat(),
        }
        return plain

    @property
    def shown(self) -> str:
        """The name for lists and receipts: a legal body's in full, a person's masked."""
        if self.kind is ApplicantKind.LEGAL_BODY and self.organisation is not None:
            return self.organisation.name
        return self.name if self.name == FORGOTTEN else masked(self.name)

    @property
    def known_by(self) -> str:
        """What tells this applicant from others: an identity number, a body's recognition, else where to reach it."""
        identity, body = self.identity, self.organisation
        return _bare(
            self.nik
            or (identity and f"{identity.kind}{identity.number}")
            or (body and (body.registration_number or body.name))
            or self.email
            or self.phone
            or self.name
        )

    @property
    def veiled(self) -> "Applicant":
        """The same with the identity numbers cut to their end, for whoever has no need to compare them."""
        identity = self.identity and replace(self.identity, number=veiled(self.identity.number))
        return replace(self, nik=self.nik and veiled(self.nik), identity=identity)

    @property
    def full_name(self) -> str:
        """The name for registers: a body's with who speaks for it, a person's own."""
        body = self.organisation and self.organisation.name
        return f"{body} ({self.name})" if body and body != self.name else self.name


def veiled(number: str) -> str:
    """Return an identity number of which only the end shows; of a short one nothing."""
    return f"••••{number[-_SHOWN_END:]}" if len(number) > _SHOWN_END * 2 else "••••"


def masked(name: str) -> str:
    """Return a person's name cut to what tells two neighbours in a list apart: `Siti N***`, `S***` for a
    single name.
    """
    first, _, rest = name.strip().partition(" ")
    return f"{first} {rest.lstrip()[:1]}***" if rest.strip() else f"{first[:1]}***"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# The papers of each kind: what must be there, with the sentence for the one who left it out.
_NIK_OWN = "Isi NIK, 16 angka pada KTP, atau nomor SIM atau paspor."
_NIK_ATTORNEY = "Isi NIK penerima kuasa, 16 angka pada KTP, atau nomor SIM atau paspornya."
_NEEDED: Mapping[ApplicantKind, Mapping[str, str]] = {
    ApplicantKind.PERSON: {"nik": _NIK_OWN},
    ApplicantKind.GROUP: {
        "nik": _NIK_ATTORNEY,
        "attorney": "Isi surat kuasa khusus: kelompok orang mengajukan permohonan melalui penerima kuasa.",
        "principals": "Sebutkan nama pemberi kuasa, sedikitnya satu orang.",
    },
    ApplicantKind.LEGAL_BODY: {"organisation": "Isi nama badan hukum dan nomor pengesahannya."},
}
_NOT_NEEDED: Mapping[ApplicantKind, Collection[str]] = {
    ApplicantKind.PERSON: ("organisation", "principals"),
    ApplicantKind.GROUP: (),
    ApplicantKind.LEGAL_BODY: ("principals",),
}


def superfluous(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what this kind of applicant is not asked for: path of the field and sentence.

    Args:
        said: the fields that could be read. A field that is absent here has a fault of its own already.
    """
    for field in _NOT_NEEDED.get(said.get("kind"), ()):  # type: ignore[arg-type]  # an unreadable kind needs nothing
        if said.get(field):
            yield field, "Kosongkan: tidak diperlukan untuk jenis pemohon ini."


def missing(applicant: Applicant) -> Iterator[Fault]:
    """Yield the papers that this applicant has not shown (law.md section 4b), each with a sentence.

    On the portal they are asked for before anything is sent; a letter, a call or a visit is recorded and numbered
    without them (UU 14/2008 ps. 22(4)), and the completeness check follows.
    """
    for field, sentence in _NEEDED[applicant.kind].items():
        if not (getattr(applicant, field) or (field == "nik" and applicant.identity)):
            yield Fault(f"/applicant/{field}", sentence)
    body, attorney = applicant.organisation, applicant.attorney
    if applicant.kind is ApplicantKind.LEGAL_BODY and body and not body.registration_number:
        yield Fault("/applicant/organisation/registration_number", "Isi nomor pengesahan badan hukum.")
    if applicant.kind is not ApplicantKind.GROUP and attorney and not (applicant.nik or applicant.identity):
        yield Fault("/applicant/nik", _NIK_ATTORNEY)
    if attorney and not attorney.letter_number:
        yield Fault("/applicant/attorney/letter_number", "Isi nomor surat kuasa.")
    if attorney and not attorney.letter_date:
        yield Fault("/applicant/attorney/letter_date", "Isi tanggal surat kuasa.")


def is_nik(text: str) -> bool:
    """Whether a text has the shape of an identity number (NIK)."""
    return _NIK.fullmatch(text) is not None


def doubts(applicant: Applicant) -> tuple[Fault, ...]:
    """Return what looks wrong but does not stop a request: some lawful identity numbers fail the check of
    their digits.
    """
    if applicant.nik is None or identity_number.is_valid(applicant.nik):
        return ()
    return (Fault("/applicant/nik", "NIK ini tidak lazim susunannya; periksa kembali. Permohonan tetap diterima."),)


def proves(applicant: Applicant, said: str) -> bool:
    """Whether somebody names what only the applicant would: the identity number or the phone handed in.

    The e-mail is no proof: the link that leads to the question was sent to that mailbox.
    """
    identity = applicant.identity.number if applicant.identity else None
    known = {_bare(one) for one in (applicant.nik, identity, applicant.phone) if one}
    return _bare(said) in known


def reaches(applicant: Applicant, contact: str) -> bool:
    """Whether a contact is the mailbox or the phone that the applicant handed in."""
    return _bare(contact) in {_bare(known) for known in (applicant.email, applicant.phone) if known}


def _bare(text: str) -> str:
    """Without what people write differently each time; a phone's leading zero is the country's +62."""
    bare = "".join(letter for letter in text.casefold() if letter.isalnum() or letter in "@._+")
    return f"+62{bare[1:]}" if bare.startswith("08") else bare
