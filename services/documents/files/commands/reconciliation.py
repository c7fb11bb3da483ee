"""Comparing database and evidence both ways: no row without its version, no version without its row."""

from collections.abc import Iterable

from sqlalchemy import select

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.log import get_logger
from chassis.service import Runtime
from services.documents import storage
from services.documents.files.domain.files import State
from services.documents.files.domain.keeping import Fault, Stray, stray
from services.documents.files.models.files import Document
from services.documents.files.steps import integrity
from services.documents.files.steps.offices import go_round
from services.documents.storage.custody import Custody, Held

log = get_logger()
EVERY = 86_400  # seconds between two rounds


def reconcile(working: Runtime) -> None:
    """Compare what every office's rows say with what lies in its evidence."""
    go_round(working, _reconcile)


def _reconcile() -> None:
    custody, code = storage.here().custody, current().tenant
    rows, held = _rows(), list(custody.versions(code))  # rows first: what is stored meanwhile has no row
    _miss(rows, held)
    _clear(custody, code, rows, held)


def _rows() -> dict[object, Document]:
    with transaction() as session:
        return {row.id: row for row in session.scalars(select(Document))}


def _miss(rows: dict[object, Document], held: Iterable[Held]) -> None:
    there = {(found.id, found.version) for found in held}
    for row in rows.values():
        if row.state == State.STORED and (row.id, row.storage_version) not in there:
            integrity.note(row, Fault.MISSING, clock.now())


def _clear(custody: Custody, code: str, rows: dict[object, Document], held: Iterable[Held]) -> None:
    """Remove a spare version; of one whose file nobody knows, or that is no file of ours, a person decides."""
    for found in held:
        row = rows.get(found.id)
        state, kept = (State(row.state), row.storage_version) if row else (None, None)
        why = stray(found.id, state, kept, found.version, clock.now() - found.since)
        if why is None:
            continue
        spare = row if why is Stray.SPARE else None
        removed = spare is not None and custody.remove_unlocked(code, spare.id, found.version)
        log.error("stray_in_evidence", name=found.name, version=found.version, why=why, removed=removed)
        if spare and removed:
            with transaction():
                audit.record("document.spare_removed", spare.id, version=found.version)
