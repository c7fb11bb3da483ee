"""An office moves in with its list: all rows of a sheet become drafts in one transaction, or none does."""

import hashlib
from dataclasses import asdict
from uuid import uuid4

from sqlalchemy import insert

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Fault, Invalid
from chassis.offices import today
from services.registry.commands import spreadsheets
from services.registry.domain.dip import Act, State, next_state
from services.registry.domain.importing import Report, read
from services.registry.models.dip import Item

MOST_TOLD = 200  # faults that an answer lists; whoever has more begins with these


def look(content: bytes) -> Report:
    """What an import would do, changing nothing.

    Raises:
        NotThisSheet: see `domain.importing`.
    """
    return read(spreadsheets.cells(content), today())


def take(content: bytes) -> Report:
    """Add every row as a draft, in one transaction.

    Raises:
        NotThisSheet, Forbidden: see the domain. Invalid: some row is wrong, and nothing was added.
    """
    next_state(State.DRAFT, Act.EDIT, current().roles)
    report = look(content)
    if report.faults:
        told = [Fault(f"/rows/{fault.row}", f"{fault.column}: {fault.detail}") for fault in report.faults[:MOST_TOLD]]
        raise Invalid("Tidak ada yang diimpor. Perbaiki baris yang salah, lalu impor lagi.", faults=told)
    moment, tenant = clock.now(), current().tenant
    drafts = [
        asdict(entry)
        | {"tenant": tenant, "id": uuid4(), "state": State.DRAFT, "published": 0, "changed_at": moment, "version": 1}
        for entry in report.entries
    ]
    with transaction() as session:
        session.execute(insert(Item), drafts)
        audit.record("dip.imported", uuid4(), rows=len(drafts), sha256=hashlib.sha256(content).hexdigest())
    return report
