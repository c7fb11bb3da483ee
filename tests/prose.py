"""What no sentence that people read may hold: a word said twice, a day as programs write it, a choice by its code."""

import re
from collections.abc import Iterable

_TWICE = re.compile(r"\b(?!Bau|Fak|Una)(\w{3,}) \1\b", re.IGNORECASE)  # three places are called so
_RAW_DAY = re.compile(r"(?<![\w./-])\d{4}-\d\d-\d\d(?![\w./-]*\w)")
_CODE = re.compile(r"(?<![\w./@:=?&-])[a-z]{2,}(?:_[a-z]{2,})+(?![\w./@=-]*\w)|\b(?:sim|softcopy|hardcopy)\b")


def slips(texts: Iterable[str]) -> list[str]:
    """Every such slip in these texts, each of which is one run of words."""
    return [found[0] for text in texts for pattern in (_TWICE, _RAW_DAY, _CODE) for found in pattern.finditer(text)]
