"""Looking at a stored file before it may be given, letting a finding of it stay, and taking that back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.orm import aliased

from chassis import audit, clock, errands
from chassis.context import current
from chassis.db import say, transaction
from chassis.errands import Errand
from chassis.errors import Changed, Conflict, NotFound
from chassis.log import get_logger
from services.documents.commands import looking, telling
from services.documents.domain import gate
from services.documents.domain.gate import Person, Standing
from services.documents.domain.redactions import REPLACING, Stage, replaces
from services.documents.models.clearances import Acceptance, Clearance
from services.documents.models.files import Document
from services.documents.models.redactions import RedactedCopy, Redaction
from services.documents.models.releases import Release
from services.documents.queries import blackening

log = get_logger()
MOST_TRIES = 4  # to read one file: what comes to no end in any of them is held back for a person
# A proposal and a file of the same bytes that arrives at that instant would each not see the other.
_ALONE = "select pg_advisory_xact_lock(hashtext('given ' || %(request)s))"


class NotLookedAt(Conflict):
    """The checker has not said yet what is in the file."""

    code = "not-checked"


def look(errand: Errand, document: Document) -> None:
    """Have the checker read a stored file, keep what it found, and clear the file where that is nothing.

    Of a file that is read once more whatever was let stay is judged anew; what was given stays given.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    sha256, findings = looking.found(document, last=errand.attempts >= MOST_TRIES)
    with transaction() as session:
        _alone(document.request_id)
        locked = _locked(document.id)
        session.execute(delete(Acceptance).where(Acceptance.document_id == document.id))
        read = Clearance(
            document_id=document.id,
            sha256=sha256,
            storage_version=str(document.storage_version),
            checker=gate.CHECKER,
            findings=[finding.told() for finding in findings],
            blackened=blackening.grounds_in(locked),
            checked_at=clock.now(),
        )
        clearance = session.merge(read)
        errands.settle(errand)
        kinds = sorted({finding.kind for finding in findings})
        audit.record("document.looked_at", document.id, sha256=sha256, checker=gate.CHECKER, findings=kinds)
        _settle(locked, clearance, ())


def accept(document_id: UUID, said: gate.Acceptance) -> None:
    """Let a finding of a file stay; the file is cleared with the last one.

    Raises:
        NotFound: this office has no such file. NotLookedAt: it is too early. Conflict: it was accepted before.
        Changed: the file was read again since its findings were seen.
        Forbidden, OwnFile, Invalid: see `gate.check_acceptance`.
    """
    with transaction() as session:
        document = _locked(document_id)
        clearance = session.get(Clearance, (document.tenant, document_id))
        if clearance is None:
            raise NotLookedAt("Berkas ini masih diperiksa. Coba lagi sebentar lagi.")
        if said.checked_at != clearance.checked_at:
            raise Changed("Berkas ini diperiksa ulang sejak Anda membukanya; nomor temuannya dapat berubah.")
        findings = clearance.found
        person = Person(current().actor, current().roles)
        gate.check_acceptance(findings, said, person, document.brought_by)
        if said.finding in {one.finding for one in clearance.acceptances}:
            raise Conflict("Temuan ini sudah diterima.")
        accepted = Acceptance(
            document_id=document_id,
            finding=said.finding,
            reason=said.reason,
            words=said.words,
            brought_by=document.brought_by,
            accepted_by=current().actor,
            accepter=current().name or None,
            accepted_at=clock.now(),
        )
        session.add(accepted)
        kind = findings[said.finding].kind
        audit.record("finding.accepted", document_id, finding=said.finding, kind=kind, reason=said.reason)
        _settle(document, clearance, (*(one.finding for one in clearance.acceptances), said.finding))


def take_back(document_id: UUID, said: gate.TakingBack) -> None:
    """Take back that a finding of a file may stay; the file may not be given until it is judged anew.

    Raises:
        NotFound: this office has no such file. Changed: it was taken back, or the file was read again, meanwhile.
        Forbidden, Given: see `gate.check_taking_back`.
    """
    with transaction() as session:
        document = _locked(document_id)
        clearance = session.get(Clearance, (document.tenant, document_id))
        given = clearance is not None and _standing(document, clearance, ()).given
        gate.check_taking_back(Person(current().actor, current().roles), given=given)
        meant = session.get(Acceptance, (document.tenant, document_id, said.finding))
        if clearance is None or meant is None or meant.accepted_at != said.accepted_at:
            raise Changed("Pernyataan ini sudah ditarik, atau berkasnya diperiksa ulang, sejak Anda membukanya.")
        session.delete(meant)
        kind = clearance.found[said.finding].kind
        about = {"finding": said.finding, "kind": kind, "reason": meant.reason, "accepted_by": meant.accepted_by}
        audit.record("finding.taken_back", document_id, **about)
        _settle(document, clearance, [one.finding for one in clearance.acceptances if one is not meant])


def forget(document: Document) -> None:
    """Delete what was found in a file that is destroyed, and why it might stay, in the running transaction.

    That the file was cleared is kept: whoever holds it can still learn that it is genuine.
    """
    with transaction() as session:
        session.execute(delete(Acceptance).where(Acceptance.document_id == document.id))
        session.execute(update(Clearance).where(Clearance.document_id == document.id).values(findings=[]))


def second(looked_at: Document) -> None:
    """Note that a second person approved the bytes of a blackened copy: it may go on to whoever gives it."""
    with transaction() as session:
        _alone(looked_at.request_id)
        document = _locked(looked_at.id)
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
                _settle(document, clearance, [one.finding for one in clearance.acceptances])


def _same_bytes(other: type[Document]) -> ColumnElement[bool]:
    return and_(Document.request_id == other.request_id, Document.sha256 == other.sha256)


def _settle(document: Document, clearance: Clearance, accepted: Sequence[int]) -> None:
    """Clear a file that may be given now; take that back where a copy replaces it or a PPID did. Others hear of it."""
    standing = _standing(document, clearance, accepted)
    releasable = gate.releasable(standing)
    if releasable == (clearance.cleared_at is not None):
        return
    clearance.cleared_at = clock.now() if releasable else None
    if releasable:
        audit.record("document.cleared", document.id, sha256=document.sha256, checker=clearance.checker)
        telling.cleared(document, clearance.sha256, clearance.blackened)
    elif standing.replaced:
        audit.record("document.replaced", document.id)
        telling.replaced(document)
    else:
        audit.record("document.suspended", document.id)
        telling.suspended(document)


def _standing(document: Document, clearance: Clearance, accepted: Sequence[int]) -> Standing:
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


def _locked(document_id: UUID) -> Document:
    with transaction() as session:
        found = session.scalar(select(Document).where(Document.id == document_id).with_for_update())
    if found is None:
        raise NotFound
    return found
