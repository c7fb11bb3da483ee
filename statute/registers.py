"""The registers an office keeps, with their columns in the order of the models (law: PerKI 1/2010, 1/2013, 1/2021)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from statute import source
from statute.book import Certainty


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a `personal` one stays masked until it is opened on the record (UU 27/2022)."""

    code: str
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """One register: where its columns come from, how sure that is, and whether it is kept by the year."""

    code: str
    source: str
    certainty: Certainty
    yearly: bool
    columns: tuple[Column, ...]

    @property
    def personal(self) -> bool:
        """Whether it names people."""
        return any(column.personal for column in self.columns)


@cache
def registers() -> Mapping[str, Register]:
    """Return the registers by code: requests, objections, disputes, dip, dik."""
    return MappingProxyType({row["code"]: _register(row) for row in source.read("registers.yaml")["registers"]})


def _register(row: Mapping[str, Any]) -> Register:
    columns = tuple(Column(**column) if isinstance(column, dict) else Column(column) for column in row["columns"])
    return Register(row["code"], row["source"], Certainty(row["certainty"]), row["yearly"], columns)
