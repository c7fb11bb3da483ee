"""A decree on days off changed: count anew until when incomplete requests of an office can be repaired (R-06).

The last day that an applicant was told only moves on: a decree takes nothing from anybody who relied on it.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.offices import day_of
from contracts.stages import Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.progress import repair_until
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import dates
from services.registry.cases.steps.recount import Moved
from services.registry.cases.steps.repair import latest_incompleteness, tell
from services.registry.deliveries.queries import of_letters, received


def preview() -> Moved:
    """Say how many incomplete requests of the office in force would have more time; nothing changes."""
    with transaction() as session:
        waiting = _waiting(session)
        return Moved(len(waiting), sum(_later(session, case_id) is not None for case_id in waiting))


def recompute() -> Moved:
    """Count the terms to repair of the office in force anew; each that moves is recorded and told.

    Run again it moves nothing.
    """
    with transaction() as session:
        waiting = _waiting(session)
    moved = 0
    for case_id in waiting:
        with transaction() as session:
            moved += _move(session, case_id)
    return Moved(len(waiting), moved)


def _waiting(session: Session) -> list[UUID]:
    return list(session.scalars(select(Case.id).where(Case.stage == Stage.INCOMPLETE).order_by(Case.id)))


def _move(session: Session, case_id: UUID) -> bool:
    case = session.scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    until, before = _later(session, case_id), case.repair_until
    if until is None or case.stage != Stage.INCOMPLETE:
        return False
    dates.await_repair(case, until)
    case.version += 1
    audit.record("case.recomputed", case.id, before=before, repair_until=until)
    tell(case, Act.DECLARE_INCOMPLETE, until, clock.now())
    return True


def _later(session: Session, case_id: UUID) -> date | None:
    """Return the last day to repair by the calendar of today, where that is later than the one that stands."""
    case = session.get_one(Case, (current().tenant, case_id))
    letter_id = latest_incompleteness(session, case)
    if letter_id is None or case.repair_until is None:
        return None
    letter = session.get_one(Letter, (current().tenant, letter_id))
    told_at = received(of_letters(session, case_id)[letter_id]) or letter.at
    until = repair_until(day_of(told_at))
    return until if until > case.repair_until else None
