"""Every office's registry keeps the national exempt list, and the clock looks at it: what ends, what will end."""

from typing import Any
from uuid import uuid5

from sqlalchemy.dialects.postgresql import insert

from chassis.db import transaction
from chassis.offices import in_office
from contracts.envelope import Envelope
from contracts.exemptions import ExemptInformationListed
from services.registry.dik.domain import State
from services.registry.dik.models import ExemptEntry
from services.registry.dik.steps.opening import draft

OPENED = frozenset({State.EXPIRED, State.WITHDRAWN, State.OPENED})


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
