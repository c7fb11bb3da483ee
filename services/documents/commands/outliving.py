"""Telling that a request has outlived the schedule of who asked: each service forgets what it keeps of the person."""

from sqlalchemy import select

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.service import runtime
from contracts.documents import MatterOutlived
from services.documents.commands import holding
from services.documents.commands.papers import SCHEDULE
from services.documents.models.holds import Matter
from statute.retention import schedules


def tell_due() -> None:
    """Tell of the requests of the office in force whose schedule has run out and that nothing holds, once for each end.

    A request that ends later once more, as after a late objection, is told of once more.
    """
    today = clock.in_zone(clock.now(), runtime().directory.by_code(current().tenant).time_zone).date()
    untold = select(Matter).where(Matter.told_for.is_distinct_from(Matter.ended_on)).with_for_update()
    with transaction() as session:
        for matter in session.scalars(untold).all():
            if schedules()[SCHEDULE].until(matter.ended_on) < today and not holding.is_held(matter.request_id):
                _tell(matter)


def _tell(matter: Matter) -> None:
    matter.told_for, matter.version = matter.ended_on, matter.version + 1
    audit.record("matter.outlived", matter.request_id, schedule=SCHEDULE, ended_on=matter.ended_on)
    told = MatterOutlived(request_id=matter.request_id, schedule=SCHEDULE, ended_on=matter.ended_on)
    outbox.publish(told, version=matter.version)
