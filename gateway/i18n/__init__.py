"""Every sentence on a page, by key and language. Indonesian is the original; English says the same."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

LANGUAGES = ("id", "en")
ORIGINAL = "id"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of a language by dotted key, from every file of its folder.

    Raises:
        ValueError: two files say the same key.
    """
    found: list[tuple[str, str]] = []
    for file in files("gateway").joinpath("i18n", language).iterdir():
        found += _flat(yaml.safe_load(file.read_text("utf-8")))
    sentences = dict(found)
    if len(sentences) != len(found):
        raise ValueError(f"a sentence is said twice in {language}")
    return MappingProxyType(sentences)


def translate(language: str, key: str, **values: Any) -> str:
    """Return the sentence of a key with its values put in.

    With `n` among the values, `<key>.one` is taken for 1 and `<key>.other` for the rest where the language has them.

    Raises:
        KeyError: the catalogue has no such key; a test looks through all pages for that.
    """
    sentences = catalogue(language)
    if "n" in values and key not in sentences:
        key = f"{key}.one" if values["n"] == 1 else f"{key}.other"
    return sentences[key].format(**values) if values else sentences[key]


def has(language: str, key: str) -> bool:
    """Whether there is a sentence of a key: hints are optional."""
    return key in catalogue(language)


def _flat(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{above}{name}"
        found.extend(_flat(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))])
    return found
