"""What is no longer exempt belongs into the public list."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis import audit
from chassis.context import current
from chassis.db import transaction
from services.registry.dip.domain.entries import State as ListState
from services.registry.dip.models import Item


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
