"""The exemptions a refusal may rest on, UU 14/2008 Pasal 17 a to j, how long each may close, and what none may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from statute import source
from statute.book import Certainty
from statute.calendar import long_date


@dataclass(frozen=True, slots=True)
class Exemption:
    """One letter of Pasal 17. If not `permanent`, a period must be set (Pasal 20), of `max_years` at most."""

    letter: str
    title: str
    wording: str
    items: tuple[str, ...]
    permanent: bool
    max_years: int | None
    period: str
    certainty: Certainty

    @property
    def article(self) -> str:
        """The article as letters cite it."""
        return f"UU 14/2008 Pasal 17 huruf {self.letter}"

    def told_period(self, until: date | None) -> str:
        """How long information stays closed, in Indonesian: the day that was set, otherwise the law's own words."""
        return self.period if until is None else f"Sampai dengan {long_date(until)}."


@cache
def exemptions() -> Mapping[str, Exemption]:
    """Return the ten exemptions by letter, a to j."""
    return MappingProxyType({row["letter"]: _exemption(row) for row in source.read("exemptions.yaml")["exemptions"]})


@dataclass(frozen=True, slots=True)
class Disclosure:
    """When what letters g and h close may be disclosed all the same (UU 14/2008 Pasal 18 ayat (2))."""

    key: str
    article: str
    wording: str
    certainty: Certainty


@cache
def disclosures() -> Mapping[str, Disclosure]:
    """Return the two disclosures of Pasal 18 ayat (2) by key."""
    rows = source.read("exemptions.yaml")["disclosures"]
    return MappingProxyType(
        {row["key"]: Disclosure(**row | {"certainty": Certainty(row["certainty"])}) for row in rows}
    )


@dataclass(frozen=True, slots=True)
class AlwaysOpen:
    """What may never be closed (UU 14/2008 Pasal 18 ayat (1)): each kind in words; what is not sure about the list."""

    article: str
    kinds: tuple[str, ...]
    certainty: Certainty
    doubt: str


@cache
def always_open() -> AlwaysOpen:
    """Return the kinds of information that no exemption reaches."""
    row = source.read("exemptions.yaml")["always_open"]
    return AlwaysOpen(row["article"], tuple(row["kinds"]), Certainty(row["certainty"]), row["doubt"])


@dataclass(frozen=True, slots=True)
class Blackening:
    """That what is blackened is named with its reason (UU 14/2008 Pasal 22 ayat (7) huruf e).

    `reading` is what we take it to say of a request that is granted in full, which it does not mention: see `doubt`.
    """

    article: str
    wording: str
    certainty: Certainty
    reading: str
    reading_certainty: Certainty
    doubt: str


@cache
def blackening() -> Blackening:
    """Return the rule on what is blackened."""
    row = source.read("exemptions.yaml")["blackening"]
    grades = {name: Certainty(row[name]) for name in ("certainty", "reading_certainty")}
    return Blackening(**row | grades)


@dataclass(frozen=True, slots=True)
class Testing:
    """Who tests the consequences of opening information within KPU (PKPU 22/2023 as amended), and what is not sure."""

    article: str
    wording: str
    certainty: Certainty
    doubt: str


@cache
def testing() -> Testing:
    """Return the rule on who tests."""
    row = source.read("exemptions.yaml")["testing"]
    return Testing(**row | {"certainty": Certainty(row["certainty"])})


def _exemption(row: Mapping[str, Any]) -> Exemption:
    return Exemption(
        letter=row["letter"],
        title=row["title"],
        wording=row["wording"],
        items=tuple(row.get("items", ())),
        permanent=row["permanent"],
        max_years=row.get("max_years"),
        period=row["period"],
        certainty=Certainty(row["certainty"]),
    )
