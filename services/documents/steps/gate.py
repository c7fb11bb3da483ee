"""What the release gate says of a file, settled within the transaction of whatever changes it; others hear of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.orm import aliased

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import say, transaction
from chassis.errands import Errand
from services.documents.domain import gate
from services.documents.domain.gate import Finding, Standing
from services.documents.domain.redactions import REPLACING, Stage, replaces
from services.documents.models.clearances import Acceptance, Clearance
from services.documents.models.files import Document
from services.documents.models.redactions import RedactedCopy, Redaction
from services.documents.models.releases import Release
from services.documents.queries import blackening
from services.documents.steps import looking, telling
from services.documents.steps.files import locked

# A proposal and a file of the same bytes that arrives at that instant would each not see the other.
_ALONE = "select pg_advisory_xact_lock(hashtext('given ' || %(request)s))"


def look(errand: Errand, document: Document) -> None:
    """Have the checker read a stored file, keep what it found, and clear the file where that is nothing.

    Of a file that is read once more whatever was let stay is judged anew; what was given stays given.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    note(errand, document, *looking.found(document))


def note(errand: Errand, document: Document, sha256: str, findings: Sequence[Finding]) -> None:
    """Keep what was found in the bytes with this digest."""
    with transaction() as session:
        _alone(document.request_id)
        row = locked(document.id)
        session.execute(delete(Acceptance).where(Acceptance.document_id == document.id))
        read = Clearance(
            tenant=document.tenant,
            document_id=document.id,
            sha256=sha256,
            storage_version=str(document.storage_version),
            checker=gate.CHECKER,
            findings=[finding.told() for finding in findings],
            blackened=blackening.grounds_in(row),
            checked_at=clock.now(),
        )
        clearance = session.merge(read)
        errands.settle(errand)
        kinds = sorted({finding.kind for finding in findings})
        audit.record("document.looked_at", document.id, sha256=sha256, checker=gate.CHECKER, findings=kinds)
        settle(row, clearance, ())


def second(looked_at: Document) -> None:
    """Note that a second person approved the bytes of a blackened copy: it may go on to whoever gives it."""
    with transaction() as session:
        _alone(looked_at.request_id)
        document = locked(looked_at.id)
        copy = session.get_one(RedactedCopy, (document.tenant, document.id))
        copy.approved_sha256, copy.approved_at = looked_at.sha256, clock.now()
        session.flush()
        telling.stored(document)
    look_again(document.id)


def look_again(document_id: UUID) -> None:
    """Say anew whether a file may be given: a copy of it, or it as one, was proposed, approved or returned.

    The same bytes that were attached to the same request once more go with it.
    """
    it = aliased(Document)
    same = select(Document).join(it, _same_bytes(it)).where(it.id == document_id).order_by(Document.id)
    with transaction() as session:
        session.flush()
        _alone(session.get_one(Document, (current().tenant, document_id)).request_id)
        for document in session.scalars(same.with_for_update(of=Document)).all():
            clearance = session.get(Clearance, (document.tenant, document.id))
            if clearance:
                settle(document, clearance, [one.finding for one in clearance.acceptances])


def _same_bytes(other: type[Document]) -> ColumnElement[bool]:
    return and_(Document.request_id == other.request_id, Document.sha256 == other.sha256)


def settle(document: Document, clearance: Clearance, accepted: Sequence[int]) -> None:
    """Clear a file that may be given now; take that back where a copy replaces it or a PPID did. Others hear of it."""
    stands = standing(document, clearance, accepted)
    releasable = gate.releasable(stands)
    if releasable == (clearance.cleared_at is not None):
        return
    clearance.cleared_at = clock.now() if releasable else None
    if releasable:
        audit.record("document.cleared", document.id, sha256=document.sha256, checker=clearance.checker)
        telling.cleared(document, clearance.sha256, clearance.blackened)
    elif stands.replaced:
        audit.record("document.replaced", document.id)
        telling.replaced(document)
    else:
        audit.record("document.suspended", document.id)
        telling.suspended(document)


def standing(document: Document, clearance: Clearance, accepted: Sequence[int]) -> Standing:
    """What is known about a file that may be given."""
    of_it = (document.tenant, document.id)
    bytes_of_it = (Document.request_id == document.request_id, Document.sha256 == document.sha256)
    replacing = (
        select(Redaction)
        .join(Document, (Document.tenant == Redaction.tenant) & (Document.id == Redaction.document_id))
        .where(*bytes_of_it, Redaction.stage.in_(REPLACING))
    )
    with transaction() as session:
        copy = session.get(RedactedCopy, of_it)
        others = session.scalars(replacing).all()
        given = session.scalar(select(exists().where(Release.document_id == document.id)))
    return Standing(
        sha256=str(document.sha256),
        version=str(document.storage_version),
        checked_sha256=clearance.sha256,
        checked_version=clearance.storage_version,
        findings=clearance.found,
        accepted=accepted,
        is_copy=copy is not None,
        approved_sha256=copy.approved_sha256 if copy else None,
        replaced=any(replaces(Stage(one.stage), one.decided_at, document.received_at) for one in others),
        given=bool(given) and clearance.cleared_at is not None,  # what a decision names too late stays closed
    )


def _alone(request_id: UUID) -> None:
    """Wait until nobody else says which files of a request may be given, before the first of their rows is locked."""
    say(_ALONE, {"request": str(request_id)})
