"""A request that another KPU office is competent for is passed on to it."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import UnknownOffice
from chassis.offices import day_of
from chassis.service import runtime
from contracts.cases import CaseHistory, CaseTransferred
from services.registry.appointments.commands import signing_letter
from services.registry.cases.domain.cases import Act, Stage, next_stage
from services.registry.cases.domain.transfers import check_orders, check_transfer
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import lateness
from services.registry.decisions.commands.decisions import locked, numbered
from services.registry.letters.domain import Kind
from services.registry.objections import steps as objection_steps


def transfer(case_id: UUID, expected: int, receiver: str, because: str) -> None:
    """Pass a request on to the competent KPU office (R-10); intake hands it over, sealed anew (ADR 12).

    Args:
        case_id: the case. expected: the version that the PPID saw. receiver: the office's code.
        because: why it is the competent one; the applicant reads it.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    now = clock.now()
    with transaction() as session:
        case = locked(session, case_id, expected)
        left = end(session, case, Act.TRANSFER, because, now, receiver)
        check(case, receiver, because)
        check_orders(Act.TRANSFER, objection_steps.stages(session, case.id))
        case.transferred_to = receiver
        audit.record("case.advanced", case.id, step=Act.TRANSFER, stage=case.stage, receiver=receiver)
        outbox.publish(
            CaseTransferred(
                request_id=case.id, number=case.number, receiver=receiver, transferred_at=now,
                history=history_of(session, case, left),
            ),
            version=case.version,
        )  # fmt: skip


def check(case: Case, receiver: str, because: str) -> None:
    """Refuse an office that is none, is not at work or had the request before, and a transfer without a reason.

    Raises:
        Invalid: naming the field.
    """
    check_transfer(receiver, current().tenant, case.passed, known=_at_work(receiver), because=because)


def end(session: Session, case: Case, act: Act, because: str, at: datetime, receiver: str | None = None) -> Stage:
    """End a case that goes on under another number: its stage by the table, and why, in a letter for the applicant.

    Returns:
        The stage that it left.
    """
    left = Stage(case.stage)
    stage = next_stage(left, act, current().roles)
    lateness.write_act(session, case, act, stage, day_of(at))
    case.stage, case.version = stage, case.version + 1
    session.add(
        Letter(
            id=uuid4(), case_id=case.id, version=case.version, act=act, statement=because, at=at, receiver=receiver,
            by=current().actor, **signing_letter(act), **numbered(Kind.DESK),
        )
    )  # fmt: skip
    return left


def history_of(session: Session, case: Case, left: Stage) -> CaseHistory:
    """Return what goes along with a case from the stage that it left, so that no clock begins anew where it goes."""
    return CaseHistory(
        stage=left,
        registered_on=case.registered_on,
        complete_on=case.complete_on,
        complete_from=None if left is Stage.INCOMPLETE else case.complete_from,
        repair_until=case.repair_until,
        regime=case.regime,
        regime_changed_on=case.regime_changed_on,
        passed=(*case.passed, case.tenant),
        lateness=lateness.carried(session, case),
    )


def _at_work(code: str) -> bool:
    """Whether an office is in the directory and answers to its address."""
    directory = runtime().directory
    try:
        return directory.by_host(directory.by_code(code).host).code == code
    except UnknownOffice:
        return False
