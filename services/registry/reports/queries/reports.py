"""Annual reports: what the registers say about a year, the office's reports, and who below has delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from chassis.context import current
from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.offices import this_office, today
from chassis.service import runtime
from services.registry import asking
from services.registry.dik import queries as dik_queries
from services.registry.dip import queries as dip_queries
from services.registry.reports import domain
from services.registry.reports.domain import Figures, Group
from services.registry.reports.models import AnnualReport, DeliveredReport
from statute import report as law
from statute.deadlines import Term
from statute.escalation import NATIONAL

_REQUESTS = """
select number, stage as outcome, (received_at at time zone %(zone)s)::date as received_on, answered_on,
    coalesce(answer_due_on, binding_on) as due_on
from case_file where received_at >= %(first)s and received_at < %(last)s order by received_at, number
"""
_HAD_CASES = """
select exists (select from case_file where received_at >= %(first)s and received_at < %(last)s) as cases
"""
_REASONS = """
select coalesce(n.exemption, n.outcome) as reason, count(*) as many
from written_notice n join case_file c on (c.tenant, c.id) = (n.tenant, n.id)
where c.received_at >= %(first)s and c.received_at < %(last)s
    and (n.exemption is not null or n.outcome in ('not_held', 'not_documented')) group by 1
"""
_OBJECTIONS = """
select coalesce(r.outcome, o.stage) as outcome, count(*) as many, count(o.fulfilled_at) as fulfilled,
    count(r.id) filter (where l.id is null) as on_time, count(r.id) as answered,
    count(*) filter (where r.id is null and o.due_on < %(today)s) as unanswered
from objection_file o left join objection_reply r on (r.tenant, r.id) = (o.tenant, o.id)
left join lateness l on (l.tenant, l.objection_id) = (o.tenant, o.id)
where o.received_at >= %(first)s and o.received_at < %(last)s group by 1
"""
_LATENESS = """
select l.kind, count(distinct l.case_id) as many
from lateness l join case_file c on (c.tenant, c.id) = (l.tenant, l.case_id)
where c.received_at >= %(first)s and c.received_at < %(last)s and l.objection_id is null group by 1 order by 1
"""
_GROUNDS = """
select ground, count(*) as many from objection_file, unnest(grounds) as ground
where received_at >= %(first)s and received_at < %(last)s group by 1
"""
_DISPUTES = """
select d.stage, count(*) as many from dispute d
where d.filed_on >= %(first_day)s and d.filed_on < %(last_day)s group by 1
"""
_STEPS = """
select s.act, s.outcome, count(distinct d.id) as many
from dispute d join dispute_step s on (s.tenant, s.dispute_id) = (d.tenant, d.id)
where d.filed_on >= %(first_day)s and d.filed_on < %(last_day)s and s.act in ('rule', 'go_to_court',
    'receive_court_ruling', 'go_to_cassation', 'agree', 'comply') and not exists (
        select from dispute_step later where (later.tenant, later.dispute_id) = (s.tenant, s.dispute_id)
            and later.position > s.position and later.corrects = coalesce(s.corrects, s.position)) group by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its term, and its figures: as they stand today, or as they stood when it was issued."""

    report: AnnualReport
    term: Term
    figures: Figures


@dataclass(frozen=True, slots=True)
class Overview:
    """The office's reports; the year that has ended last, the last day of its report, and whether that one waits: not
    once it is issued, nor where the office had no case that year.
    """

    items: Sequence[AnnualReport]
    year: int
    due_on: date
    waits: bool


@dataclass(frozen=True, slots=True)
class Reminders:
    """What waits beside the cases: the report on a year and its last day, information that must not wait, decrees,
    exemptions that end.
    """

    report_year: int | None
    report_due_on: date | None
    urgent: int
    undecreed: int
    ending: int


@dataclass(frozen=True, slots=True)
class Below:
    """An office below, and number and day of its report on a year, if it has delivered one."""

    office: str
    number: str | None = None
    issued_on: date | None = None


def overview() -> Overview:
    """Return the office's reports, the latest year first, and what is due next."""
    year = today().year - 1
    with transaction() as session:
        found = session.scalars(select(AnnualReport).order_by(AnnualReport.year.desc())).all()
        (had,) = rows(_HAD_CASES, _span(year))
    issued = any(one.year == year and one.issued_at for one in found)
    return Overview(found, year, law.term(year).due_on, had["cases"] and not issued)


def reminders() -> Reminders:
    """Return what waits for the office's PPID today."""
    due, on = overview(), today()
    with transaction() as session:
        waiting = {name: session.scalar(dip_queries.count_to_do(name, on)) or 0 for name in ("urgent", "undecreed")}
        waiting["ending"] = (session.scalar(dik_queries.COUNT_ENDING) or 0) + len(dik_queries.ending_refusals(on))
    return Reminders(due.year if due.waits else None, due.due_on if due.waits else None, **waiting)


def shown(report_id: UUID) -> Shown:
    """One report of the office.

    Raises:
        NotFound: it has no such report. Unavailable: the old register cannot be counted now.
    """
    report = _one(report_id)
    figures = report.figures if report.figures is not None else figures_of(report.year)
    return Shown(report, law.term(report.year), figures)


def issued(report_id: UUID) -> Shown:
    """One report that everybody may read.

    Raises:
        NotFound: the office has issued no such report.
    """
    report = _one(report_id)
    if report.figures is None:
        raise NotFound
    return Shown(report, law.term(report.year), report.figures)


def figures_of(year: int) -> Figures:
    """Return what the registers say today about a year, the old register of before the office moved in included.

    Raises:
        Unavailable: intake, which keeps the old register, does not answer.
    """
    asked = _span(year)
    with transaction():
        own = [Group(**row, old=False) for row in rows(_REQUESTS, asked)]
        lateness = {row["kind"]: row["many"] for row in rows(_LATENESS, asked)}
        reasons = {row["reason"]: row["many"] for row in rows(_REASONS, asked)}
        objections = _objections(rows(_OBJECTIONS, asked), rows(_GROUNDS, asked))
        disputes = _disputes(rows(_DISPUTES, asked), rows(_STEPS, asked))
    old = asking.old_books(year)
    groups = [*own, *(Group(**one, due_on=None, old=True) for one in old["items"])]
    return {
        "requests": domain.requests(groups, today()) | {"lateness": lateness},
        "times": domain.times(groups, today()), "reasons": reasons,
        "objections": domain.with_old_objections(objections, old["objections"]),
        "disputes": domain.with_old_disputes(disputes, old["disputes"]), "as_of": today().isoformat(),
    }  # fmt: skip


def below(year: int) -> list[Below]:
    """Return the offices below this one, each with its report on a year."""
    tenant, directory = current().tenant, runtime().directory
    with transaction() as session:
        kept = session.scalars(select(DeliveredReport).where(DeliveredReport.year == year)).all()
    delivered = {one.office: Below(one.office, one.number, one.issued_on) for one in kept}
    codes = [code for code in directory.codes() if code != tenant]
    under = [code for code in codes if tenant == NATIONAL or directory.by_code(code).parent == tenant]
    return [delivered.get(code, Below(code)) for code in under]


def _span(year: int) -> dict[str, Any]:
    zone = ZoneInfo(this_office().time_zone)
    first, last = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    return {
        "zone": zone.key,
        "first": first,
        "last": last,
        "first_day": first.date(),
        "last_day": last.date(),
        "today": today(),
    }


def _one(report_id: UUID) -> AnnualReport:
    with transaction() as session:
        found = session.get(AnnualReport, (current().tenant, report_id))
    if found is None:
        raise NotFound
    return found


def _objections(found: list[dict[str, Any]], grounds: list[dict[str, Any]]) -> Figures:
    on_time = sum(row["on_time"] for row in found)
    return {
        "received": sum(row["many"] for row in found),
        "by_outcome": {row["outcome"]: row["many"] for row in found},
        "on_time": on_time,
        "late": sum(row["answered"] + row["unanswered"] for row in found) - on_time,
        "unanswered": sum(row["unanswered"] for row in found),
        "fulfilled": sum(row["fulfilled"] for row in found),
        "grounds": {row["ground"]: row["many"] for row in sorted(grounds, key=lambda row: row["ground"])},
    }


def _disputes(found: list[dict[str, Any]], steps: list[dict[str, Any]]) -> Figures:
    return {
        "filed": sum(row["many"] for row in found),
        "by_stage": {row["stage"]: row["many"] for row in found},
        "rulings": {row["outcome"]: row["many"] for row in steps if row["act"] == "rule"},
        "court_rulings": {row["outcome"]: row["many"] for row in steps if row["act"] == "receive_court_ruling"},
        **{act: sum(row["many"] for row in steps if row["act"] == act) for act in _STEPS_COUNTED},
    }


_STEPS_COUNTED = ("agree", "go_to_court", "go_to_cassation", "comply")
