"""Reading files again once the release gate's rules have grown (`gate.CHECKER`).

What nobody was given yet is not given before; what was given stays given, and whatever is found in it is on its page.
"""

from collections.abc import Sequence
from time import monotonic
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select

from chassis import system
from chassis.confining import Stalled
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.commands import clearing
from services.documents.commands.rounds import apart, turned
from services.documents.domain import gate
from services.documents.domain.files import State
from services.documents.models.clearances import Clearance
from services.documents.models.files import Document
from services.documents.models.releases import Release
from services.documents.storage.faults import StorageAway

log = get_logger()
EVERY = 60  # seconds between two rounds
ROUND = 20.0  # seconds after which a round begins no other file, so that most of the time the machine is for new ones
OF_AN_OFFICE = 5  # files of one office in a round, so that one that has many does not keep back the others
_OFFICES = """
select distinct tenant from clearance join document using (tenant)
 where rules < %s and document.id = document_id and state = %s order by tenant
"""


def reread(working: Runtime) -> None:
    """Take back what older rules cleared and nobody was given, then read files again, each round for a while.

    Files that wait to be given come before those that were. Each round begins with another office, and each file is
    committed by itself, so whatever ends a round, the next one goes on from there.
    """
    codes = _offices(working)
    with apart(working) as visit:
        for code in codes:
            with visit(code):
                for document_id in _cleared_before():
                    clearing.look_again(document_id)
        until = monotonic() + ROUND
        for code in turned(codes, EVERY):
            with visit(code):
                for document in _due():
                    if monotonic() > until or not _read(document):
                        return


def _offices(working: Runtime) -> list[str]:
    """The offices that keep files read by older rules; a visit to each of all would take up the round."""
    with system.connect(working.settings, "tick") as connection:
        return [code for (code,) in connection.execute(_OFFICES, [int(gate.CHECKER), State.STORED])]


def _read(document: Document) -> bool:
    """Read a file again; whether to go on with others."""
    try:
        clearing.look_anew(document)
    except (StorageAway, Stalled) as later:
        log.warning("reread_waits", document=document.id, why=str(later))
        return isinstance(later, StorageAway) and storage.here().custody.answers()  # then it is this file alone
    return True


def _cleared_before() -> Sequence[UUID]:
    given = exists().where(Release.tenant == Document.tenant, Release.document_id == Document.id)
    waiting = select(Document.id).join(Clearance, _outdated()).where(Clearance.cleared_at.is_not(None), ~given)
    with transaction() as session:
        return session.scalars(waiting).all()


def _due() -> Sequence[Document]:
    kept = select(Document).join(Clearance, _outdated()).where(Document.fault.is_(None))
    first = (Clearance.cleared_at.is_not(None), Document.stored_at.desc())
    with transaction() as session:
        return session.scalars(kept.order_by(*first).limit(OF_AN_OFFICE)).all()


def _outdated() -> ColumnElement[bool]:
    same = and_(Clearance.tenant == Document.tenant, Clearance.document_id == Document.id)
    return and_(same, Document.state == State.STORED, Clearance.rules < int(gate.CHECKER))
