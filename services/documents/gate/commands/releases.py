"""Giving files to applicants."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from contracts.objections import ObjectionFulfilled
from contracts.requests import RequestDecided
from services.documents.files.models.files import Document
from services.documents.files.models.releases import Release
from services.documents.files.queries.files import LOOKED_AT
from services.documents.files.steps.files import locked
from services.documents.gate.domain import findings
from services.documents.gate.steps import settle
from services.documents.retention.steps import holds


def release(said: RequestDecided | ObjectionFulfilled, at: datetime) -> None:
    """Give the files that a decision, or the answer to an objection, names to the applicant of the request."""
    holds.ended(said.request_id, at)
    with transaction() as session:
        for document_id in said.documents:
            found = session.scalars(select(Document).where(Document.id == document_id).options(*LOOKED_AT)).one()
            accepted = found.looked_at and found.looked_at.acceptances
            seconded = found.copy is not None or found.original_at is not None or bool(accepted)
            one_person = findings.alone(current().actor, found.brought_by, seconded=seconded)
            values = {"request_id": said.request_id, "document_id": document_id, "released_at": at}
            session.execute(insert(Release).values(tenant=current().tenant, **values).on_conflict_do_nothing())
            audit.record("document.released", document_id, request=said.request_id, one_person=one_person)
            settle(locked(document_id))
