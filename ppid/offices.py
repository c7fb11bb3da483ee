"""The 553 offices as packaged data, for commands that run without the platform."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chassis.directory import Profile


class UnknownOfficeError(LookupError):
    """No office has this code."""


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `code` is the Kemendagri region code (`32.76`), `parent` the code one level up, None for KPU RI.

    `slug` is the site label and `label` the host label of its information service; both are editable elsewhere.
    """

    code: str
    level: str
    name: str
    region_name: str
    parent: str | None
    time_zone: str
    slug: str
    label: str
    aliases: tuple[str, ...]


@cache
def offices() -> Mapping[str, Office]:
    """Return every office by code: KPU RI first, then each province followed by its districts and cities."""
    text = files("ppid").joinpath("data", "offices.csv").read_text("utf-8")
    return MappingProxyType({row["code"]: _office(row) for row in csv.DictReader(text.splitlines())})


@cache
def profiles() -> Mapping[str, Profile]:
    """Return where offices are reached, by code, as far as it is known."""
    text = files("ppid").joinpath("data", "profiles.yaml").read_text("utf-8")
    return MappingProxyType({code: Profile(**known) for code, known in yaml.safe_load(text).items()})


def office(code: str) -> Office:
    """Return one office by its code. Raises UnknownOfficeError."""
    try:
        return offices()[code]
    except KeyError:
        raise UnknownOfficeError(code) from None


def _office(row: Mapping[str, str]) -> Office:
    return Office(
        code=row["code"],
        level=row["level"],
        name=row["name"],
        region_name=row["region_name"],
        parent=row["parent_code"] or None,
        time_zone=row["timezone"],
        slug=row["slug"],
        label=row["eppid_label"],
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )
