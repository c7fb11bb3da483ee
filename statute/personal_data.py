"""What applicants may ask about their own data, by when it is answered, on which ground refused (UU 27/2022)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from statute import source
from statute.book import Certainty


@dataclass(frozen=True, slots=True)
class Claim:
    """A right that is asked for: how many hours the office has to answer, the article, and what nobody is sure of."""

    kind: str
    label: str
    hours: int
    article: str
    certainty: Certainty
    doubts: tuple[str, ...]

    def due_at(self, asked_at: datetime) -> datetime:
        """Return the moment by which it is answered; hours run by night and on days off."""
        return asked_at + timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A ground on which claims of some kinds (`of`) may be refused."""

    ground: str
    of: tuple[str, ...]
    wording: str
    article: str
    certainty: Certainty


@cache
def claims() -> Mapping[str, Claim]:
    """Return what may be asked for, by kind."""
    rows = source.read("personal_data.yaml")["claims"]
    return MappingProxyType({row["kind"]: Claim(**_graded(row), doubts=tuple(row["doubts"])) for row in rows})


@cache
def refusals() -> Mapping[str, Refusal]:
    """Return the grounds to refuse, by their name."""
    rows = source.read("personal_data.yaml")["refusals"]
    return MappingProxyType({row["ground"]: Refusal(**_graded(row), of=tuple(row["of"])) for row in rows})


def _graded(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without its lists, its grade as one."""
    plain = {name: value for name, value in row.items() if not isinstance(value, list)}
    return plain | {"certainty": Certainty(row["certainty"])}
