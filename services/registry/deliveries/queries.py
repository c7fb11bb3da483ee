"""What is proved about the delivery of a written notice, and of other letters."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.registry.deliveries.domain import Step
from services.registry.deliveries.models import Arrival, Delivery

_OF_CASE = select(Delivery).where(Delivery.case_id == bindparam("case_id")).order_by(Delivery.version)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The proofs of a notice, oldest first, and when it was received, as far as that is proved."""

    proofs: list[Delivery]

    @property
    def received_at(self) -> datetime | None:
        """When the applicant got it; the proof recorded last counts."""
        return next((proof.at for proof in reversed(self.proofs) if proof.step == Step.RECEIVED), None)


def of_case(session: Session, case_id: UUID) -> Delivered:
    """Return what is proved about the notice of a case."""
    return Delivered(list(session.scalars(_OF_CASE, {"case_id": case_id})))


def of_letters(session: Session, case_id: UUID) -> dict[UUID, list[Arrival]]:
    """Return the proofs of the letters before the decision of a case, by letter, oldest first."""
    told: defaultdict[UUID, list[Arrival]] = defaultdict(list)
    found = select(Arrival).where(Arrival.case_id == case_id, Arrival.letter_id.is_not(None))
    for one in session.scalars(found.order_by(Arrival.recorded_at)):
        if one.letter_id:
            told[one.letter_id].append(one)
    return told


def of_reply(session: Session, objection_id: UUID) -> list[Arrival]:
    """Return the proofs of the answer to an objection, oldest first."""
    found = select(Arrival).where(Arrival.objection_id == objection_id)
    return list(session.scalars(found.order_by(Arrival.recorded_at)))


def received(proofs: Sequence[Arrival]) -> datetime | None:
    """When a letter was received, as far as that is proved; the proof recorded last counts."""
    return next((proof.at for proof in reversed(proofs) if proof.step == Step.RECEIVED), None)
