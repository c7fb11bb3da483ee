"""Which papers go with a request, as `statute.papers` lists them for who asks."""

from sqlalchemy import select

from chassis.db import transaction
from services.intake.domain.applicant import Applicant
from services.intake.models.objections import Objection
from services.intake.models.requests import InformationRequest
from statute.papers import wanted


def wanted_at_once(request: InformationRequest, applicant: Applicant) -> tuple[str, ...]:
    """Return the kinds of papers that go with a request itself, whatever follows it; none of somebody who was
    forgotten.
    """
    return () if request.forgotten_at else wanted(applicant.kind, by_attorney=applicant.attorney is not None)


def wanted_for(request: InformationRequest, applicant: Applicant) -> tuple[str, ...]:
    """Return the kinds of papers that the applicant of a request is to show, that of an objection by attorney among
    them.

    None of somebody who was forgotten: they would be destroyed as they come.
    """
    if request.forgotten_at:
        return ()
    objecting = select(Objection.id).where(Objection.request_id == request.id, Objection.by_attorney)
    with transaction() as session:
        by_attorney = session.scalar(objecting.limit(1)) is not None
    return wanted(applicant.kind, by_attorney=applicant.attorney is not None, objection_by_attorney=by_attorney)
