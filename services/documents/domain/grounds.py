"""On which ground something is blackened: a letter of UU 14/2008 Pasal 17, with another Act beside it. Pure."""

from collections.abc import Iterator

from statute.exemptions import cites_act, exemptions

_NAMED_BY_ACT = "j"  # the letter that closes what another Act closes, which must be named


def faults(ground: str, act: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the ground of a box or mask: the field, and a sentence that says what to do."""
    if ground not in exemptions():
        yield "ground", "Pilih huruf a sampai j dari UU 14/2008 Pasal 17."
    elif ground == _NAMED_BY_ACT and not act:
        yield "act", "Sebutkan Undang-Undang dan pasal yang menutupnya."
    if act and not cites_act(act):
        yield "act", "Tulis Undang-Undang dengan nomor, tahun, dan pasalnya, misalnya UU 27/2022 Pasal 4 ayat (2)."
