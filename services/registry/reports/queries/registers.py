"""The registers row by row, oldest first: what they say of cases, never of people, and only of the office in force."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from chassis.db import rows, transaction
from chassis.offices import this_office
from services.registry.cases.domain.terms import calendar
from services.registry.cases.queries import lateness
from services.registry.dik import queries as dik_queries

_REQUESTS = """
select c.id, c.number, c.received_at, c.stage, c.answered_on, n.holder, n.medium, n.withheld, n.not_held,
    n.not_documented, n.not_in_form, n.exemption, n.basis, n.decree, n.cost, n.payment,
    case when cardinality(n.documents) > 0 then c.answered_on
        when n.medium = 'hardcopy' and d.step = 'received' then (d.at at time zone %(zone)s)::date end as given_on,
    d.step as delivery_step, d.way as delivery_way, d.at as delivered_at, d.receiver, d.reference
from case_file c left join written_notice n on (n.tenant, n.id) = (c.tenant, c.id)
left join lateral (
    select step, way, at, receiver, reference from delivery where (tenant, case_id) = (c.tenant, c.id)
    order by step = 'received' desc, version desc limit 1
) d on true
where c.received_at >= %(first)s and c.received_at < %(last)s
order by c.received_at, c.id limit %(size)s offset %(offset)s
"""
_OBJECTIONS = """
select o.id, o.request_id, o.number, o.received_at, c.number as request_number, o.grounds, o.stage,
    r.outcome, r.ordered, r.answered_at, r.signer, r.capacity, d.filed_on as disputed_on, d.commission
from objection_file o join case_file c on (c.tenant, c.id) = (o.tenant, o.request_id)
left join objection_reply r on (r.tenant, r.id) = (o.tenant, o.id)
left join lateral (
    select filed_on, commission from dispute where (tenant, objection_id) = (o.tenant, o.id)
    order by filed_on desc limit 1
) d on true
where o.received_at >= %(first)s and o.received_at < %(last)s
order by o.received_at, o.id limit %(size)s offset %(offset)s
"""
_DISPUTES = """
select d.id, d.register_number as number, d.commission, d.filed_on, d.stage, o.number as objection_number,
    c.number as request_number, coalesce(s.steps, '[]') as steps
from dispute d join objection_file o on (o.tenant, o.id) = (d.tenant, d.objection_id)
join case_file c on (c.tenant, c.id) = (d.tenant, d.request_id)
left join lateral (
    select jsonb_agg(
        jsonb_build_object('act', act, 'on', on_day, 'number', number, 'outcome', outcome, 'party', party)
        order by coalesce(corrects, position)
    ) as steps
    from dispute_step s where (tenant, dispute_id) = (d.tenant, d.id) and not exists (
        select from dispute_step later where (later.tenant, later.dispute_id) = (s.tenant, s.dispute_id)
            and later.position > s.position and later.corrects = coalesce(s.corrects, s.position))
) s on true
where d.filed_on >= %(first)s::date and d.filed_on < %(last)s::date
order by d.filed_on, d.id limit %(size)s offset %(offset)s
"""
_DIP = """
select v.id, v.summary, v.unit, v.responsible, v.made_on, v.made_in, v.form, v.retention, v.kind, v.archive_class,
    v.link, v.decree_number, v.decree_on, v.published_at
from dip_item i join dip_version v on (v.tenant, v.id, v.number) = (i.tenant, i.id, i.published)
where i.state = 'published' order by v.published_at, v.id limit %(size)s offset %(offset)s
"""
_DIK = """
select id, information, exemption, basis, harm_if_opened, harm_if_closed, ends_on, until, decree_number, decree_on,
    decided_by, state, ended_on
from exempt_entry where decided_by = any(%(binding)s) order by decree_on, id limit %(size)s offset %(offset)s
"""
_TOTALS: dict[str, LiteralString] = {
    "requests": "select count(*) as n from case_file where received_at >= %(first)s and received_at < %(last)s",
    "objections": "select count(*) as n from objection_file where received_at >= %(first)s and received_at < %(last)s",
    "disputes": "select count(*) as n from dispute where filed_on >= %(first)s::date and filed_on < %(last)s::date",
    "dip": "select count(*) as n from dip_item where state = 'published'",
    "dik": "select count(*) as n from exempt_entry where decided_by = any(%(binding)s)",
}
_ROWS: dict[str, LiteralString] = {
    "requests": _REQUESTS, "objections": _OBJECTIONS, "disputes": _DISPUTES, "dip": _DIP, "dik": _DIK,
}  # fmt: skip


_LATE = {"requests": lateness.of_cases, "objections": lateness.of_objections}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a register."""

    items: list[dict[str, Any]]
    total: int


def register(code: str, year: int, page: int, size: int) -> Page:
    """One page of a register; those that are kept by the year take what came in that year on the office's calendar."""
    zone = ZoneInfo(this_office().time_zone)
    by_day = code == "disputes"
    first, last = (date(one, 1, 1) if by_day else datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    asked = {"first": first, "last": last, "size": size, "offset": (page - 1) * size, "zone": zone.key}
    asked |= {"binding": list(dik_queries.binding_offices())}
    with transaction() as session:
        ((total,),) = (row.values() for row in rows(_TOTALS[code], asked))
        found = rows(_ROWS[code], asked)
        if code in _LATE:
            late = _LATE[code](session, [row["id"] for row in found])
            found = [row | {"lateness": late.get(row["id"], [])} for row in found]
    return Page([row | _taken(row, zone) for row in found] if code == "requests" else found, total)


def _taken(row: dict[str, Any], zone: ZoneInfo) -> dict[str, int | None]:
    """How many working days an answer took from receipt (UU 14/2008 ps. 12); None where there is none yet."""
    received_on, answered_on = row["received_at"].astimezone(zone).date(), row["answered_on"]
    return {"working_days": calendar().working_days_between(received_on, answered_on) if answered_on else None}
