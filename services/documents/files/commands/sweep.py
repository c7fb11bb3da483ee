"""Keeping quarantine and papers free of what nobody needs."""

from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from chassis import clock
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.config import UPLOAD_WITHIN, Config
from services.documents.disputes.queries import progress
from services.documents.files.domain.files import State, is_orphan
from services.documents.files.models.files import Document
from services.documents.files.steps.offices import apart
from services.documents.papers.models import Paper
from services.documents.storage import Lying, Storage

log = get_logger()


def sweep(working: Runtime) -> None:
    """Remove what no row needs in quarantine and among the papers, and parts of uploads that nobody will end."""
    store = storage.of(Config.of(working.settings))
    given_up = store.file_parts.give_up(older_than=UPLOAD_WITHIN, now=clock.now())
    if given_up:
        log.warning("uploads_given_up", count=given_up)
    with apart(working) as visit:
        for tenant, lying in groupby(store.in_quarantine(), lambda found: found.tenant):
            with visit(tenant):
                _sweep_office(store, list(lying))
        for tenant, lying in groupby(store.among_papers(), lambda found: found.tenant):
            with visit(tenant):
                _sweep_papers(store, list(lying))


def _sweep_office(store: Storage, lying: list[Lying]) -> None:
    states, made = _states(Document, lying), progress.of_use([found.id for found in lying])
    for found in lying:
        if found.id in made:
            if not made[found.id]:
                store.drop(found.tenant, found.id)
        elif is_orphan(states.get(found.id), clock.now() - found.since):
            log.warning("orphan_removed", document=found.id, state=states.get(found.id))
            store.drop(found.tenant, found.id)


def _sweep_papers(store: Storage, lying: list[Lying]) -> None:
    """A paper whose row says that it never came, was refused or is destroyed lies there for nobody, and soon goes."""
    states = _states(Paper, lying)
    for found in lying:
        state = states.get(found.id)
        if state is not State.STORED and is_orphan(state, clock.now() - found.since):
            log.warning("orphan_removed", paper=found.id, state=state)
            store.papers.destroy(found.tenant, found.id)


def _states(table: type[Document] | type[Paper], lying: list[Lying]) -> dict[UUID, State]:
    """Where those of these objects stand that have a row."""
    with transaction() as session:
        rows = session.execute(select(table.id, table.state).where(table.id.in_([found.id for found in lying])))
        return {row.id: State(row.state) for row in rows}
