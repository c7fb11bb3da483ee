"""Readings that no article settles, as dated settings by decree: whether joint leave is worked, when receipt counts.

Source: law.md section 6. No source says outright that joint leave is not a working day under UU 14/2008, nor when a
request that came after hours was received.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any, Literal, get_args

from statute import source

JointLeave = Literal["nonworking", "working"]
Receipt = Literal["same_day", "next_working_day"]
CLOSES = time(16)  # in the office's zone: 37.5 hours a week from 07.30 (Perpres 21/2023 ps. 3); the hour is our reading


@dataclass(frozen=True, slots=True)
class Setting:
    """One reading from a day on: on which decree, with its grade of certainty and, in Indonesian, its doubt.

    `offices` are the codes of those it holds for, None for all.
    """

    since: date
    value: str
    decree: str
    certainty: str
    doubt: str | None = None
    offices: frozenset[str] | None = None


@cache
def joint_leave_settings() -> tuple[Setting, ...]:
    """Return how joint leave is read, the earliest first. Raises ValueError for a slip of the editor."""
    return checked(_read("joint_leave"), get_args(JointLeave))


@cache
def receipt_settings() -> tuple[Setting, ...]:
    """Return from when a receipt after hours counts, the earliest first. Raises ValueError for a slip of the editor."""
    return checked(_read("receipt"), get_args(Receipt))


def checked(settings: Iterable[Setting], values: tuple[str, ...]) -> tuple[Setting, ...]:
    """Return settings in order of their days. Raises ValueError for two of one day or a value that is none."""
    ordered = sorted(settings, key=lambda setting: setting.since)
    if len({(setting.since, setting.offices) for setting in ordered}) != len(ordered):
        raise ValueError("settings.yaml: two settings begin on one day")
    if wrong := [setting.value for setting in ordered if setting.value not in values]:
        raise ValueError(f"settings.yaml: a value is one of {values}, not {wrong[0]!r}")
    return tuple(ordered)


def setting_on(settings: Iterable[Setting], on: date, office: str | None = None) -> Setting | None:
    """Return the setting that holds for an office on a day: the last one that began; None before the first."""
    holding = (one for one in settings if one.since <= on and (one.offices is None or office in one.offices))
    return max(holding, key=lambda one: (one.since, one.offices is not None), default=None)


def _read(kind: str) -> Iterable[Setting]:
    rows: list[Mapping[str, Any]] = source.read("settings.yaml")[kind]
    for row in rows:
        offices = frozenset(map(str, row["offices"])) if "offices" in row else None
        yield Setting(**{**row, "offices": offices})
