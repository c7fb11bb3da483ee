"""What may show that a request is not made in earnest and in good faith, PerKI 1/2013 Pasal 4 ayat (3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from statute import source


@dataclass(frozen=True, slots=True)
class Indications:
    """The grounds by letter, with their article, how sure we are of it, and what nobody is sure of."""

    article: str
    certainty: str
    doubts: tuple[str, ...]
    grounds: Mapping[str, str]


@cache
def indications() -> Indications:
    """Return what the law knows; it is a power of the Information Commission, and no ground to refuse."""
    read = source.read("indications.yaml")
    grounds = {row["letter"]: row["wording"] for row in read["grounds"]}
    return Indications(read["article"], read["certainty"], tuple(read["doubts"]), MappingProxyType(grounds))
