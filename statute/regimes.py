"""Which law a request falls under: the general one, or the short terms for election information.

PerKI 1/2019 is written by subject, yet offices apply it by period. The default asks for both (design, certainty D):
the category is election information and the office stands inside an election. An officer may correct it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from statute import source
from statute.calendar import long_date


class Regime(StrEnum):
    """The two bodies of rules a request can fall under."""

    ORDINARY = "ordinary"
    ELECTION = "election"


# The shorter terms hold until the office has answered: the earlier day alarms.
_QUESTION = (
    "Apakah permohonan ini menyangkut tahapan itu? Rezim pemilu berlaku sampai petugas memastikan bahwa tidak demikian."
)


class UnknownCategoryError(LookupError):
    """The category is not in categories.yaml."""


class Choice(NamedTuple):
    """A regime and, in Indonesian, why it applies."""

    regime: Regime
    reason: str


@dataclass(frozen=True, slots=True)
class Category:
    """A subject category of requests; `election` marks information about elections (PerKI 1/2019).

    `asks`: its subjects arise outside elections too: the office says whether a request belongs to a running stage.
    """

    key: str
    label: str
    election: bool
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A span of days inside an election, first and last day included."""

    key: str
    label: str
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Election:
    """An election with its first and last day. `offices` None means every office; a province covers those below it."""

    name: str
    opens: date
    closes: date
    offices: frozenset[str] | None
    source: str
    certainty: str
    stages: tuple[Stage, ...]

    def covers(self, office: str, on: date) -> bool:
        """Say whether the office stands inside this election on this day."""
        here = self.offices is None or bool({office, office.partition(".")[0]} & self.offices)
        return here and self.opens <= on <= self.closes

    def stages_on(self, on: date) -> tuple[Stage, ...]:
        """Return the stages open on this day."""
        return tuple(stage for stage in self.stages if stage.opens <= on <= stage.closes)


@cache
def categories() -> Mapping[str, Category]:
    """Return the subject categories by key, in the order a form shows them."""
    return MappingProxyType({row["key"]: Category(**row) for row in source.read("categories.yaml")["categories"]})


@cache
def elections() -> tuple[Election, ...]:
    """Return the elections and repeat votes known to the platform."""
    return tuple(_election(row) for row in source.read("stages.yaml")["elections"])


def _election(row: Mapping[str, Any]) -> Election:
    stages = tuple(Stage(s["key"], s["label"], s["from"], s["to"]) for s in row["stages"])
    if any(not row["from"] <= stage.opens <= stage.closes <= row["to"] for stage in stages):
        raise ValueError(f"stages.yaml: a stage of {row['name']} lies outside the election")
    offices = None if row["offices"] == "all" else frozenset(row["offices"])
    return Election(row["name"], row["from"], row["to"], offices, row["source"], row["certainty"], stages)


def elections_on(office: str, on: date) -> tuple[Election, ...]:
    """Return the elections an office (region code, `32.76`) stands in on a day."""
    return tuple(election for election in elections() if election.covers(office, on))


def regime_for(category: str, office: str, on: date) -> Choice:
    """Choose the regime of a request by its category, office (region code) and day of receipt.

    Raises UnknownCategoryError.
    """
    subject = categories().get(category)
    if subject is None:
        raise UnknownCategoryError(category)
    if not subject.election:
        return Choice(
            Regime.ORDINARY,
            f"Kategori “{subject.label}” bukan informasi pemilu, maka berlaku rezim umum (UU 14/2008).",
        )
    running = elections_on(office, on)
    if not running:
        return Choice(
            Regime.ORDINARY,
            f"Kategori “{subject.label}” adalah informasi pemilu, tetapi pada {long_date(on)} kantor ini tidak berada "
            "dalam tahapan, maka berlaku rezim umum (UU 14/2008).",
        )
    named = "; ".join(_told(election, on) for election in running)
    reason = (
        f"Kategori “{subject.label}” adalah informasi pemilu dan pada {long_date(on)} kantor ini berada dalam tahapan "
        f"{named}, maka berlaku rezim pemilu (PerKI 1/2019)."
    )
    return Choice(Regime.ELECTION, f"{reason} {_QUESTION}" if subject.asks else reason)


def settle(chosen: Regime | None, category: str, office: str, on: date) -> Choice:
    """Take an officer's choice of regime where there is one, otherwise the one that `regime_for` finds.

    A choice against the subject rule says so, beside what the rule would have said.

    Raises UnknownCategoryError.
    """
    found = regime_for(category, office, on)
    if chosen in (None, found.regime):
        return found
    return Choice(chosen, f"Rezim dipilih petugas saat mencatat permohonan. Menurut aturan sistem: {found.reason}")


def inherit(held: Regime, category: str, before: str, office: str, on: date) -> Choice:
    """Choose the regime of a request that another office had: what was chosen there stays, and no term gets longer.

    Args:
        held: the regime that it stood under. category: what it is about. before: the code of the office that had it.
        office: that of the office that has it now. on: the day of first receipt.

    Raises UnknownCategoryError.
    """
    found = regime_for(category, office, on)
    by_rule = held is Regime.ORDINARY and regime_for(category, before, on).regime is Regime.ORDINARY
    if found.regime is held or by_rule:
        return found
    return Choice(held, f"Rezim dari kantor yang mengalihkan tetap berlaku. Menurut aturan sistem: {found.reason}")


def _told(election: Election, on: date) -> str:
    stages = ", ".join(stage.label for stage in election.stages_on(on))
    return f"{election.name} ({stages})" if stages else election.name
