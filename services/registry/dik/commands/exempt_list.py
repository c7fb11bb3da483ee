"""Every office's registry keeps the national exempt list, and the clock looks at it: what ends, what will end."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, clock
from chassis.context import Context, current
from chassis.db import platform_transaction, transaction
from chassis.offices import in_office
from chassis.rounds import apart
from chassis.service import Runtime, Tick
from contracts.envelope import Envelope
from contracts.exemptions import ExemptInformationListed
from services.registry.dik.commands import consequence_tests
from services.registry.dik.domain import AHEAD, SYSTEM, State
from services.registry.dik.models import ExemptEntry
from services.registry.dip.domain.entries import State as ListState
from services.registry.dip.models import Item

EVERY = 3600  # seconds
OPENED = frozenset({State.EXPIRED, State.WITHDRAWN, State.OPENED})
SELF = "service:registry"


def keep(message: Envelope[ExemptInformationListed]) -> None:
    """Take over what the deciding office says of an entry, unless what is here is newer or another office's."""
    said = message.data
    values: dict[str, Any] = {name: getattr(said, name) for name in said.__dataclass_fields__ if name != "entry_id"}
    values |= {"decided_by": message.tenant, "version": message.aggregate_version}
    statement = insert(ExemptEntry).values(id=said.entry_id, **values)
    with transaction() as session:
        kept = session.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_=values,
                where=(ExemptEntry.version < message.aggregate_version) & (ExemptEntry.decided_by == message.tenant),
            ).returning(ExemptEntry.id)
        ).first()
    if kept and said.state in OPENED:
        key, facts = uuid5(said.entry_id, "dip"), {"entry": said.entry_id, "state": said.state}
        in_office(said.proposer, lambda: draft(key, said.information, said.decree_on, message.time, **facts))


def watch(runtime: Runtime) -> None:
    """Look at every exemption that ends soon or has ended, each in the name of the office that decided it."""
    soon = clock.now().date() + AHEAD
    with platform_transaction() as session:
        ending = session.execute(
            select(ExemptEntry.id, ExemptEntry.decided_by).where(
                ExemptEntry.state == State.IN_FORCE, ExemptEntry.ends_on <= soon
            )
        ).all()
    with apart(runtime, lambda code: Context(code, SELF, frozenset({SYSTEM}))) as visit:
        for entry_id, decided_by in ending:
            with visit(decided_by):
                consequence_tests.watch(entry_id)


def draft(key: UUID, information: str, made_on: date, at: datetime, **facts: object) -> None:
    """Draft for the public list what is no longer exempt, in the office in force, which holds it."""
    item = {
        **_columns(information, made_on),
        "id": key,
        "state": ListState.DRAFT,
        "published": 0,
        "changed_at": at,
        "version": 1,
    }
    with transaction() as session:
        added = session.execute(
            insert(Item).values(tenant=current().tenant, **item).on_conflict_do_nothing().returning(Item.id)
        ).first()
        if added:
            audit.record("dip.opened", key, **facts)


def _columns(information: str, made_on: date) -> dict[str, Any]:
    """Return the columns that are known; the office completes the others before it publishes."""
    unknown = "(lengkapi)"
    return {
        "summary": information[:1000], "kind": "standing", "unit": unknown, "responsible": unknown,
        "made_on": made_on, "made_in": unknown, "form": "softcopy", "retention": unknown,
    }  # fmt: skip


TICK = Tick("exempt list", EVERY, watch)
