"""Giving files to applicants."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from contracts.objections import ObjectionFulfilled
from contracts.requests import RequestDecided
from services.documents.commands import holding
from services.documents.models.releases import Release


def release(said: RequestDecided | ObjectionFulfilled, at: datetime) -> None:
    """Give the files that a decision, or the answer to an objection, names to the applicant of the request."""
    holding.ended(said.request_id, at)
    with transaction() as session:
        for document_id in said.documents:
            values = {"request_id": said.request_id, "document_id": document_id, "released_at": at}
            session.execute(insert(Release).values(tenant=current().tenant, **values).on_conflict_do_nothing())
            audit.record("document.released", document_id, request=said.request_id)
