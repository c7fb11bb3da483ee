"""How alike two requests are, without their words: keyed hashes of neighbouring words, the smallest of which are kept.

Bottom-k min-hash (A. Broder, On the resemblance and containment of documents, 1997). Whoever does not have the key
learns nothing from a sketch but how much it shares with another one of the same key.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

SIZE = 64  # hashes of a sketch; the error of likeness is about one in eight, enough for a hint
SHARED = 8  # of them, the smallest: half alike means that one of these is shared, but for one time in 250
FEWEST = 5  # pairs of words; fewer tell nothing
ALIKE = 0.5  # from here on a hint is given
_WORD = re.compile(r"[^\W\d_]+|\b\d{4}\b")  # words and years: longer numbers are those of people and telephones


def sketch(text: str, key: bytes) -> list[int]:
    """Return the smallest keyed hashes of all pairs of neighbouring words, ascending; empty where there are too few.

    Args:
        text: what is asked. key: 64 bytes at most; sketches of different keys share nothing.
    """
    words = _WORD.findall(text.casefold())
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    if len(pairs) < FEWEST:
        return []
    return sorted(_hash(pair, key) for pair in pairs)[:SIZE]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Which part of their pairs of words two texts share, from 0 to 1, as their sketches tell it."""
    smallest = sorted({*one, *other})[:SIZE]
    return len({*smallest} & {*one} & {*other}) / len(smallest) if smallest else 0.0


def _hash(pair: str, key: bytes) -> int:
    return int.from_bytes(blake2b(pair.encode(), key=key, digest_size=8).digest(), signed=True)
