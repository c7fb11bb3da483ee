"""A decree on days off changed: count the open cases of an office anew, or only say how many would move.

The rule version of the day of receipt stays; only the calendar is another one. What is decided keeps its dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis import audit, outbox
from chassis.context import current
from chassis.db import pipelined, transaction
from chassis.service import runtime
from services.registry.commands.progressing import rescheduled
from services.registry.domain import terms
from services.registry.domain.cases import OPEN
from services.registry.models.cases import Case
from statute.regimes import Regime

AT_ONCE = 500  # cases of one commit, so that no office waits long for a row


@dataclass(frozen=True, slots=True)
class Moved:
    """How many open cases an office has, and how many of them a recount moves."""

    open: int
    moved: int


def preview() -> Moved:
    """Say how many open cases of the office in force would move; nothing changes."""
    counted = moved = 0
    with transaction() as session:
        for case in session.scalars(select(Case).where(Case.stage.in_(OPEN)).execution_options(yield_per=AT_ONCE)):
            counted += 1
            moved += _dates(case) != (case.due_on, case.extended_due_on)
    return Moved(counted, moved)


def recompute() -> Moved:
    """Count the open cases of the office in force anew; each that moves is recorded and told.

    Run again it moves nothing, so a recount that was broken off is simply started once more.
    """
    with transaction() as session:
        ids = session.scalars(select(Case.id).where(Case.stage.in_(OPEN)).order_by(Case.id)).all()
    batches = (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
    return Moved(len(ids), sum(map(_recount, batches)))


def _recount(ids: Sequence[UUID]) -> int:
    """Count some cases anew in one commit."""
    with transaction() as session:
        found = select(Case).where(Case.id.in_(ids), Case.stage.in_(OPEN)).order_by(Case.id).with_for_update()
        moved = [(case, before) for case in session.scalars(found).all() if (before := case.due_on) and _move(case)]
        session.flush()
        with pipelined():
            for case, before in moved:
                audit.record("case.recomputed", case.id, before=before, due_on=case.due_on)
                outbox.publish(rescheduled(case, "calendar"), version=case.version)
    return len(moved)


def _move(case: Case) -> bool:
    dates = _dates(case)
    if dates == (case.due_on, case.extended_due_on):
        return False
    case.due_on, case.extended_due_on = dates
    case.version += 1
    return True


def _dates(case: Case) -> tuple[date, date]:
    zone = runtime().directory.by_code(current().tenant).time_zone
    counted = terms.clock_of_day(terms.day_in(case.received_at, zone), zone, Regime(case.regime))
    return counted.due_on, counted.extended_due_on
