"""What an office writes as a letter: an accessible PDF (PDF/UA-1, ISO 14289-1) set from what was issued, ever the same.

The registry keeps no person's name: whom a letter goes to is asked of intake each time one is set, and kept nowhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from chassis.offices import day_of, this_office
from chassis.service import runtime
from chassis.typesetting import set_pdf
from services.registry import asking
from services.registry.appointments.domain import Capacity, Role
from services.registry.cases.domain.cases import TRANSITIONS, Act
from services.registry.cases.domain.lateness import Late
from services.registry.cases.domain.progress import Ground
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.decisions.queries import Row, items
from services.registry.letters.domain import FORMS, dispute_rights, rights, title
from services.registry.letters.models import Notice
from services.registry.objections.domain import Stage as Outcome
from services.registry.objections.models import ObjectionFile, Reply
from statute.book import Purpose, rule_about
from statute.calendar import long_date
from statute.disputes import late_answer_doubt
from statute.regimes import Regime

_TEMPLATE = files(__package__).joinpath("letter.typ").read_bytes()
About = Case | ObjectionFile
Written = Notice | Letter | Reply


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to and what was asked. Held while the letter is set, kept nowhere."""

    name: str
    organisation: str | None
    address: str | None
    occupation: str | None
    email: str | None
    phone: str | None
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a letter, in words ready for the reader: a notice, a letter before it, the answer to an objection.

    `heading` says what `statement` is; `rows` are the items of UU 14/2008 ps. 22(7), the outcome of the objection, or
    what the act set; `rights` says what the applicant may do next. A letter of the first days, unless it is a notice,
    has the number of what it answers; without `signer` nobody appointed wrote it.
    """

    title: str
    answering: str
    office: str
    contact: str | None
    draft: bool
    letter_number: str
    issued: str
    number: str
    received: str
    addressee: Addressee
    heading: str
    statement: str
    rows: list[tuple[str, str]]
    rights: str
    cautions: list[str]
    signer: str | None
    capacity: str | None
    signing_decree: str | None
    verification_url: str
    issued_at: datetime

    @classmethod
    def of(
        cls, about: About, written: Written, addressee: Addressee, *, draft: bool = False, late: Sequence[Late] = ()
    ) -> "Content":
        """Return what was written about a request or an objection; a draft has no number or code.

        `late` is what came after its day and stands on this letter.
        """
        said = _said(about, written)
        return cls(
            title=title(said.kind),
            answering=said.answering,
            office=written.office_name,
            contact=written.office_contact,
            draft=draft,
            letter_number=written.letter_number,
            issued=long_date(day_of(said.at)),
            number=about.number,
            received=long_date(day_of(about.received_at)),
            addressee=addressee,
            heading=said.heading,
            statement=said.statement,
            rows=[(label, value) for label, value in (*said.rows, ("Keterlambatan", _late(late))) if value],
            rights=said.rights,
            cautions=list(said.cautions),
            signer=written.signer,
            capacity=Capacity(written.capacity).label(said.role) if written.capacity else None,
            signing_decree=written.signing_decree,
            verification_url=verification_url(written.code),
            issued_at=said.at.replace(microsecond=0),  # PDF dates have no fractions
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What only a letter of its kind says, see `Content`; `role` is that of whoever signed it `at` that moment."""

    kind: str
    answering: str
    at: datetime
    heading: str
    statement: str
    rows: Iterable[Row]
    rights: str
    role: Role
    cautions: Iterable[str] = ()


def _said(about: About, written: Written) -> _Said:
    match about, written:
        case Case() as case, Notice() as notice:
            return _notice(case, notice)
        case Case() as case, Letter() as act:
            return _act(case, act)
        case ObjectionFile() as objection, Reply() as reply:
            return _reply(objection, reply)
    raise TypeError(f"a {type(written).__name__} is not about a {type(about).__name__}")


def _notice(case: Case, notice: Notice) -> _Said:
    return _Said(
        kind="notice",
        answering="Menjawab permohonan",
        at=notice.decided_at,
        heading="Jawaban",
        statement=notice.statement,
        rows=[*items(case, notice), ("Disiapkan oleh", notice.prepared_by)],
        rights=_objection(notice),
        role=Role.PPID,
        cautions=notice.objection_cautions,
    )


def _act(case: Case, written: Letter) -> _Said:
    act = Act(written.act)
    return _Said(
        kind=act,
        answering="Tentang permohonan",
        at=written.at,
        heading=FORMS[act].heading,
        statement=written.statement,
        rows=[
            ("Sebab menurut hukum", Ground(written.ground).label if written.ground else None),
            (FORMS[act].receiver or "", _office(written.receiver)),
            (FORMS[act].day or "", long_date(written.until) if written.until else None),
            ("Dasar hukum", TRANSITIONS[act].article),
        ],
        rights=rights(act, day_of(written.at), written.until),
        role=Role(written.signing_role or Role.PPID),
    )


def _reply(objection: ObjectionFile, reply: Reply) -> _Said:
    """Return the Atasan PPID's answer (UU 14/2008 ps. 36(2)-(3))."""
    rule = rule_about(Regime(objection.regime), Purpose.DISPUTE_FILING, day_of(reply.answered_at))
    return _Said(
        kind="reply",
        answering="Menjawab keberatan",
        at=reply.answered_at,
        heading="Jawaban",
        statement=reply.reasons,
        rows=[
            ("Tanggapan", f"Keberatan {Outcome(reply.outcome).label}"),
            ("Perintah kepada PPID", reply.order),
            ("Dilaksanakan paling lambat", long_date(reply.act_until) if reply.act_until else None),
        ],
        rights=dispute_rights(rule, reply.dispute_until, reply.silence_until),
        role=Role.SUPERIOR,
        cautions=[*rule.advice, *([late_answer_doubt()] if reply.silence_until else [])],
    )


def addressee(case_id: UUID, issued_at: datetime) -> Addressee:
    """Ask intake whom a letter about a case went to on the day it was issued; intake writes down who asked.

    Raises:
        Refused: intake does not know the request. Unavailable: it does not answer.
    """
    found = asking.intake(f"/v1/requests/{case_id}/addressee", at=issued_at.isoformat())
    return Addressee(**{field: found[field] for field in Addressee.__slots__})


def render(content: Content) -> bytes:
    """Set the letter (`chassis.typesetting`), ever the same for the same content."""
    said = asdict(content) | {"issued_at": content.issued_at.isoformat()}
    return set_pdf(_TEMPLATE, json.dumps(said), content.issued_at, qr=content.verification_url)


def verification_url(code: str) -> str:
    """Return the public page that says whether the letter with this code is the office's own."""
    office = this_office()
    return f"{runtime().settings.office_url(office.host)}/surat/{code}"


def _late(late: Sequence[Late]) -> str:
    return " ".join(f"{one.told(_office(one.office) or '')}." for one in late)


def _office(code: str | None) -> str | None:
    return runtime().directory.by_code(code).name if code else None


def _objection(notice: Notice) -> str:
    return (
        f"Anda berhak mengajukan keberatan tertulis kepada atasan PPID {notice.office_name} dalam "
        f"{notice.objection_days} hari kerja sejak Anda menerima atau mengetahui jawaban ini. Dihitung dari hari "
        f"terbit, waktunya sampai {long_date(notice.objection_until)} ({notice.objection_article})."
    )
