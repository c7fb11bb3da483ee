"""What is proved about the delivery of a written notice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.registry.domain.deliveries import Step
from services.registry.models.deliveries import Delivery

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
    """What is proved about the notice of a case."""
    return Delivered(list(session.scalars(_OF_CASE, {"case_id": case_id})))
