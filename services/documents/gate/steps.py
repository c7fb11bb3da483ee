"""Where a file stands, settled within the transaction of whatever changes it; others hear of each change."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from chassis import audit, clock
from chassis.context import current
from chassis.db import say, transaction
from contracts.standing import MAY_BE_GIVEN, FileStanding
from services.documents.files.domain.files import State
from services.documents.files.models.files import Document
from services.documents.files.models.releases import Release
from services.documents.files.queries.files import GIVEN_AS
from services.documents.files.steps import telling
from services.documents.files.steps.files import locked
from services.documents.gate.domain import findings
from services.documents.gate.domain.standing import Facts, standing
from services.documents.gate.models.clearances import Clearance
from services.documents.gate.models.copies import Copy
from services.documents.redaction.domain.redactions import REPLACING, Stage, replaces
from services.documents.redaction.models import Redaction

# A proposal and a file of the same bytes that arrives at that instant would each not see the other.
_ALONE = "select pg_advisory_xact_lock(hashtext('given ' || %(request)s))"
_STILL = frozenset({FileStanding.DAMAGED, FileStanding.DESTROYED})  # what was given before was given all the same


def settle(document: Document) -> None:
    """Say anew where a file stands, whose row is held."""
    with transaction() as session:
        session.flush()
        copied = session.get(Copy, (document.tenant, document.id))
        given = given_of(document)
        clearance = session.get(Clearance, (document.tenant, given.id), populate_existing=True) if given else None
        stands = standing(_facts(document, copied, given, clearance))
        if clearance and stands in MAY_BE_GIVEN:
            clearance.cleared_at = clearance.cleared_at or clock.now()
        elif clearance and stands not in _STILL:
            clearance.cleared_at = None
        if document.standing == stands:
            return
        document.standing = stands
        sha256 = given.sha256 if given and stands in MAY_BE_GIVEN else None
        audit.record("document.stands", document.id, standing=stands, sha256=sha256)
        if document.stored_at and (copied is None or copied.approved_at):  # before, nobody has heard of it
            telling.standing(document, given, clearance.blackened if clearance else ())


def settle_by_id(document_id: UUID) -> None:
    """Say anew where a file stands; of a release copy, where its original does."""
    with transaction() as session:
        copied = session.get(Copy, (current().tenant, document_id))
    settle(locked(copied.original_id if copied and copied.redaction_id is None else document_id))


def second(looked_at: Document) -> None:
    """Note that a second person approved the bytes of a redacted copy: it may go on to whoever gives it."""
    with transaction() as session:
        alone(looked_at.request_id)
        document = locked(looked_at.id)
        copied = session.get_one(Copy, (document.tenant, document.id))
        copied.approved_sha256, copied.approved_at = looked_at.sha256, clock.now()
        session.flush()
        telling.stored(document)
    look_again(document.id)


def look_again(document_id: UUID) -> None:
    """Say anew where a file stands: a copy of it, or it as one, was proposed, approved or returned.

    The same bytes that were attached to the same request once more go with it.
    """
    it = aliased(Document)
    same = select(Document).join(it, _same_bytes(it)).where(it.id == document_id).order_by(Document.id)
    with transaction() as session:
        session.flush()
        alone(session.get_one(Document, (current().tenant, document_id)).request_id)
        for document in session.scalars(same.with_for_update(of=Document)).all():
            settle(document)


def alone(request_id: UUID) -> None:
    """Wait until nobody else says which files of a request may be given, before the first of their rows is locked."""
    say(_ALONE, {"request": str(request_id)})


def given_of(document: Document) -> Document | None:
    """The file whose bytes are given of a file (`Document.given_as`), as everything stands now."""
    key = document.tenant, document.id
    with transaction() as session:
        session.flush()
        return session.get_one(Document, key, options=GIVEN_AS, populate_existing=True).given_as


def _facts(document: Document, copied: Copy | None, given: Document | None, clearance: Clearance | None) -> Facts:
    accepted = [one.finding for one in clearance.acceptances] if clearance else []
    found = clearance.found if clearance else []
    with transaction() as session:
        failed = exists().where(Copy.original_id == document.id, Copy.redaction_id.is_(None), Copy.fault.is_not(None))
        released = session.scalar(select(exists().where(Release.document_id == document.id)))
        uncopyable = session.scalar(select(failed))
    return Facts(
        state=State(document.state),
        damaged=bool(document.fault or (given and given.fault)),
        uncopyable=bool(uncopyable) and document.original_at is None,
        looked_at=document.looked_at is not None,
        must_go=any(not one.reasons for one in found),
        open=len(findings.open_findings(found, accepted)),
        seconded=copied is None or copied.redaction_id is None or copied.approved_sha256 == document.sha256,
        replaced=_is_replaced(document),
        released=bool(released),
        cleared=clearance is not None and clearance.cleared_at is not None,
    )


def _is_replaced(document: Document) -> bool:
    bytes_of_it = (Document.request_id == document.request_id, Document.sha256 == document.sha256)
    replacing = (
        select(Redaction)
        .join(Document, (Document.tenant == Redaction.tenant) & (Document.id == Redaction.document_id))
        .where(*bytes_of_it, Redaction.stage.in_(REPLACING))
    )
    with transaction() as session:
        others = session.scalars(replacing).all()
    return any(replaces(Stage(one.stage), one.decided_at, document.received_at) for one in others)


def _same_bytes(other: type[Document]) -> ColumnElement[bool]:
    return and_(Document.request_id == other.request_id, Document.sha256 == other.sha256)
