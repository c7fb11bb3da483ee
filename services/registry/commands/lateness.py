"""What came after its day is written down, once and for good."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit
from chassis.offices import day_of
from services.registry.domain.cases import Act, Stage
from services.registry.domain.lateness import Course, Kind, Late, of_act
from services.registry.domain.progress import check_until
from services.registry.models.cases import Case
from services.registry.models.lateness import Lateness
from statute.regimes import Regime


def write(session: Session, case: Case, kind: Kind, due_on: date, done_on: date, **more: Any) -> None:
    """Write down that something came late; nothing where it came in time.

    Args:
        case: the case that it is about, with the regime by which the day counted. kind: what came late.
        due_on: by when it was due. done_on: when it came. more: `objection_id`, `office` or `regime`.
    """
    if done_on <= due_on:
        return
    values = {"objection_id": None, "office": None, "regime": case.regime} | more
    session.add(Lateness(id=uuid4(), case_id=case.id, kind=kind, due_on=due_on, done_on=done_on, **values))
    audit.record("case.late", values["objection_id"] or case.id, kind=kind, due_on=due_on, done_on=done_on)


def write_act(session: Session, case: Case, act: Act, target: Stage, on: date) -> None:
    """The same of what comes late with an act short of a decision, before the act moves the case to its target."""
    for late in with_act(case, act, target, on):
        write(session, case, late.kind, late.due_on, on)


def with_act(case: Case, act: Act, target: Stage, on: date) -> list[Late]:
    """What would come late with an act of today, for its draft."""
    course = Course(
        stage=Stage(case.stage),
        regime=Regime(case.regime),
        binding_on=case.binding_on,
        check_until=check_until(min(day_of(case.received_at), case.registered_on)),
        checked=case.complete_on is not None or case.repair_until is not None,
    )
    return of_act(act, target, course, on)


def copy(session: Session, whole: UUID, part: UUID) -> None:
    """Let a request that was split off keep what came late while it was a question of its whole."""
    found = select(Lateness).where(
        Lateness.case_id == whole, Lateness.objection_id.is_(None), Lateness.kind != Kind.END
    )
    for one in session.scalars(found):
        session.add(
            Lateness(
                id=uuid4(), case_id=part, objection_id=None, kind=one.kind, due_on=one.due_on, done_on=one.done_on,
                regime=one.regime, office=one.office,
            )
        )  # fmt: skip
