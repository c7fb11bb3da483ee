"""What applicants may ask about their own data, by when, on which ground refused; breaches of it (UU 27/2022)."""

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


@dataclass(frozen=True, slots=True)
class Breach:
    """Personal data came out: how many hours there are to tell persons and agency, the article, what is not sure."""

    hours: int
    article: str
    certainty: Certainty
    doubts: tuple[str, ...]

    def notice_by(self, known_since: datetime) -> datetime:
        """Return the moment by which they are told; hours run by night and on days off."""
        return known_since + timedelta(hours=self.hours)


@cache
def breach() -> Breach:
    """Return what is owed after a breach."""
    row = source.read("personal_data.yaml")["breach"]
    return Breach(**_graded(row), doubts=tuple(row["doubts"]))


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
    """Return a row without its lists, its grade as one."""
    plain = {name: value for name, value in row.items() if not isinstance(value, list)}
    return plain | {"certainty": Certainty(row["certainty"])}
