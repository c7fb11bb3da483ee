"""What an office knows of the cases of the offices below it that are due soon or overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from chassis.db import transaction
from chassis.offices import today
from services.registry.cases.domain.terms import calendar
from services.registry.oversight.models import WatchedCase


@dataclass(frozen=True, slots=True)
class Line:
    """A case of an office below, and by how many working days it is late today; negative before its due day."""

    watched: WatchedCase
    late_by: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of them, the most overdue first; `told_at` is when an office below last told of a change."""

    items: Sequence[Line]
    total: int
    told_at: datetime | None


def watched(page: int, size: int) -> Page:
    """Return the cases that the offices below have let come near their due day or past it."""
    on, found = today(), select(WatchedCase).where(WatchedCase.open)
    with transaction() as session:
        total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
        rows = session.scalars(
            found.order_by(WatchedCase.due_on, WatchedCase.id).limit(size).offset((page - 1) * size)
        ).all()
        told_at = session.scalar(select(func.max(WatchedCase.told_at)))
    return Page([Line(row, -calendar().working_days_between(on, row.due_on)) for row in rows], total, told_at)
