"""What was given to whom."""

from uuid import UUID

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from services.documents.models.files import Document
from services.documents.models.releases import Release
from services.documents.queries.files import stored


def released(document_id: UUID, request_id: UUID) -> Document:
    """One file, as the applicant of a request may read it.

    Raises:
        NotFound: this office has no such file, or no decision gave it to that request.
    """
    with transaction() as session:
        if session.get(Release, (current().tenant, request_id, document_id)) is None:
            raise NotFound
    return stored(document_id)
