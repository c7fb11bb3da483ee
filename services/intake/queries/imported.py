"""The rows of an office's old registers, page by page: masked for everybody at the desk, opened on the record."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from chassis import audit
from chassis.db import transaction
from chassis.service import runtime
from services.intake.domain import outcomes
from services.intake.domain.applicant import masked
from services.intake.models.imported import TOLD, ImportedRow
from statute.registers import registers

_PERSONAL = frozenset(column.code for one in registers().values() for column in one.columns if column.personal)


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the columns of the law, days in ISO 8601."""

    id: UUID
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the old register."""

    items: list[Row]
    total: int


def imported(register: str, year: int, page: int, size: int, *, opened: bool) -> Page:
    """Return a page of the rows that an old book says came in a year. Opening them is one entry in the record."""
    kept = ImportedRow
    which = (kept.register == register) & kept.received_on.between(date(year, 1, 1), date(year, 12, 31))
    asked = select(kept).where(which).order_by(kept.received_on, kept.number).limit(size).offset((page - 1) * size)
    with transaction() as session:
        total = session.scalar(select(func.count()).select_from(kept).where(which)) or 0
        found = session.scalars(asked).all()
        if opened and found:
            audit.record("register.opened", uuid4(), register=f"imported_{register}", rows=len(found), year=year)
    sealer = runtime().sealer
    rows = [Row(row.id, sealer.open(row.told_sealed, TOLD)) for row in found]
    return Page(rows if opened else [Row(row.id, _masked(row.told)) for row in rows], total)


def counts(year: int) -> dict[str, Any]:
    """Return what the old registers of a year say, for the annual report: nothing about anybody.

    Requests are grouped by how they ended and on which days; objections and disputes are counted in all (`received`),
    objections by their answer and disputes by what happened to them (`steps`).
    """
    groups = Counter(
        (outcomes.of_request(told), came, told.get("notified_on")) for came, told in _in_year("requests", year)
    )
    objections = [outcomes.of_objection(told) for _, told in _in_year("objections", year)]
    disputes = [list(outcomes.of_dispute(told)) for _, told in _in_year("disputes", year)]
    return {
        "items": [
            {"outcome": ended, "received_on": came, "answered_on": date.fromisoformat(on) if on else None, "many": many}
            for (ended, came, on), many in groups.items()
        ],
        "objections": {"received": len(objections), "by_outcome": Counter(objections)},
        "disputes": {"received": len(disputes), "steps": Counter(step for steps in disputes for step in steps)},
    }


def _in_year(register: str, year: int) -> list[tuple[date, dict[str, str]]]:
    """Return the rows that a book says came in a year, opened to be counted."""
    asked = select(ImportedRow.received_on, ImportedRow.told_sealed).where(
        ImportedRow.register == register, ImportedRow.received_on.between(date(year, 1, 1), date(year, 12, 31))
    )
    with transaction() as session:
        found = session.execute(asked).all()
    return [(received_on, runtime().sealer.open(sealed, TOLD)) for received_on, sealed in found]


def _masked(told: dict[str, str]) -> dict[str, str]:
    """Return the name shortened, of what was asked the first line, and nothing else about the person."""
    shown = {name: said for name, said in told.items() if name not in _PERSONAL}
    if "name" in told:
        shown |= {"name": masked(told["name"]), "information": told["information"].partition("\n")[0]}
    return shown
