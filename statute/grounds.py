"""The seven grounds of an objection (keberatan), UU 14/2008 Pasal 35 ayat (1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from statute import source


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `amicable` says it may be settled by musyawarah (Pasal 35 ayat (2)), so mediation comes first."""

    letter: str
    wording: str
    amicable: bool


@cache
def grounds() -> Mapping[str, Ground]:
    """Return all seven grounds by letter, a to g."""
    return MappingProxyType({row["letter"]: Ground(**row) for row in source.read("grounds.yaml")["grounds"]})
