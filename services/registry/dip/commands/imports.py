"""An office moves in with its list: all rows of a sheet become drafts in one transaction, or none does."""

import hashlib
from dataclasses import asdict
from uuid import uuid4

from sqlalchemy import insert

from chassis import audit, clock, spreadsheets
from chassis.context import current
from chassis.db import transaction
from chassis.offices import today
from chassis.sheets import Report
from services.registry.dip.domain.entries import Act, Columns, State, next_state
from services.registry.dip.domain.imports import read
from services.registry.dip.models import Item


def look(content: bytes) -> Report[Columns]:
    """Return what an import would do, changing nothing.

    Raises:
        NotThisSheet: see `chassis.sheets`.
    """
    return read(spreadsheets.cells(content), today())


def take(content: bytes) -> Report[Columns]:
    """Add every row as a draft, in one transaction.

    Raises:
        NotThisSheet, Forbidden: see the domain. Invalid: some row is wrong, and nothing was added.
    """
    next_state(State.DRAFT, Act.EDIT, current().roles)
    report = look(content)
    report.refuse()
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
