"""A program or an officer prepares a decision; the PPID, a person, looks at it and issues it.

What is prepared passes the same rules as what is issued, so that whoever prepares it hears at once what is missing. It
binds nobody, no letter is numbered for it, and it is gone once the notice is issued.
"""

from typing import Any
from uuid import UUID

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from contracts.stages import Stage
from services.registry.cases.domain.cases import PPID, next_stage
from services.registry.cases.steps.locking import locked
from services.registry.decisions.domain.decisions import Decision
from services.registry.decisions.steps import checked
from services.registry.letters.models import PreparedDecision


def prepare(case_id: UUID, expected: int, decision: Decision, content: dict[str, Any]) -> None:
    """Keep a decision for the PPID to issue, in the place of one that was prepared before.

    Args:
        case_id: the case. expected: the version that was seen. decision: what the notice is to say. content: the same
            as it was handed in, for the form that it is issued from.

    Raises:
        NotFound, Changed, NotAllowed, Invalid: as `deciding.decide`.
    """
    with transaction() as session:
        case = locked(session, case_id, expected)
        stage = next_stage(Stage(case.stage), decision.act, {PPID})
        checked(session, case, decision, stage)
        prepared = PreparedDecision(
            tenant=case.tenant,
            id=case.id,
            outcome=stage,
            content=content,
            prepared_at=clock.now(),
            prepared_by=current().actor,
        )
        session.merge(prepared)
        audit.record("decision.prepared", case.id, outcome=stage)
