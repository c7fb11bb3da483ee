"""What is written down of what came after its day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from chassis.db import transaction
from services.registry.cases.domain.lateness import OF_ANSWER, Late
from services.registry.cases.models.cases import Case
from services.registry.cases.models.lateness import Lateness

ANSWER_WAS_LATE: ColumnElement[bool] = exists().where(
    Lateness.tenant == Case.tenant, Lateness.case_id == Case.id, Lateness.kind.in_(OF_ANSWER)
)  # of a case, at whatever office and under whatever regime


def of_cases(session: Session, case_ids: Collection[UUID]) -> Mapping[UUID, list[Late]]:
    """Return what came late in each of these cases, the objections to them left out, in the order in which it came."""
    return _by(session, case_ids, Lateness.case_id.in_(case_ids), Lateness.objection_id.is_(None))


def of_objections(session: Session, objection_ids: Collection[UUID]) -> Mapping[UUID, list[Late]]:
    """Return what came late in each of these objections."""
    return _by(session, objection_ids, Lateness.objection_id.in_(objection_ids))


def of_case(case_id: UUID) -> list[Late]:
    """Return what came late in one case."""
    with transaction() as session:
        return of_cases(session, [case_id])[case_id]


def of_objection(objection_id: UUID) -> list[Late]:
    """Return what came late in one objection."""
    with transaction() as session:
        return of_objections(session, [objection_id])[objection_id]


def _by(session: Session, ids: Collection[UUID], *which: ColumnElement[bool]) -> Mapping[UUID, list[Late]]:
    kept: defaultdict[UUID, list[Late]] = defaultdict(list)
    if ids:
        for one in session.scalars(select(Lateness).where(*which).order_by(Lateness.done_on, Lateness.kind)):
            kept[one.objection_id or one.case_id].append(one.late)
    return kept
