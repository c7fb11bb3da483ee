"""Letting a finding in what is given of a file stay, and taking that back."""

from uuid import UUID

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Conflict
from contracts.standing import FileStanding
from services.documents.files.models.files import Document
from services.documents.files.steps.files import locked
from services.documents.gate.domain import findings as gate
from services.documents.gate.domain.findings import Person
from services.documents.gate.models.clearances import Acceptance, Clearance
from services.documents.gate.steps import given_of, settle


class NotLookedAt(Conflict):
    """What would be given of the file is not made yet, or nobody looked at it."""

    code = "not-checked"


def accept(document_id: UUID, said: gate.Acceptance) -> None:
    """Let a finding stay; the file may be given with the last one.

    Raises:
        NotFound: this office has no such file. NotLookedAt: it is too early. Conflict: it was accepted before.
        Changed: something else would be given than was seen.
        Forbidden, OwnFile, Invalid: see `gate.check_acceptance`.
    """
    with transaction() as session:
        document = locked(document_id)
        clearance = _clearance(document)
        if clearance is None:
            raise NotLookedAt("Berkas ini masih disiapkan. Coba lagi sebentar lagi.")
        if said.checked_at != clearance.checked_at:
            raise Changed("Berkas ini diperiksa ulang sejak Anda membukanya; nomor temuannya dapat berubah.")
        findings = clearance.found
        gate.check_acceptance(findings, said, Person(current().actor, current().roles), document.brought_by)
        if said.finding in {one.finding for one in clearance.acceptances}:
            raise Conflict("Temuan ini sudah diterima.")
        accepted = Acceptance(
            document_id=clearance.document_id,
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
        settle(document)


def take_back(document_id: UUID, said: gate.TakingBack) -> None:
    """Take back that a finding may stay; the file may not be given until it is judged anew.

    Raises:
        NotFound: this office has no such file. Changed: it was taken back, or the file was read again, meanwhile.
        Forbidden, Given: see `gate.check_taking_back`.
    """
    with transaction() as session:
        document = locked(document_id)
        given = document.standing == FileStanding.GIVEN
        gate.check_taking_back(Person(current().actor, current().roles), given=given)
        clearance = _clearance(document)
        meant = session.get(Acceptance, (document.tenant, clearance.document_id, said.finding)) if clearance else None
        if clearance is None or meant is None or meant.accepted_at != said.accepted_at:
            raise Changed("Pernyataan ini sudah ditarik, atau berkasnya diperiksa ulang, sejak Anda membukanya.")
        session.delete(meant)
        kind = clearance.found[said.finding].kind
        about = {"finding": said.finding, "kind": kind, "reason": meant.reason, "accepted_by": meant.accepted_by}
        audit.record("finding.taken_back", document_id, **about)
        settle(document)


def _clearance(document: Document) -> Clearance | None:
    """What was found in what would be given of a file."""
    given = given_of(document)
    with transaction() as session:
        return session.get(Clearance, (document.tenant, given.id)) if given else None
