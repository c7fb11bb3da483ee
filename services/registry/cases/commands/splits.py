"""A request that holds several questions is split into linked ones."""

from collections.abc import Sequence
from uuid import UUID

from chassis import audit, clock, outbox
from chassis.db import transaction
from contracts.cases import CaseSplit
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.progress import check_split
from services.registry.cases.steps.locking import locked
from services.registry.cases.steps.transfers import end


def split(case_id: UUID, expected: int, parts: Sequence[UUID], because: str) -> None:
    """Split a request into its questions; intake numbers each of them, with the receipt of the whole (ADR 16).

    Args:
        case_id: the case. expected: the version that the officer saw.
        parts: under which intake keeps what was written for each. because: why; the applicant reads it.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    now = clock.now()
    with transaction() as session:
        case = locked(session, case_id, expected)
        end(session, case, Act.SPLIT, because, now)
        check_split(parts, because)
        audit.record("case.advanced", case.id, step=Act.SPLIT, stage=case.stage, parts=parts)
        outbox.publish(
            CaseSplit(request_id=case.id, number=case.number, parts=tuple(parts), split_at=now), version=case.version
        )
