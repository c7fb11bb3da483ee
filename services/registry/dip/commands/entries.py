"""An office keeps its public-information list: drafts, published versions with their decrees, withdrawals."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Changed, NotFound
from chassis.offices import today
from services.registry.appointments.steps import signing
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
    next_state,
)
from services.registry.dip.models import Item, ItemVersion
from services.registry.dip.steps import draft, publish_new, publish_version, touch

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
        touch(item)
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
        publish_version(session, item, decree)
    return item


def announce(columns: Columns) -> Item:
    """Add an entry that must not wait and publish it, all at once; its decree follows (R-22: UU 14/2008 ps. 10).

    Raises:
        Forbidden, Invalid: see `domain.dip`.
    """
    check_announced(columns)
    with transaction() as session:
        return publish_new(session, columns, None)


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
        touch(item)
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
        touch(item)
        say(_HIDE, {"tenant": item.tenant, "id": item.id})
        audit.record("dip.unpublished", item.id, number=item.published, reason=reason)
    return item


def _locked(session: Session, item_id: UUID, expected: int) -> Item:
    item = session.scalar(select(Item).where(Item.id == item_id).with_for_update())
    if item is None:
        raise NotFound
    if item.version != expected:
        raise Changed
    return item
