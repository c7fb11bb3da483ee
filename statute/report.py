"""The annual report on information service (PerKI 1/2021 ps. 56, UU 14/2008 ps. 12): its parts and its last day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from statute import source
from statute.book import Purpose, rule_about
from statute.calendar import national
from statute.deadlines import Term, count
from statute.regimes import Regime


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: what the office writes, and which figures of the registers follow it."""

    code: str
    heading: str
    required: bool
    figures: tuple[str, ...] = ()


@cache
def parts() -> tuple[Part, ...]:
    """Return the parts in their order."""
    rows = source.read("report.yaml")["parts"]
    return tuple(Part(**row | {"figures": tuple(row.get("figures", ()))}) for row in rows)


@cache
def information_class() -> str:
    """Return the class of public information that the report is announced in."""
    return str(source.read("report.yaml")["information_class"])


def term(year: int) -> Term:
    """Return the term of the report on a year, counted from its last day (R-20)."""
    ended_on = date(year, 12, 31)
    return count(rule_about(Regime.ORDINARY, Purpose.ANNUAL_REPORT, ended_on), ended_on, national())
