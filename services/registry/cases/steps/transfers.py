"""A case ends here because it goes on elsewhere."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from chassis.context import current
from chassis.errors import UnknownOffice
from chassis.offices import day_of
from chassis.service import runtime
from contracts.cases import CaseHistory
from contracts.stages import Stage
from services.registry.appointments.steps import signing_letter
from services.registry.cases.domain.cases import Act, next_stage
from services.registry.cases.domain.transfers import check_transfer
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.steps import lateness
from services.registry.letters.domain import Kind
from services.registry.letters.steps import numbered


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
