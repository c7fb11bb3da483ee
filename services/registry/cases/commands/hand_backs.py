"""A request that was passed on in error is handed back; the case that it was opens again, its clock never stopped."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import day_of, in_office
from contracts.cases import CaseHandedBack, CaseReopened
from contracts.stages import Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.transfers import check_hand_back, check_orders, stage_there
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import dates, lateness
from services.registry.cases.steps.locking import locked
from services.registry.cases.steps.transfers import end, history_of
from services.registry.objections.steps import orders as objection_steps


class Return(NamedTuple):
    """By whom a request was handed back, and the letter that says why."""

    office: str
    because: str
    letter: str


def hand_back(case_id: UUID, expected: int, because: str) -> None:
    """Hand a request back to the office that passed it on; once, since the case ends here.

    Args:
        case_id: the case. expected: the version that the PPID saw.
        because: why it was passed on in error; that office and the applicant read it.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, NotPassedOn, Invalid: see `domain` and `chassis.errors`.
    """
    now = clock.now()
    with transaction() as session:
        case = locked(session, case_id, expected)
        left = end(session, case, Act.HAND_BACK, because, now, case.came_from)
        check_hand_back(case.came_from, because)
        check_orders(Act.HAND_BACK, objection_steps.stages(session, case.id))
        assert case.came_from is not None
        assert case.came_as is not None
        case.transferred_to = case.came_from
        audit.record("case.advanced", case.id, step=Act.HAND_BACK, stage=case.stage, receiver=case.came_from)
        outbox.publish(
            CaseHandedBack(
                request_id=case.id, number=case.number, sender=case.came_from, original=case.came_as,
                handed_back_at=now, history=history_of(session, case, left),
            ),
            version=case.version,
        )  # fmt: skip


def reopen(event: CaseHandedBack, version: int) -> None:
    """Open a case again that this office's PPID handed back, at the office that had passed it on.

    Args:
        event: what was told. version: that of the case here, which its letter bears.
    """
    with transaction() as session:
        of_case = select(Letter).where(Letter.case_id == event.request_id, Letter.version == version)
        letter = session.scalars(of_case).one()
        returned = Return(current().tenant, letter.statement, letter.letter_number)
    in_office(event.sender, lambda: _reopen(event, returned))


def _reopen(event: CaseHandedBack, returned: Return) -> None:
    """Open the case again, unless it is no longer with the office that handed it back.

    Raises:
        Never: there is no such case.
    """
    with transaction() as session:
        case = session.scalar(select(Case).where(Case.id == event.original).with_for_update())
        if case is None:
            raise Never(f"this office has no case {event.original}")
        if case.stage != Stage.TRANSFERRED or case.transferred_to != returned.office:
            return
        _resume(session, case, event)
        case.returned_by, case.returned_because = returned.office, returned.because
        case.returned_on = day_of(event.handed_back_at)
        audit.record(
            "case.reopened", case.id, stage=case.stage, returned_by=returned.office, letter=returned.letter,
            binding_on=case.binding_on,
        )  # fmt: skip
        outbox.publish(_reopened(case, event), version=case.version)


def _resume(session: Session, case: Case, event: CaseHandedBack) -> None:
    """Let a case go on as it stood elsewhere: what was done there counts, and so do the days."""
    history = event.history
    case.stage, case.transferred_to, case.version = stage_there(Stage(history.stage)), None, case.version + 1
    case.complete_on, case.repair_until, case.passed = history.complete_on, history.repair_until, list(history.passed)
    if history.regime_changed_on and not case.regime_changed_on:
        case.regime, case.regime_reason = history.regime, "Rezim diubah kantor yang mengembalikan."
        case.regime_changed_on = history.regime_changed_on
    dates.count_from(case, history.complete_from)
    lateness.take_over(session, case, history.lateness)
    session.flush()
    session.refresh(case, ["binding_on"])


def _reopened(case: Case, event: CaseHandedBack) -> CaseReopened:
    return CaseReopened(
        request_id=case.id,
        number=case.number,
        returned_by=event.history.passed[-1],
        stage=case.stage,
        regime=case.regime,
        due_on=case.completeness_due_on or case.due_on,
        extended_due_on=case.completeness_extended_due_on or case.extended_due_on,
        complete_from=case.complete_from if case.completeness_due_on else None,
        binding_on=case.binding_on,
        reopened_at=event.handed_back_at,
    )
