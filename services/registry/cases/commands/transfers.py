"""A request that another KPU office is competent for is passed on to it."""

from uuid import UUID

from chassis import audit, clock, outbox
from chassis.db import transaction
from contracts.cases import CaseTransferred
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.transfers import check_orders
from services.registry.cases.steps.locking import locked
from services.registry.cases.steps.transfers import check, end, history_of
from services.registry.objections.steps import orders as objection_steps


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
