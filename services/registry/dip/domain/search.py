"""What a searcher may have meant: words without their affixes, and words that look like a mistyped one. Pure.

PostgreSQL's Indonesian stemmer takes me-, di-, ber-, -kan, -nya off, but cannot know whether the first letter of the
root melted away (menetapkan: tetap, mengirim: kirim), so both readings are asked for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_WORDS, LONGEST_WORD = 12, 40
_MELTING = "ktps"  # the letters that meN- and peN- swallow
_VOWELS = "aeiou"
_EMPTY_WORDS = frozenset(
    {"dan", "atau", "yang", "di", "ke", "dari", "untuk", "pada", "dengan", "dalam", "oleh", "tentang", "para", "bagi"}
    | {"serta", "sebagai", "adalah", "itu", "ini"}
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """One typed word: the stems it may stand for. `instead` names the words taken in its place, when it is unknown."""

    word: str
    stems: tuple[str, ...]
    instead: tuple[str, ...] = ()


def words(typed: str) -> list[str]:
    """Return the words of what somebody typed that can distinguish anything, in lower case, each once."""
    found = [word[:LONGEST_WORD] for word in _WORD.findall(typed.lower())]
    telling = [word for word in found if word not in _EMPTY_WORDS] or found
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def readings(stem: str) -> tuple[str, ...]:
    """Return the stem, and what it would be had a prefix swallowed its first letter, or not swallowed it."""
    if len(stem) < 3:
        return (stem,)
    if stem[0] in _MELTING and stem[1] in _VOWELS:
        return (stem, stem[1:]) if len(stem) > 3 else (stem,)
    if stem[0] in _VOWELS:
        return (stem, *(letter + stem for letter in _MELTING))
    return (stem,)


def query(meant: Sequence[Meant]) -> str:
    """Return the tsquery that asks for every word in one of its meanings; an unknown word also as the
    beginning of one.
    """
    return " & ".join(f"({' | '.join(_alternatives(one))})" for one in meant)


def _alternatives(meant: Meant) -> Iterable[str]:
    known = [f"'{stem}'" for stem in dict.fromkeys(meant.stems)]
    return known if meant.stems and not meant.instead else [*known, f"'{meant.word}':*"]
