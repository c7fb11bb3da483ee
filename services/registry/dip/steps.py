"""An entry of the list is published."""

from dataclasses import asdict
from uuid import uuid4

from sqlalchemy.orm import Session

from chassis import audit, clock
from chassis.context import current
from chassis.db import say
from chassis.offices import today
from services.registry.appointments.steps import signing
from services.registry.cases.domain.cases import PPID
from services.registry.dip.domain.entries import (
    Act,
    Columns,
    Decree,
    State,
    check,
    check_published,
    next_state,
)
from services.registry.dip.models import Item, ItemVersion
from statute.information import review_on

_SHOW = """
insert into published_information (tenant, id, number, summary, kind, unit, form, made_on, published_at)
values (%(tenant)s, %(id)s, %(number)s, %(summary)s, %(kind)s, %(unit)s, %(form)s, %(made_on)s, %(published_at)s)
on conflict (tenant, id) do update set number = excluded.number, summary = excluded.summary, kind = excluded.kind,
    unit = excluded.unit, form = excluded.form, made_on = excluded.made_on, published_at = excluded.published_at
"""
# Sorted, so that two who publish at once meet the words in one order and never wait for each other in a circle.
_LEARN = """
insert into published_word (word, stem)
select word, coalesce((ts_lexize('indonesian_stem', word))[1], word)
from (
    select distinct unnest(tsvector_to_array(to_tsvector('simple', translate(%(text)s, '-/', '  ')))) as word
) as words
where length(word) between 3 and 40
order by word
on conflict do nothing
"""


def draft(columns: Columns) -> Item:
    """Return a new entry that nobody outside the office sees yet."""
    return Item(
        id=uuid4(), **asdict(columns), state=State.DRAFT, published=0, review_on=None, changed_at=clock.now(), version=1
    )


def publish_new(session: Session, columns: Columns, decree: Decree | None) -> Item:
    """Add an entry and publish it in the same act.

    Raises:
        Forbidden, Invalid: see `domain.dip`.
    """
    check(columns, today())
    item = draft(columns)
    session.add(item)
    session.flush()
    audit.record("dip.added", item.id, kind=item.kind)
    publish_version(session, item, decree)
    return item


def publish_version(session: Session, item: Item, decree: Decree | None) -> None:
    """Publish what an entry says now as its next version, signed by the PPID of today."""
    state = next_state(State(item.state), Act.PUBLISH, current().roles)
    signing(PPID)
    check_published(decree, item.kind, today())
    item.state, item.published = state, item.published + 1
    item.review_on = review_on(item.kind, today())
    touch(item)
    version = _version(item, decree)
    session.add(version)
    session.flush()
    shown = {name: getattr(version, name) for name in ("tenant", "id", "number", "published_at")}
    shown |= {name: getattr(item, name) for name in ("summary", "kind", "unit", "form", "made_on")}
    say(_SHOW, shown)
    say(_LEARN, {"text": f"{item.summary} {item.unit}"})
    number = decree.number if decree else None
    audit.record("dip.published", item.id, number=item.published, decree=number, kind=item.kind)


def touch(item: Item) -> None:
    """Give a changed entry its next version and the moment of the change."""
    item.version, item.changed_at = item.version + 1, clock.now()


def _version(item: Item, decree: Decree | None) -> ItemVersion:
    columns = {name: getattr(item, name) for name in Columns.__dataclass_fields__}
    return ItemVersion(
        tenant=item.tenant,
        id=item.id,
        number=item.published,
        **columns,
        decree_number=decree.number if decree else None,
        decree_on=decree.decided_on if decree else None,
        published_at=item.changed_at,
        published_by=current().actor,
    )
