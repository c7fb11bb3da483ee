"""All that the register says about a dispute and what led to it, for the dispute's file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import day_of
from chassis.service import runtime
from contracts.stages import Stage
from services.registry.cases.domain import cases
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.decisions.domain import redactions
from services.registry.decisions.domain.redactions import Blackened
from services.registry.disputes.domain import chronology
from services.registry.disputes.domain.chronology import Happening
from services.registry.disputes.domain.disputes import in_force
from services.registry.disputes.models import Dispute, DisputeStep
from services.registry.letters.domain import FORMS
from services.registry.letters.models import Notice
from services.registry.objections.models import ObjectionFile, Reply
from statute.grounds import grounds


@dataclass(frozen=True, slots=True)
class Written:
    """A letter before the decision, by what it is called and when it was written, on which request."""

    id: UUID
    request_id: UUID
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Record:
    """A dispute with the numbers by which everybody knows it, and what happened, in order.

    `passed` are the names of the offices that had the request before, `part_of` the number of the one that it was split
    off from.
    """

    dispute: Dispute
    case: Case
    objection: ObjectionFile
    grounds: list[str]
    decided_on: date | None
    answered_on: date | None
    letters: list[Written]
    happenings: list[Happening]
    passed: list[str]
    part_of: str | None


def record(dispute_id: UUID) -> Record:
    """All that the register says about a dispute.

    Raises:
        NotFound: this office has no such dispute.
    """
    with transaction() as session:
        dispute = session.get(Dispute, (current().tenant, dispute_id))
        if dispute is None:
            raise NotFound
        case = session.get_one(Case, (current().tenant, dispute.request_id))
        objection = session.get_one(ObjectionFile, (current().tenant, dispute.objection_id))
        notice = session.get(Notice, (current().tenant, case.id))
        requests = [*_wholes(session, case), case]
        letters = [letter for one in requests for letter in _letters(session, one.id)]
        reply = session.get(Reply, (current().tenant, objection.id))
        told = [
            *_of_requests(requests, letters, notice),
            *_of_objection(objection, reply),
            *chronology.of_dispute(in_force([row.step for row in _steps(session, dispute_id)])),
        ]
    asked = [f"huruf {letter}: {grounds()[letter].wording}" for letter in objection.grounds]
    return Record(
        dispute=dispute,
        case=case,
        objection=objection,
        grounds=asked,
        decided_on=day_of(notice.decided_at) if notice else None,
        answered_on=day_of(reply.answered_at) if reply else None,
        letters=[Written(one.id, one.case_id, FORMS[cases.Act(one.act)].title, day_of(one.at)) for one in letters],
        happenings=chronology.in_order(told),
        passed=[runtime().directory.by_code(code).name for code in case.passed],
        part_of=requests[-2].number if case.part_of else None,
    )


def _wholes(session: Session, case: Case) -> list[Case]:
    """Return the requests that a case was split off from, the first one first."""
    if case.part_of is None:
        return []
    whole = session.get_one(Case, (case.tenant, case.part_of))
    return [*_wholes(session, whole), whole]


def _letters(session: Session, case_id: UUID) -> Sequence[Letter]:
    return session.scalars(select(Letter).where(Letter.case_id == case_id).order_by(Letter.version)).all()


def _of_requests(requests: Iterable[Case], letters: Iterable[Letter], notice: Notice | None) -> Iterator[Happening]:
    for case in requests:
        yield Happening(day_of(case.received_at), f"Permohonan {case.number} diterima", "UU 14/2008 ps. 22(4)")
    for letter in letters:
        act = cases.Act(letter.act)
        yield Happening(day_of(letter.at), f"PPID {act.label}", cases.TRANSITIONS[act].article, letter.statement)
    if notice:
        outcome = Stage(notice.outcome).label
        what = f"Pemberitahuan tertulis {notice.letter_number}: {outcome}"
        files = list(map(Blackened.kept, notice.blackened))
        said = redactions.noted(files, notice.signer, unasked=notice.blackened_unasked)
        yield Happening(day_of(notice.decided_at), what, "UU 14/2008 ps. 22(7)", said)


def _of_objection(objection: ObjectionFile, reply: Reply | None) -> Iterator[Happening]:
    yield Happening(day_of(objection.received_at), f"Keberatan {objection.number} diterima", "UU 14/2008 ps. 35")
    if reply:
        yield chronology.answered(day_of(reply.answered_at), reply.outcome, objection.number)
    if objection.fulfilled_at:
        what = "PPID melaksanakan perintah Atasan PPID"
        yield Happening(day_of(objection.fulfilled_at), what, "UU 14/2008 ps. 36(2)", objection.fulfilment)


def _steps(session: Session, dispute_id: UUID) -> Iterator[DisputeStep]:
    written = select(DisputeStep).where(DisputeStep.dispute_id == dispute_id).order_by(DisputeStep.position)
    yield from session.scalars(written)
