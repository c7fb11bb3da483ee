"""What came after its day is written down, once and for good."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit
from chassis.offices import day_of
from contracts import cases as contracts
from contracts.stages import Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.lateness import Course, Kind, Late, of_act
from services.registry.cases.domain.progress import check_until
from services.registry.cases.domain.transfers import kind_there
from services.registry.cases.models.cases import Case
from services.registry.cases.models.lateness import Lateness
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
    """Do the same for an act short of a decision, before it moves the case to its target."""
    for late in with_act(case, act, target, on):
        write(session, case, late.kind, late.due_on, on)


def with_act(case: Case, act: Act, target: Stage, on: date) -> list[Late]:
    """Return what would come late with an act of today, for its draft."""
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
    for late in _of_case(session, whole):
        if late.kind != Kind.END:
            _keep(session, part, late.late)


def carried(session: Session, case: Case) -> tuple[contracts.Lateness, ...]:
    """Return what came late in a case, as it goes along to another office."""
    return tuple(
        contracts.Lateness(
            kind=kind_there(Kind(late.kind)), due_on=late.due_on, done_on=late.done_on, regime=late.regime,
            office=late.office or case.tenant,
        )
        for late in _of_case(session, case.id)
    )  # fmt: skip


def take_over(session: Session, case: Case, carried: Iterable[contracts.Lateness]) -> None:
    """Keep what came late in a case at other offices, each fact once."""
    known = {late.late for late in _of_case(session, case.id)}
    for fact in carried:
        late = Late(Kind(fact.kind), fact.due_on, fact.done_on, Regime(fact.regime), fact.office)
        if fact.office != case.tenant and late not in known:
            _keep(session, case.id, late)


def _of_case(session: Session, case_id: UUID) -> Sequence[Lateness]:
    of_case = select(Lateness).where(Lateness.case_id == case_id, Lateness.objection_id.is_(None))
    return session.scalars(of_case.order_by(Lateness.done_on, Lateness.kind)).all()


def _keep(session: Session, case_id: UUID, late: Late) -> None:
    session.add(
        Lateness(
            id=uuid4(), case_id=case_id, objection_id=None, kind=late.kind, due_on=late.due_on, done_on=late.done_on,
            regime=late.regime, office=late.office,
        )
    )  # fmt: skip
