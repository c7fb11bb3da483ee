"""Readings that no article settles, as dated settings by decree. Read only by the calendar, which they change.

Source: law.md asks for joint leave as a flag; no source says outright that it is not a working day under UU 14/2008.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from statute import source

JointLeave = Literal["nonworking", "working"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One reading from a day on: on which decree, with its grade of certainty and, in Indonesian, its doubt."""

    since: date
    value: JointLeave
    decree: str
    certainty: str
    doubt: str | None = None


@cache
def joint_leave_settings() -> tuple[Setting, ...]:
    """Return how joint leave is read, the earliest first. Raises ValueError for a slip of the editor."""
    return checked(Setting(**row) for row in source.read("settings.yaml")["joint_leave"])


def checked(settings: Iterable[Setting]) -> tuple[Setting, ...]:
    """Return settings in order of their days. Raises ValueError for two of one day or a value that is none."""
    ordered = sorted(settings, key=lambda setting: setting.since)
    if len({setting.since for setting in ordered}) != len(ordered):
        raise ValueError("settings.yaml: two settings begin on one day")
    if wrong := [setting.value for setting in ordered if setting.value not in get_args(JointLeave)]:
        raise ValueError(f"settings.yaml: joint leave is one of {get_args(JointLeave)}, not {wrong[0]!r}")
    return tuple(ordered)


def setting_on(settings: Iterable[Setting], on: date) -> Setting | None:
    """Return the setting that holds on a day: the last one that began; None before the first."""
    return max((one for one in settings if one.since <= on), key=lambda one: one.since, default=None)
