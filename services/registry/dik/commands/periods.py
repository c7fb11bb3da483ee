"""The period of an exemption that a single refusal set: warned of and ended like one of the list (R-23)."""

from datetime import timedelta
from uuid import uuid5

from chassis import audit, clock, errands
from chassis.context import Context, current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.log import get_logger
from chassis.offices import today
from chassis.service import Runtime, Tick
from services.registry.cases.domain.terms import calendar
from services.registry.cases.models.cases import Case
from services.registry.dik.domain import SYSTEM, warning_on
from services.registry.dik.steps.opening import draft
from services.registry.dik.steps.periods import KIND, begin
from services.registry.letters.models import Notice

EVERY, AT_ONCE = 3600, 500  # seconds; errands a round
LEASE = timedelta(minutes=2)
log = get_logger()


def look_after(working: Runtime) -> None:
    """Warn of every such period that ends soon and draw up what it opens on the day it ends, in all offices."""
    for errand in errands.claim(working.settings, lease=LEASE, at_most=AT_ONCE, kind=KIND):
        with working.acting(Context(errand.tenant, "service:registry", frozenset({SYSTEM}))):
            try:
                _look(errand)
            except Overtaken as theirs:
                log.warning("period_overtaken", case=errand.id, why=str(theirs))


def _look(errand: Errand) -> None:
    with transaction() as session:
        notice = session.get_one(Notice, (current().tenant, errand.id))
        ends_on, on = notice.opens_on, today()
        if ends_on is None:
            errands.settle(errand)
        elif on < warning_on(ends_on, calendar()):  # a decree on days off may have moved it
            errands.postpone(errand, begin(warning_on(ends_on, calendar())))
        elif on < ends_on:
            audit.record("exemption.ending", notice.id, ends_on=ends_on)
            errands.postpone(errand, begin(ends_on))
        else:
            number = session.get_one(Case, (current().tenant, notice.id)).number
            information = notice.withheld or f"Informasi yang semula ditolak pada permohonan {number} (lengkapi)"
            draft(uuid5(notice.id, "dip"), information, notice.decided_at.date(), clock.now(), case=notice.id)
            audit.record("exemption.ended", notice.id, ended_on=ends_on)
            errands.settle(errand)


TICK = Tick("periods of refusals", EVERY, look_after)
