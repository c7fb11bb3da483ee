"""On which ground something is blackened: a letter of UU 14/2008 Pasal 17, with another Act beside it. Pure."""

from collections.abc import Iterator
from datetime import date

from statute.acts import miscited
from statute.exemptions import exemptions

_NAMED_BY_ACT = "j"  # the letter that closes what another Act closes, which must be named


def faults(ground: str, act: str | None, on: date) -> Iterator[tuple[str, str]]:
    """What is wrong with the ground of a box or mask drawn on a day: the field, and a sentence that says what to do."""
    if ground not in exemptions():
        yield "ground", "Pilih huruf a sampai j dari UU 14/2008 Pasal 17."
    elif ground == _NAMED_BY_ACT and not act:
        yield "act", "Sebutkan Undang-Undang dan pasal yang menutupnya."
    if act and (fault := miscited(act, on)):
        yield "act", fault
