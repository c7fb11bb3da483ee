"""What can be asked of the public-information list: by the office, and by everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chassis.context import current
from chassis.db import rows, transaction
from chassis.errors import NotFound
from services.registry.dip.domain import search
from services.registry.dip.domain.entries import State
from services.registry.dip.domain.search import Meant
from services.registry.dip.models import Item, ItemVersion
from statute.information import at_once

TO_DO = ("due", "urgent", "undecreed")
MOST_FOUND = 1000  # entries that a search ranks; who gets more should ask more closely
ALIKE = 0.35  # of pg_trgm's similarity: `rekapitulsi` is 0.6 like `rekapitulasi`, `anggaran` 0.3 like `anggota`

_HISTORY = "select at, actor, act, facts from audit_entry where subject = %(subject)s order by id"
_STEMS = """
select word, coalesce((ts_lexize('indonesian_stem', word))[1], word) as stem
from unnest(%(words)s::text[]) with ordinality as typed (word, place) order by place
"""
_KNOWN = "select distinct stem from published_word where stem = any(%(stems)s)"
_ALIKE = """
select word, stem from published_word
where word %% %(word)s and similarity(word, %(word)s) >= %(alike)s
order by similarity(word, %(word)s) desc, word limit 3
"""
_WHERE = """
tenant = %(tenant)s and (%(kind)s::text is null or kind = %(kind)s)
and (%(first)s::date is null or made_on between %(first)s and %(last)s)
"""
_FOUND = f"""
with found as materialized (
    select id, number, summary, kind, unit, form, made_on, published_at, ts_rank(search, %(query)s::tsquery) as rank
    from published_information where search @@ %(query)s::tsquery and {_WHERE} limit {MOST_FOUND}
)
select *, count(*) over () as total from found
order by rank desc, published_at desc, id limit %(size)s offset %(offset)s
"""  # noqa: S608 - put together from constants
_NEWEST = f"""
select id, number, summary, kind, unit, form, made_on, published_at
from published_information where {_WHERE} order by published_at desc, id limit %(size)s offset %(offset)s
"""  # noqa: S608
_COUNT = f"select count(*) as total from published_information where {_WHERE}"  # noqa: S608
_COUNTS = "select kind, n from published_count where n > 0"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the office's own list, with how many entries stand in each state and how many wait for something."""

    items: list[Item]
    total: int
    counts: dict[str, int]
    due: int
    urgent: int
    undecreed: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry with all its published versions, newest first, and its history."""

    item: Item
    versions: list[ItemVersion]
    history: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the public finds. `total` counts at most `MOST_FOUND` of a search; `meant` says how words were read."""

    items: list[dict[str, Any]]
    total: int
    meant: list[Meant]


def listed(state: str | None, kind: str | None, today: date, page: int, size: int) -> Page:
    """Return the office's list, last changed first; `state` may be one of `TO_DO`.

    `due`: published and to be reviewed by today; `urgent`: drafts that must not wait; `undecreed`: published ones whose
    decree has not followed.
    """
    with transaction() as session:
        counted = session.execute(select(Item.state, func.count().label("n")).group_by(Item.state)).all()
        counts = dict.fromkeys(State, 0) | {row.state: row.n for row in counted}
        to_do = {name: session.scalar(count_to_do(name, today)) or 0 for name in TO_DO}
        chosen = _to_do(state, today) if state in TO_DO else select(Item)
        if state in set(State):
            chosen = chosen.where(Item.state == state)
        if kind:
            chosen = chosen.where(Item.kind == kind)
        total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        order = chosen.order_by(Item.changed_at.desc(), Item.id).limit(size).offset((page - 1) * size)
        return Page(list(session.scalars(order)), total, counts, **to_do)


def sheet(item_id: UUID) -> Sheet:
    """One entry as the office sees it.

    Raises:
        NotFound: this office has no such entry.
    """
    with transaction() as session:
        item = session.scalar(select(Item).where(Item.id == item_id))
        if item is None:
            raise NotFound
        return Sheet(item, _versions(session, item_id), rows(_HISTORY, {"subject": str(item_id)}))


def published(item_id: UUID) -> list[ItemVersion]:
    """Return the versions of an entry that stands in the public list now, newest first.

    Raises:
        NotFound: it does not stand there.
    """
    with transaction() as session:
        item = session.scalar(select(Item).where(Item.id == item_id, Item.state == State.PUBLISHED))
        if item is None:
            raise NotFound
        return _versions(session, item_id)


def find(typed: str, kind: str | None, year: int | None, page: int, size: int) -> Found:
    """Return what the office has published: the best matches first, or the newest when nothing was typed."""
    values: dict[str, Any] = {
        "tenant": current().tenant,
        "kind": kind,
        "first": date(year, 1, 1) if year else None,
        "last": date(year, 12, 31) if year else None,
        "size": size,
        "offset": (page - 1) * size,
    }
    with transaction():
        asked = search.words(typed)
        if not asked:
            return Found(rows(_NEWEST, values), _size(values), [])
        meant = _meant(asked)
        items = rows(_FOUND, values | {"query": search.query(meant)})
    return Found(items, items[0]["total"] if items else 0, meant)


def by_class() -> dict[str, int]:
    """How many entries the office has published in each class."""
    return {row["kind"]: row["n"] for row in rows(_COUNTS, {"tenant": current().tenant})}


def count_to_do(name: str, today: date) -> Select[int]:
    """How many entries wait for something of `TO_DO`."""
    return select(func.count()).select_from(_to_do(name, today).subquery())


def _size(values: dict[str, Any]) -> int:
    if values["first"]:
        return int(rows(_COUNT, values)[0]["total"])
    counts = by_class()
    return counts.get(values["kind"], 0) if values["kind"] else sum(counts.values())


def _meant(asked: list[str]) -> list[Meant]:
    """How each word is read: by its stem where published information knows it, else by the words most like it."""
    stems = {row["word"]: search.readings(row["stem"]) for row in rows(_STEMS, {"words": asked})}
    known = {row["stem"] for row in rows(_KNOWN, {"stems": [one for many in stems.values() for one in many]})}
    return [
        Meant(word, tuple(one for one in stems[word] if one in known)) if known & set(stems[word]) else _alike(word)
        for word in asked
    ]


def _alike(word: str) -> Meant:
    found = rows(_ALIKE, {"word": word, "alike": ALIKE})
    return Meant(word, tuple(row["stem"] for row in found), tuple(row["word"] for row in found))


def _to_do(name: str, today: date) -> Select[Item]:
    match name:
        case "due":
            return select(Item).where(Item.state == State.PUBLISHED, Item.review_on <= today)
        case "urgent":
            return select(Item).where(Item.state == State.DRAFT, Item.kind.in_(at_once()))
    newest = (ItemVersion.id == Item.id) & (ItemVersion.number == Item.published)
    without = select(ItemVersion.id).where(newest, ItemVersion.decree_number.is_(None)).exists()
    return select(Item).where(Item.state == State.PUBLISHED, without)


def _versions(session: Session, item_id: UUID) -> list[ItemVersion]:
    return list(
        session.scalars(select(ItemVersion).where(ItemVersion.id == item_id).order_by(ItemVersion.number.desc()))
    )
