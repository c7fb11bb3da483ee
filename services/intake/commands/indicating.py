"""An officer notes that a request seems not to be made in earnest, with evidence; it decides nothing.

The register, where requests are decided, never learns of it: no refusal can follow from it by itself.
"""

from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, NotFound
from chassis.service import runtime
from services.intake.models.indications import EVIDENCE, REMOVAL, Indication
from services.intake.models.requests import InformationRequest


def indicate(request_id: UUID, ground: str, evidence: str) -> UUID:
    """Note an indication (PerKI 1/2013 ps. 4(3)) on the record.

    Args:
        request_id: the request. ground: the letter of the article. evidence: what was seen, in the officer's words.

    Returns:
        Under which id it stands.

    Raises:
        NotFound: this office has no such request.
    """
    noted = Indication(
        id=uuid4(),
        request_id=request_id,
        ground=ground,
        evidence_sealed=runtime().sealer.seal(evidence, EVIDENCE),
        at=clock.now(),
        by=current().actor,
    )
    with transaction() as session:
        if session.get(InformationRequest, (current().tenant, request_id)) is None:
            raise NotFound
        session.add(noted)
        audit.record("request.indicated", request_id, indication=noted.id, ground=ground)
    return noted.id


def remove(request_id: UUID, indication_id: UUID, because: str) -> None:
    """Take an indication back, with a reason; that it was there stays on the record.

    Raises:
        NotFound: this request has no such indication. Conflict: it was taken back already.
    """
    with transaction() as session:
        found = select(Indication).where(Indication.id == indication_id, Indication.request_id == request_id)
        noted = session.scalar(found.with_for_update())
        if noted is None:
            raise NotFound
        if noted.removed_at is not None:
            raise Conflict("Indikasi ini sudah dicabut.")
        noted.removed_at, noted.removed_by = clock.now(), current().actor
        noted.removal_sealed = runtime().sealer.seal(because, REMOVAL)
        audit.record("request.indication_removed", request_id, indication=noted.id)
