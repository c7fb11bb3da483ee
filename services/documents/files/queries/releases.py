"""What was given to whom."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import this_office
from services.documents.files.models.files import Document
from services.documents.files.models.releases import Release
from services.documents.files.queries.files import NotReady, stored
from services.documents.gate.models.clearances import Clearance
from services.documents.gate.models.copies import Copy
from services.documents.retention.models.disposals import Disposal


def released(document_id: UUID, request_id: UUID) -> Document:
    """What is given of one file, as the applicant of a request may read it.

    Raises:
        NotFound: this office has no such file, or no decision gave it to that request.
        NotReady, Damaged: see `files.stored`; what may not be given is not ready.
    """
    with transaction() as session:
        if session.get(Release, (current().tenant, request_id, document_id)) is None:
            raise NotFound
    found = stored(document_id)
    if found.given_as is None or not found.cleared:
        raise NotReady("Berkas ini belum dapat diunduh: kantor masih menyiapkannya.")
    return stored(found.given_as.id)


def issued(sha256: str) -> dict[str, Any]:
    """The file with this digest that was given to somebody, or the certificate of a disposal, as anybody may see it.

    Raises:
        NotFound: this office gave nobody such a file.
    """
    # What is given is a release copy, whose original the decision names, or the named file itself.
    of_original = (Copy.tenant == Document.tenant) & (Copy.document_id == Document.id) & Copy.redaction_id.is_(None)
    named = func.coalesce(Copy.original_id, Document.id)
    given = (
        select(Document.sha256, Document.media_type, Document.size, Release.released_at)
        .outerjoin(Copy, of_original)
        .join(Release, (Release.tenant == Document.tenant) & (Release.document_id == named))
        .join(Clearance, (Clearance.tenant == Document.tenant) & (Clearance.document_id == Document.id))
        .where(Document.sha256 == sha256, Clearance.cleared_at.is_not(None))
        .order_by(Release.released_at)
    )
    certified = select(
        Disposal.certificate_sha256.label("sha256"),
        literal("application/pdf").label("media_type"),
        Disposal.certificate_size.label("size"),
        Disposal.done_at.label("released_at"),
    ).where(Disposal.certificate_sha256 == sha256)
    with transaction() as session:
        found = session.execute(given.limit(1)).one_or_none() or session.execute(certified).one_or_none()
    if found is None:
        raise NotFound
    return {**found._mapping, "office": this_office().name}
