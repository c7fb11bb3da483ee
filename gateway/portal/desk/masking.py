"""Masks as people type them: an area, words or a kind of data, for files that have no pages. Pure functions."""

import re
from collections.abc import Mapping

from gateway.backends.shapes.documents import Mask

_NUMBER, _ADDRESS, _TOLD = re.compile(r"\d"), re.compile(r"(?<=\w)[^\s@]+(?=@)"), 4
PATTERNS = ("nik", "kk", "phone", "email")
_AREAS = {  # how an area is written, by kind of file; a text document has none
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "sheet",
    "text/csv": "cells",
    "text/plain": "lines",
}
_LEADS = {  # what a copy becomes, by kind of file; the others are text documents
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "workbook",
    "text/csv": "table",
    "text/plain": "text",
    "message/rfc822": "message",
}


def areas(media_type: str) -> str | None:
    """How an area of such a file is written: the key of its hint; None where it has none."""
    return _AREAS.get(media_type)


def lead(media_type: str) -> str:
    """Return the key of what is said of masking such a file: what its copy keeps and what it leaves out."""
    return f"mask.lead.{_LEADS.get(media_type, 'document')}"


def typed(form: Mapping[str, str]) -> Mask:
    """Return the mask of a form; documents judges what is in it."""
    area, words, pattern, act, note = (
        form.get(name, "").strip() or None for name in ("area", "words", "pattern", "act", "note")
    )
    return Mask(area=area, words=words, pattern=pattern, ground=form.get("ground", ""), act=act, note=note)


def recognisable(words: str) -> str:
    """Masked words as they are listed: of a number the last four digits, of an address its first letter and where."""
    hidden = max(0, len(_NUMBER.findall(words)) - _TOLD)
    if hidden < _TOLD:  # a year, a number of a house
        return _ADDRESS.sub("•••", words)
    return _NUMBER.sub("•", words, count=hidden)
