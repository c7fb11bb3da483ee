"""What officers noted about a request that seems not to be made in earnest, for the office's own staff."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.service import runtime
from services.intake.models.indications import EVIDENCE, REMOVAL, Indication
from services.intake.models.requests import InformationRequest
from statute.indications import indications


@dataclass(frozen=True, slots=True)
class Noted:
    """An indication with its words opened; `removal` says why it was taken back."""

    indication: Indication
    wording: str
    evidence: str
    removal: str | None


def noted(request_id: UUID) -> list[Noted]:
    """Return the indications of a request, oldest first, those taken back among them; to read them leaves an audit
    entry.

    Raises:
        NotFound: this office has no such request.
    """
    sealer, wordings = runtime().sealer, indications().grounds
    with transaction() as session:
        if session.get(InformationRequest, (current().tenant, request_id)) is None:
            raise NotFound
        found = select(Indication).where(Indication.request_id == request_id).order_by(Indication.at)
        kept = session.scalars(found).all()
        if kept:
            audit.record("request.indications_read", request_id)
    return [
        Noted(
            indication=one,
            wording=wordings[one.ground],
            evidence=sealer.open(one.evidence_sealed, EVIDENCE),
            removal=sealer.open(one.removal_sealed, REMOVAL) if one.removal_sealed else None,
        )
        for one in kept
    ]
