"""Letters between receipt and decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.deliveries.models import Arrival
from services.registry.deliveries.queries import of_letters


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, and what is proved about its way to the applicant."""

    letter: Letter
    proofs: Sequence[Arrival]


def letters(case_id: UUID) -> Sequence[Written]:
    """Return what the office wrote to the applicant about a case before deciding it, the oldest first.

    Raises:
        NotFound: this office has no such case.
    """
    with transaction() as session:
        if session.scalar(select(Case.id).where(Case.id == case_id)) is None:
            raise NotFound
        found = session.scalars(select(Letter).where(Letter.case_id == case_id).order_by(Letter.version)).all()
        proofs = of_letters(session, case_id)
    return [Written(letter, proofs.get(letter.id, ())) for letter in found]


def letter(case_id: UUID, letter_id: UUID) -> tuple[Case, Letter]:
    """One of these letters, with its case.

    Raises:
        NotFound: this office wrote no such letter about this case.
    """
    with transaction() as session:
        found = session.get(Letter, (current().tenant, letter_id))
        if found is None or found.case_id != case_id:
            raise NotFound
        return session.get_one(Case, (current().tenant, case_id)), found
