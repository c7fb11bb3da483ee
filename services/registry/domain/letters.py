"""What is true of letters: how they are numbered. Pure: no database, no clock."""

from datetime import date
from enum import StrEnum

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Kind(StrEnum):
    """A series of letter numbers; each counts for itself, per office and year."""

    NOTICE = "PT"  # pemberitahuan tertulis
    REPORT = "LT"  # laporan tahunan


def letter_number(serial: int, kind: Kind, office: str, on: date) -> str:
    """The number of a letter, such as `007/PPID-PT/32.76/XI/2026` (format of our own, like the registration number).

    Args:
        serial: its place in the series of the year, from 1. office: region code. on: the day of issue.
    """
    return f"{serial:03}/PPID-{kind}/{office}/{_ROMAN[on.month - 1]}/{on.year}"
