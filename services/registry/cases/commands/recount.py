"""A decree on days off changed: count the open cases of an office anew, or only say how many would move.

The rule version of the day of receipt stays; only the calendar is another one. What is decided keeps its dates. Cases
of one day and regime share their dates, so those are counted once and PostgreSQL finds and moves whom they concern.
"""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import rows, transaction
from chassis.offices import this_office
from contracts.cases import CaseRescheduled
from contracts.stages import OPEN
from services.registry.cases.domain import terms
from services.registry.cases.domain.terms import Dates
from services.registry.cases.steps.recount import AT_ONCE, Moved
from statute.regimes import Regime
from statute.settings import CLOSES

_DAY = "(received_at at time zone %(zone)s)::date"
_EVENING = "((received_at at time zone %(zone)s)::time >= %(closes)s)"  # which an office may count from the next day
_FIRST = "first_received_on"  # null but for what another office passed on
_DAYS = f"""
select {_DAY} as received_on, {_EVENING} as evening, {_FIRST} as first_on, regime, complete_from, count(*) as cases
from case_file where stage = any(%(open)s) group by 1, 2, 3, 4, 5
"""  # noqa: S608 - put together from constants
_DATES = tuple(Dates.__dataclass_fields__)
_STANDING, _COUNTED, _MOVING_TO = (
    ", ".join(f"{table}.{name}" for name in _DATES) for table in ("case_file", "counted", "moving")
)
_MOVING = f"""
from case_file join unnest(
        %(days)s::date[], %(evenings)s::boolean[], %(firsts)s::date[], %(regimes)s::text[],
        %(completes)s::date[], {", ".join(f"%({name})s::date[]" for name in _DATES)}
    ) as counted (received_on, evening, first_on, regime, complete_from, {", ".join(_DATES)})
    on counted.received_on = {_DAY} and counted.evening = {_EVENING} and counted.regime = case_file.regime
        and counted.first_on is not distinct from {_FIRST}
        and counted.complete_from is not distinct from case_file.complete_from
where stage = any(%(open)s) and ({_STANDING}) is distinct from ({_COUNTED})
"""
_COUNT = f"select count(*) as moved {_MOVING}"
_MOVE = f"""
with moving as materialized (
    select case_file.id, coalesce(case_file.completeness_due_on, case_file.due_on) as before, {_COUNTED}
    {_MOVING} order by case_file.id limit {AT_ONCE} for update of case_file
)
update case_file set ({", ".join(_DATES)}) = ({_MOVING_TO}), version = version + 1
from moving where case_file.id = moving.id
returning case_file.id, number, regime, version, before, case_file.completeness_due_on is not null as from_repair,
    case_file.complete_from, coalesce(case_file.completeness_due_on, case_file.due_on) as due_on,
    coalesce(case_file.completeness_extended_due_on, case_file.extended_due_on) as extended_due_on
"""  # noqa: S608


def preview() -> Moved:
    """Say how many open cases of the office in force would move; nothing changes."""
    with transaction():
        open_, counted = _counted()
        return Moved(open_, rows(_COUNT, counted)[0]["moved"])


def recompute() -> Moved:
    """Count the open cases of the office in force anew; each that moves is recorded and told.

    Run again it moves nothing, so a recount that was broken off is simply started once more.
    """
    with transaction():
        open_, counted = _counted()
    moved = 0
    while some := _move(counted):
        moved += some
    return Moved(open_, moved)


def _counted() -> tuple[int, dict[str, Any]]:
    """How many cases are open, and what each day of receipt with its regime counts to by the calendar of today."""
    zone = this_office().time_zone
    said = {"zone": zone, "closes": CLOSES, "open": sorted(OPEN)}
    days = rows(_DAYS, said)
    dates = [_dates(day, zone) for day in days]
    counted = {
        "days": [day["received_on"] for day in days],
        "evenings": [day["evening"] for day in days],
        "firsts": [day["first_on"] for day in days],
        "regimes": [day["regime"] for day in days],
        "completes": [day["complete_from"] for day in days],
        **{name: [getattr(one, name) for one in dates] for name in _DATES},
    }
    return sum(day["cases"] for day in days), said | counted


def _dates(day: dict[str, Any], zone: str) -> Dates:
    received_at = datetime.combine(day["received_on"], CLOSES if day["evening"] else time.min, ZoneInfo(zone))
    from_next = terms.from_next(received_at, zone, current().tenant)
    regime, complete_from = Regime(day["regime"]), day["complete_from"]
    return terms.dates_of_days(day["received_on"], day["first_on"], zone, regime, from_next, complete_from)


def _move(counted: dict[str, Any]) -> int:
    """Move some cases that stand on other dates, in one commit."""
    with transaction():
        moved = rows(_MOVE, counted)
        if moved:
            audit.record_all(
                "case.recomputed",
                [(case["id"], {"before": case["before"], "due_on": case["due_on"]}) for case in moved],
            )
            outbox.publish_all([(_rescheduled(case), case["version"]) for case in moved])
    return len(moved)


def _rescheduled(case: dict[str, Any]) -> CaseRescheduled:
    return CaseRescheduled(
        request_id=case["id"],
        number=case["number"],
        cause="calendar",
        regime=case["regime"],
        due_on=case["due_on"],
        extended_due_on=case["extended_due_on"],
        complete_from=case["complete_from"] if case["from_repair"] else None,
        rescheduled_at=clock.now(),
    )
