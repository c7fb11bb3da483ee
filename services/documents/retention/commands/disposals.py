"""Destroying files whose schedule has run out, with a certificate (berita acara pemusnahan); holds win at every step.

A file is first recorded as destroyed, then deleted with all its versions, then settled: what is killed in between goes
on with the next round, and nothing is ever deleted that the record does not know of.
"""

import hashlib
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.log import get_logger
from chassis.offices import today
from chassis.service import Runtime
from services.documents import storage
from services.documents.config import KEEP_SEALS
from services.documents.files.domain.files import State, next_state
from services.documents.files.steps.files import locked
from services.documents.files.steps.offices import go_round
from services.documents.gate.steps import settle
from services.documents.retention import queries
from services.documents.retention.domain import disposal as domain
from services.documents.retention.domain.disposal import Act, NothingDue, Outcome, Stage
from services.documents.retention.models.disposals import Disposal, DisposalFile
from services.documents.retention.steps import erasure, holds

log = get_logger()
EVERY = 21_600  # seconds between two rounds


def propose() -> UUID:
    """Put every file of the office that has outlived its schedule on a list, for a second person to decide.

    Raises:
        NothingDue: there is none.
    """
    with transaction() as session:
        due = queries.due()
        if not due:
            raise NothingDue("Belum ada berkas yang masa simpannya sudah berakhir.")
        proposed = Disposal(
            id=uuid4(),
            stage=Stage.PROPOSED,
            proposed_by=current().actor,
            proposer=current().name,
            proposed_at=clock.now(),
        )
        session.add(proposed)
        session.flush()
        for one in due:
            kept_until = one.document.keep_until or today()
            session.add(
                DisposalFile(
                    disposal_id=proposed.id, document_id=one.document.id, ended_on=one.ended_on, kept_until=kept_until
                )
            )
        audit.record("disposal.proposed", proposed.id, files=len(due))
    return proposed.id


def decide(disposal_id: UUID, act: Act) -> None:
    """Approve or reject a proposal.

    Raises:
        NotFound: this office has no such disposal. NotProposed, Forbidden: see `domain`.
    """
    with transaction() as session:
        found = session.scalar(select(Disposal).where(Disposal.id == disposal_id).with_for_update())
        if found is None:
            raise NotFound
        who = current()
        found.stage = domain.next_stage(Stage(found.stage), act, actor=who.actor, proposed_by=found.proposed_by)
        found.decided_by, found.decider, found.decided_at = who.actor, who.name, clock.now()
        audit.record(f"disposal.{found.stage}", disposal_id)


def carry_out(working: Runtime) -> None:
    """Destroy what was approved in every office, and certify what is done."""
    go_round(working, _carry_out)


def _carry_out() -> None:
    for disposal_id in queries.approved():
        settled = [_settled(file) for file in queries.files_of(disposal_id)]
        if all(settled):
            _certify(disposal_id)


def _settled(file: DisposalFile) -> bool:
    """Destroy a file unless something keeps it; False while its lock lasts."""
    if file.outcome:
        return True
    outcome = _condemned(file)
    gone = [file.document_id, *(one.id for one in queries.copies_of(file.document_id))]
    if outcome is Outcome.DESTROYED and not all(storage.here().custody.destroy(file.tenant, one) for one in gone):
        log.warning("disposal_waits", document=file.document_id)
        return False
    with transaction() as session:
        row = session.get_one(DisposalFile, (file.tenant, file.disposal_id, file.document_id))
        row.outcome, row.settled_at = outcome, clock.now()
        audit.record(f"document.{outcome}", file.document_id, disposal=file.disposal_id)
    return True


def _condemned(file: DisposalFile) -> Outcome:
    """Record that a file is destroyed, before it is; kept, when a hold or a later end of its case says so."""
    with transaction():
        document = locked(file.document_id)
        if document.state == State.STORED:
            if holds.is_held(document.request_id) or document.keep_until != file.kept_until:
                return Outcome.KEPT
            for one in (document, *queries.copies_of(document.id)):
                if one.state == State.STORED:
                    one.state, one.preview = next_state(State.STORED, State.DESTROYED), None
                    erasure.forget(one)
            settle(document)
    return Outcome.DESTROYED


def _certify(disposal_id: UUID) -> None:
    """Lay the certificate into the evidence and close the disposal."""
    at = clock.now().replace(microsecond=0)
    pdf = queries.certificate_of(disposal_id, at)
    storage.here().keep(current().tenant, queries.certificate_name(disposal_id), pdf, at + KEEP_SEALS)
    with transaction() as session:
        done = session.get_one(Disposal, (current().tenant, disposal_id))
        done.stage, done.done_at = Stage.DONE, at
        done.certificate_sha256, done.certificate_size = hashlib.sha256(pdf).hexdigest(), len(pdf)
        audit.record("disposal.done", disposal_id, certificate=done.certificate_sha256)
