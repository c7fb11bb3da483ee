"""Giving an original as it is: a PPID's reasoned decision, carried out where nothing is found that must be removed."""

from uuid import UUID

from sqlalchemy import delete

from chassis import audit, clock, confining, errands
from chassis.context import current
from chassis.db import transaction
from chassis.errands import Errand
from contracts.standing import FileStanding
from services.documents.files.models.files import Document
from services.documents.files.queries.files import stored
from services.documents.files.steps.files import locked
from services.documents.gate import steps
from services.documents.gate.domain import findings as gate
from services.documents.gate.domain.findings import Finding, Kind, Person
from services.documents.gate.models.clearances import Acceptance, Clearance
from services.documents.gate.models.copies import Copy
from services.documents.redaction.queries import redacted_files
from services.documents.redaction.queries.redactions import fetched

ORIGINAL = "original"  # the kind of its errand
JOB = "services.documents.copies.accidents"  # what looks for it, in a confined child
SECONDS = 120  # of the checker's own work on one file


def choose(document_id: UUID, words: str) -> None:
    """Have an original given as it is, for a reason that goes on the record; it is looked at first.

    Raises:
        NotFound: this office has no such file. Forbidden, OwnFile, NotChoosable, Invalid: see `gate.check_original`.
    """
    with transaction() as session:
        document = locked(document_id)
        copied = session.get(Copy, (document.tenant, document_id)) is not None
        person = Person(current().actor, current().roles)
        gate.check_original(person, document.brought_by, FileStanding(document.standing), words, is_copy=copied)
        document.original_words, document.original_by = words, current().actor
        document.original_name, document.original_at = current().name or None, clock.now()
        errands.add(document_id, clock.now(), ORIGINAL)
        audit.record("original.chosen", document_id, sha256=document.sha256)
        steps.settle(document)


def give_up(document_id: UUID) -> None:
    """Give the copy after all.

    Raises:
        NotFound: this office has no such file. Forbidden, NotChoosable: see `gate.check_giving_up`.
    """
    with transaction() as session:
        document = locked(document_id)
        chosen = document.original_at is not None
        gate.check_giving_up(Person(current().actor, current().roles), FileStanding(document.standing), chosen=chosen)
        document.original_words = document.original_by = document.original_name = document.original_at = None
        for table in (Acceptance, Clearance):
            session.execute(delete(table).where(table.document_id == document_id))
        audit.record("original.given_up", document_id)
        steps.settle(document)


def look(errand: Errand) -> None:
    """Look in an original for what people leave behind by accident, and for personal data.

    Raises:
        StorageAway, Stalled: nothing is known; try again.
    """
    document = stored(errand.id)
    with fetched(document) as file:
        try:
            found, _ = confining.run(
                JOB, file, cpu_seconds=SECONDS, seconds=2 * SECONDS,
                media_type=document.media_type, name=document.name, names=[],
            )  # fmt: skip
        except confining.Overran:
            found = {"sha256": document.sha256, "findings": [_UNREADABLE.told()]}
    accidents = [Finding.heard(told) for told in found["findings"]]
    _note(errand, found["sha256"], [*accidents, *_in_words(document)])


def _in_words(document: Document) -> list[Finding]:
    """What is personal in the words of a file, as its copy says them; where there is no copy a person reads them."""
    made = document.release_copy.file if document.release_copy else None
    return made.clearance.found if made and made.clearance else [Finding(Kind.UNREAD, "seluruh berkas")]


_UNREADABLE = Finding(Kind.UNREADABLE, "seluruh berkas")


def set_aside(errand: Errand) -> None:
    """Say of an original that no try could read it to its end: its copy is given, or nothing."""
    with transaction() as session:
        sha256 = str(session.get_one(Document, (errand.tenant, errand.id)).sha256)
    _note(errand, sha256, [_UNREADABLE])


def _note(errand: Errand, sha256: str, findings: list[Finding]) -> None:
    findings = gate.limited(findings)
    with transaction() as session:
        document = locked(errand.id)
        errands.settle(errand)
        if document.original_at is None or document.sha256 != sha256:
            return  # given up meanwhile
        clearance = Clearance(
            document_id=document.id,
            sha256=sha256,
            checker=gate.CHECKER,
            findings=[finding.told() for finding in findings],
            blackened=redacted_files.grounds_in(document),
            checked_at=clock.now(),
        )
        session.add(clearance)
        kinds = sorted({finding.kind for finding in findings})
        audit.record("document.looked_at", document.id, sha256=sha256, findings=kinds)
        steps.settle(document)
