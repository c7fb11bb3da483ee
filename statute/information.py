"""The three classes of public information (UU 14/2008 ps. 9-11), and when an entry of the list is to be reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from statute import source
from statute.book import Certainty, Purpose, Rule, rule_about
from statute.calendar import national
from statute.deadlines import count
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class InformationClass:
    """One class: what it is called, its article, what it obliges an office to, and by which term it is reviewed.

    What `decree_follows` may be published before a decree puts it into the list: it must not wait (R-22, PerKI 1/2021
    ps. 25(1)).
    """

    code: str
    label: str
    article: str
    duty: str
    renewal: Purpose
    certainty: Certainty
    decree_follows: bool = False


@cache
def classes() -> Mapping[str, InformationClass]:
    """Return the three classes by code, in the order of the Act."""
    rows = source.read("information.yaml")["classes"]
    return MappingProxyType({row["code"]: InformationClass(**row | _typed(row)) for row in rows})


def at_once() -> frozenset[str]:
    """Return the classes that must not wait for anything, by code."""
    return frozenset(code for code, one in classes().items() if one.decree_follows)


def review_rule(code: str, on: date) -> Rule:
    """Return the term by which an entry of a class is reviewed. Raises KeyError for an unknown class."""
    return rule_about(Regime.ORDINARY, classes()[code].renewal, on)


def review_on(code: str, published_on: date) -> date:
    """Return the day by which an entry published on a day must be reviewed (R-21, 4i)."""
    return count(review_rule(code, published_on), published_on, national()).due_on


def _typed(row: Mapping[str, str]) -> Mapping[str, object]:
    return {"renewal": Purpose(row["renewal"]), "certainty": Certainty(row["certainty"])}
