"""An office keeps its public-information list: drafts, published versions with their decrees, withdrawals."""

from dataclasses import asdict
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Changed, NotFound
from chassis.offices import today
from services.registry.appointments.commands import signing
from services.registry.cases.domain.cases import PPID
from services.registry.dip.domain.entries import (
    Act,
    Columns,
    Decree,
    NotAllowed,
    State,
    check,
    check_announced,
    check_decree,
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
_HIDE = "delete from published_information where tenant = %(tenant)s and id = %(id)s"


def add(columns: Columns) -> Item:
    """Add a draft to the office's list.

    Raises:
        Forbidden, Invalid: see `domain.dip`.
    """
    next_state(State.DRAFT, Act.EDIT, current().roles)
    check(columns, today())
    item = draft(columns)
    with transaction() as session:
        session.add(item)
        session.flush()
        audit.record("dip.added", item.id, kind=item.kind)
    return item


def draft(columns: Columns) -> Item:
    """Return a new entry that nobody outside the office sees yet."""
    return Item(
        id=uuid4(), **asdict(columns), state=State.DRAFT, published=0, review_on=None, changed_at=clock.now(), version=1
    )


def edit(item_id: UUID, expected: int, columns: Columns) -> Item:
    """Change the office's own copy; what is published stays until it is published again.

    Raises:
        NotFound, Changed, Forbidden, Invalid: see `domain.dip` and `chassis.errors`.
    """
    with transaction() as session:
        item = _locked(session, item_id, expected)
        next_state(State(item.state), Act.EDIT, current().roles)
        check(columns, today())
        for name, value in asdict(columns).items():
            setattr(item, name, value)
        _touch(item)
        audit.record("dip.edited", item.id, version=item.version)
    return item


def publish(item_id: UUID, expected: int, decree: Decree | None) -> Item:
    """Publish the entry as it stands, as its next numbered version, by a decree (SK penetapan).

    What must not wait may be published without one, which then follows (R-22).

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dip` and `chassis.errors`.
    """
    with transaction() as session:
        item = _locked(session, item_id, expected)
        _publish(session, item, decree)
    return item


def announce(columns: Columns) -> Item:
    """Add an entry that must not wait and publish it, all at once; its decree follows (R-22: UU 14/2008 ps. 10).

    Raises:
        Forbidden, Invalid: see `domain.dip`.
    """
    check_announced(columns)
    with transaction() as session:
        return publish_new(session, columns, None)


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
    _publish(session, item, decree)
    return item


def _publish(session: Session, item: Item, decree: Decree | None) -> None:
    state = next_state(State(item.state), Act.PUBLISH, current().roles)
    signing(PPID)
    check_published(decree, item.kind, today())
    item.state, item.published = state, item.published + 1
    item.review_on = review_on(item.kind, today())
    _touch(item)
    version = _version(item, decree)
    session.add(version)
    session.flush()
    shown = {name: getattr(version, name) for name in ("tenant", "id", "number", "published_at")}
    shown |= {name: getattr(item, name) for name in ("summary", "kind", "unit", "form", "made_on")}
    say(_SHOW, shown)
    say(_LEARN, {"text": f"{item.summary} {item.unit}"})
    number = decree.number if decree else None
    audit.record("dip.published", item.id, number=item.published, decree=number, kind=item.kind)


def settle(item_id: UUID, expected: int, decree: Decree) -> Item:
    """Write down the decree that followed what was published at once (R-22).

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dip` and `chassis.errors`.
    """
    with transaction() as session:
        item = _locked(session, item_id, expected)
        next_state(State(item.state), Act.DECREE, current().roles)
        signing(PPID)
        check_decree(decree, today())
        version = session.get_one(ItemVersion, {"tenant": item.tenant, "id": item.id, "number": item.published})
        if version.decree_number is not None:
            raise NotAllowed("Versi yang terbit sudah ditetapkan; keputusan baru berlaku untuk versi berikutnya.")
        version.decree_number, version.decree_on = decree.number, decree.decided_on
        _touch(item)
        audit.record("dip.decreed", item.id, number=item.published, decree=decree.number)
    return item


def unpublish(item_id: UUID, expected: int, reason: str) -> Item:
    """Take an entry out of the public list, with a reason that stays in the record.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed: see `domain.dip` and `chassis.errors`.
    """
    with transaction() as session:
        item = _locked(session, item_id, expected)
        item.state = next_state(State(item.state), Act.UNPUBLISH, current().roles)
        signing(PPID)
        item.review_on = None
        _touch(item)
        say(_HIDE, {"tenant": item.tenant, "id": item.id})
        audit.record("dip.unpublished", item.id, number=item.published, reason=reason)
    return item


def _touch(item: Item) -> None:
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


def _locked(session: Session, item_id: UUID, expected: int) -> Item:
    item = session.scalar(select(Item).where(Item.id == item_id).with_for_update())
    if item is None:
        raise NotFound
    if item.version != expected:
        raise Changed
    return item
