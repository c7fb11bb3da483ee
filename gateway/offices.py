"""The national directory as a person looks through it: every office by province, found by any word of its name."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock

from cachetools import TTLCache, cached
from sqlalchemy import select

from chassis.db import Database
from gateway.models import ListedOffice

_LISTED: TTLCache[int, tuple["Entry", ...]] = TTLCache(maxsize=4, ttl=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """One office as the chooser shows it; `words` is all it can be found by, folded."""

    code: str
    level: str
    name: str
    region: str
    province: str
    parent: str | None
    host: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A province's office with the offices below it; KPU RI stands in a group of its own."""

    head: Entry
    members: tuple[Entry, ...]


@cached(_LISTED, key=id, lock=Lock())
def listed(database: Database) -> tuple[Entry, ...]:
    """Every active office by code. Half a minute old at most: several hundred rows that rarely change."""
    statement = select(ListedOffice).where(ListedOffice.active).order_by(ListedOffice.code)
    with database.sessions() as session:
        rows = {row.code: row for row in session.scalars(statement)}
    return tuple(_entry(row, rows.get(row.parent or "")) for row in rows.values())


def search(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Return the offices whose name, other names or region hold every word, the highest level first."""
    wanted = fold(words).split()
    order = {"ri": 0, "provinsi": 1}
    found = [entry for entry in entries if wanted and all(word in entry.words for word in wanted)]
    return sorted(found, key=lambda entry: (order.get(entry.level, 2), entry.region))


def nearly(entries: Sequence[Entry], words: str) -> list[Entry]:
    """Return the offices of the five regions spelt most like the words: for a slip of the finger."""
    regions: dict[str, list[Entry]] = {}
    for entry in entries:
        regions.setdefault(_bare(entry.region), []).append(entry)
    close = get_close_matches(_bare(words), regions, n=5, cutoff=0.7)
    return [entry for region in close for entry in regions[region]]


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """KPU RI, then every province in alphabetical order with its offices."""
    members: dict[str | None, list[Entry]] = {}
    for entry in entries:
        members.setdefault(entry.parent, []).append(entry)
    nation = [Group(head, ()) for head in members.get(None, [])]
    provinces = [
        Group(head, tuple(sorted(members.get(head.code, []), key=lambda entry: entry.region)))
        for nation_head in nation
        for head in sorted(members.get(nation_head.head.code, []), key=lambda entry: entry.region)
    ]
    return nation + provinces


def fold(text: str) -> str:
    """Small letters without accents or punctuation, so that `Fak-Fak` and `fakfak` meet halfway."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))


def _bare(text: str) -> str:
    kinds = ("kabupaten", "kota", "provinsi", "kpu", "kip")
    return " ".join(word for word in fold(text).split() if word not in kinds)


def _entry(row: ListedOffice, above: ListedOffice | None) -> Entry:
    province = above.region_name if above is not None and above.level == "provinsi" else ""
    words = " ".join(fold(text) for text in (row.name, row.region_name, *row.aliases, province))
    return Entry(
        code=row.code,
        level=row.level,
        name=row.name,
        region=row.region_name,
        province=province,
        parent=row.parent,
        host=row.hosts[0],
        words=f"{words} {words.replace(' ', '')}",
    )
