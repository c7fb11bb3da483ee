"""Noting what an office did about findings in a file that was given, until a newer checker finds something else."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload, selectinload

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, NotFound
from services.documents.domain import gate, late_findings
from services.documents.domain.gate import Person
from services.documents.models.clearances import FollowUp
from services.documents.models.files import Document


def note(document_id: UUID, said: late_findings.FollowUp) -> None:
    """Note what was done about the findings of a file that was given: it leaves the list of late findings.

    Raises:
        NotFound: this office has no such file. Changed: the file was read again since its findings were seen.
        Forbidden, NothingToFollowUp: see `late_findings.check_follow_up`.
    """
    known = (joinedload(Document.clearance), selectinload(Document.releases), selectinload(Document.follow_ups))
    file = select(Document).where(Document.id == document_id).options(*known).with_for_update(of=Document)
    with transaction() as session:
        document = session.scalar(file)
        if document is None:
            raise NotFound
        clearance = document.clearance
        found = clearance.found if clearance else []
        left = gate.open_findings(found, [one.finding for one in clearance.acceptances] if clearance else [])
        noted = any(one.reopened_at is None for one in document.follow_ups)
        person = Person(current().actor, current().roles)
        late_findings.check_follow_up(person, given=document.given, left=len(left), noted=noted)
        if clearance is None or said.checked_at != clearance.checked_at:
            raise Changed("Berkas ini diperiksa ulang sejak Anda membukanya; lihat dahulu temuannya.")
        by = {"noted_by": current().actor, "noter": current().name or None, "noted_at": clock.now()}
        session.add(FollowUp(document_id=document_id, words=said.words, **by))
        kinds = sorted({found[place].kind for place in left})
        audit.record("findings.followed_up", document_id, findings=kinds, checker=clearance.checker)


def reopen(document: Document) -> bool:
    """Say in the running transaction that something else was found since: what was noted before does not cover it.

    Returns:
        Whether anything was noted that stood until now.
    """
    standing = (FollowUp.document_id == document.id, FollowUp.reopened_at.is_(None))
    with transaction() as session:
        stood = update(FollowUp).where(*standing).values(reopened_at=clock.now()).returning(FollowUp.noted_at)
        return session.scalars(stood).first() is not None


def forget(document: Document) -> None:
    """Delete what was noted of a file that is destroyed, in the running transaction; the record says that it was."""
    with transaction() as session:
        session.execute(delete(FollowUp).where(FollowUp.document_id == document.id))
