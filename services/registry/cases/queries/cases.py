"""What can be asked of the register. Row-level security keeps every answer within the office in force."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from chassis import audit_proofs, offices
from chassis.context import current
from chassis.db import rows, transaction
from chassis.directory import Office
from chassis.errors import NotFound
from contracts.stages import OPEN
from services.registry.appointments import queries as appointment_queries
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import PPID
from services.registry.cases.domain.lateness import OF_ANSWER, Kind, Late
from services.registry.cases.domain.progress import Standing
from services.registry.cases.models.cases import Case, standing_of
from services.registry.cases.queries import lateness
from services.registry.deliveries.queries import Delivered, of_case
from services.registry.disputes.models import Dispute
from services.registry.letters.models import Notice, PreparedDecision
from services.registry.objections import domain as objection_domain
from services.registry.objections.models import ObjectionFile
from statute.book import UnknownRuleError
from statute.deadlines import Deadline
from statute.regimes import Regime
from verifier.proof import Proof

# Built once: to build a statement costs SQLAlchemy as much as to run it.
_CASE_AND_NOTICE = (
    select(Case, Notice)
    .outerjoin(Notice, (Notice.tenant == Case.tenant) & (Notice.id == Case.id))
    .where(Case.id == bindparam("case_id"))
)
_ORDERS = select(ObjectionFile.stage).where(
    ObjectionFile.request_id == bindparam("case_id"), ObjectionFile.stage.in_(objection_domain.ORDERED)
)
_DOCUMENTS = "select id, purpose, media_type, sha256, size from case_document where case_id = %(case_id)s order by id"
_HISTORY = "select at, actor, act, facts from audit_entry where subject = %(subject)s order by id"


@dataclass(frozen=True, slots=True)
class Summary:
    """A case as a line of the queue: `binding_on` is the day that alarms, `working_days_left` until then, or negative.

    All are those of today while the case is open, and those of the day of the answer ever after. `lateness` is what
    came after its day, and stays; `late_days` is the most of it that was about the answer, today's included.
    """

    case: Case
    binding_on: date
    working_days_left: int
    late: bool
    lateness: list[Late]

    @property
    def late_days(self) -> int:
        """By how many working days the answer was late at most, at whatever office and under whatever regime."""
        running = -self.working_days_left if self.late and self.case.stage in OPEN else 0
        return max(running, 0, *(late.days for late in self.lateness if late.kind in OF_ANSWER))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the queue with the size of every tab."""

    items: list[Summary]
    total: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class File:
    """A case with all that stands in its file.

    `delivered` is there once there is a notice; `unsigned` says why who asks cannot sign as PPID today; `orders` are
    the stages of the objections whose orders wait.
    """

    summary: Summary
    standing: Standing
    today: date
    deadline: Deadline
    completeness: Deadline | None
    strict: Deadline | None
    other_regime: Deadline | None
    documents: list[dict[str, Any]]
    history: list[dict[str, Any]]
    notice: Notice | None
    delivered: Delivered | None
    unsigned: str | None
    prepared: PreparedDecision | None
    orders: list[objection_domain.Stage]


def queue(tab: str, page: int, size: int, ids: Collection[UUID] | None = None) -> Page:
    """One page of a tab (`open`, `late`, `decided`, `all`): the most urgent first, decided ones newest first.

    With `ids` only those cases are looked at, and the counts are of those.
    """
    today = offices.today()
    with transaction() as session:
        counts = {name: session.scalar(_count(_tab(name, today, ids))) or 0 for name in ("open", "late", "decided")}
        order = Case.received_at.desc() if tab in ("decided", "all") else Case.binding_on
        listed = _tab(tab, today, ids).order_by(order, Case.received_at, Case.id)
        cases = session.scalars(listed.limit(size).offset((page - 1) * size)).all()
        late = lateness.of_cases(session, [case.id for case in cases])
        items = [_summary(case, today, late[case.id]) for case in cases]
    total = counts[tab] if tab in counts else counts["open"] + counts["decided"]
    return Page(items, total, counts)


def file(case_id: UUID) -> File:
    """Everything about one case.

    Raises:
        NotFound: this office has no such case.
    """
    with transaction() as session:
        case, notice = _case_and_notice(session, case_id)
        documents = rows(_DOCUMENTS, {"case_id": case_id})
        history = rows(_HISTORY, {"subject": str(case_id)})
        delivered = of_case(session, case_id) if notice else None
        late = lateness.of_cases(session, [case_id])[case_id]
        unsigned = appointment_queries.obstacle(PPID)
        prepared = session.get(PreparedDecision, (current().tenant, case_id))
        orders = [objection_domain.Stage(stage) for stage in session.scalars(_ORDERS, {"case_id": case_id})]
    office = offices.this_office()
    today = offices.today()
    first_on = case.first_received_on
    from_next = terms.from_next(case.received_at, office.time_zone, office.code)
    return File(
        summary=_summary(case, today, late),
        standing=standing_of(case),
        today=today,
        deadline=terms.clock(
            case.received_at, office.time_zone, Regime(case.regime), None if first_on else case.complete_on, from_next
        ),
        completeness=terms.completeness_clock(
            offices.day_of(case.received_at), office.time_zone, Regime(case.regime), case.complete_from
        ),
        strict=terms.clock_of_day(first_on, office.time_zone, Regime(case.regime), case.complete_on)
        if first_on
        else None,
        other_regime=_other_regime(case, office),
        documents=documents,
        history=history,
        notice=notice,
        delivered=delivered,
        unsigned=unsigned,
        prepared=prepared,
        orders=orders,
    )


def proofs(case_id: UUID) -> tuple[list[Proof], int]:
    """Every act on a case, its objections and its disputes, proven, and how many are not sealed yet.

    Raises:
        NotFound: this office has no such case. NotAsSealed: see `audit_proofs.about`.
    """
    with transaction() as session:
        if session.get(Case, (current().tenant, case_id)) is None:
            raise NotFound
        objection_ids = session.scalars(select(ObjectionFile.id).where(ObjectionFile.request_id == case_id)).all()
        dispute_ids = session.scalars(select(Dispute.id).where(Dispute.request_id == case_id)).all()
        return audit_proofs.about([case_id, *objection_ids, *dispute_ids])


def issued(case_id: UUID) -> tuple[Case, Notice]:
    """Return the written notice of a decided case.

    Raises:
        NotFound: this office has no such case, or it is not decided yet.
    """
    with transaction() as session:
        case, notice = _case_and_notice(session, case_id)
    if notice is None:
        raise NotFound
    return case, notice


def _case_and_notice(session: Session, case_id: UUID) -> tuple[Case, Notice | None]:
    row = session.execute(_CASE_AND_NOTICE, {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound
    return row.Case, row.Notice


def _tab(tab: str, today: date, ids: Collection[UUID] | None) -> Select[Case]:
    found = select(Case) if ids is None else select(Case).where(Case.id.in_(ids))
    match tab:
        case "open":
            return found.where(Case.stage.in_(OPEN))
        case "late":
            return found.where(Case.stage.in_(OPEN), or_(Case.binding_on < today, lateness.ANSWER_WAS_LATE))
        case "decided":
            return found.where(Case.stage.not_in(OPEN))
    return found


def _count(found: Select[Case]) -> Select[int]:
    return select(func.count()).select_from(found.subquery())


def _summary(case: Case, today: date, late: list[Late]) -> Summary:
    """Return a case with its clock; one that ended without an answer is late where that is written down."""
    binding = case.answer_due_on or case.binding_on
    left = terms.calendar().working_days_between(case.answered_on or today, binding)
    ended_late = any(one.kind in (Kind.ANSWER, Kind.END) for one in late)
    return Summary(case, binding, left, today > binding if case.stage in OPEN else ended_late, late)


def _other_regime(case: Case, office: Office) -> Deadline | None:
    """Return the clock under the other regime, of any open case: nobody can be sure which one holds (PerKI 1/2019)."""
    if case.stage not in OPEN:
        return None
    other = Regime.ORDINARY if case.regime == Regime.ELECTION else Regime.ELECTION
    with suppress(UnknownRuleError):  # the other one was not in force yet
        zone = office.time_zone
        from_next = terms.from_next(case.received_at, zone, office.code)
        repaired = terms.completeness_clock(offices.day_of(case.received_at), zone, other, case.complete_from)
        return repaired or terms.clock(case.received_at, zone, other, from_next=from_next)
    return None
