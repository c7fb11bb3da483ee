"""The exemptions a refusal may rest on, UU 14/2008 Pasal 17 a to j, and how long each may close information."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from statute import source
from statute.book import Certainty


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


@cache
def exemptions() -> Mapping[str, Exemption]:
    """Return the ten exemptions by letter, a to j."""
    return MappingProxyType({row["letter"]: _exemption(row) for row in source.read("exemptions.yaml")["exemptions"]})


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
