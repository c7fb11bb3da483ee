"""Letters between receipt and decision."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.db import transaction
from chassis.errors import NotFound
from services.registry.models.cases import Case
from services.registry.models.progress import Letter


def letters(case_id: UUID) -> Sequence[Letter]:
    """What the office wrote to the applicant about a case before deciding it, the oldest first.

    Raises:
        NotFound: this office has no such case.
    """
    with transaction() as session:
        if session.scalar(select(Case.id).where(Case.id == case_id)) is None:
            raise NotFound
        return session.scalars(select(Letter).where(Letter.case_id == case_id).order_by(Letter.version)).all()
