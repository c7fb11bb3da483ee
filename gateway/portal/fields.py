"""Forms as data: what is asked, how it is typed in, and a first look at what was typed.

The services decide what is acceptable; this look only spares people a round trip for what is plainly missing.
Labels and hints stand in the catalogues under `field.<name>`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.schema import UNREADABLE

Values = Mapping[str, str]
Faults = dict[str, str]  # field name to sentence key, or to a service's own sentence
LONG, GARBLED = "fault.long", "fault.garbled"
_PLAIN_DIGITS = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    Attributes:
        name: the form's name for it and the key of its texts.
        kind: text, area, lines, choice, select, date, time, tick, email, tel, digits or password.
        pointer: where the services speak of it (RFC 6901), to bring their objections back to the field.
        either: another question may be answered in its place, so it is neither required nor simply optional.
        choices: the codes of a choice or select; their texts are `field.<name>.choice.<code>`.
        longest: in characters. width: how much the answer usually takes (short, medium, long).
        texts: under which its texts stand, where that is not its name.
    """

    name: str
    kind: str = "text"
    pointer: str = ""
    required: bool = True
    either: bool = False
    longest: int = 200
    choices: tuple[str, ...] = ()
    autocomplete: str = ""
    width: str = "long"
    texts: str = ""

    @property
    def key(self) -> str:
        """Under which its texts stand."""
        return self.texts or key_of(self.name)


def key_of(name: str) -> str:
    """Under which the texts of a field stand: what is asked several times has a number behind its name, `subject-2`."""
    return name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, under one heading `section.<name>`."""

    name: str
    fields: tuple[Field, ...]


def read(form: Values, fields: Iterable[Field]) -> dict[str, str]:
    """Return what was typed into these fields, trimmed, line ends made equal."""
    return {field.name: form.get(field.name, "").replace("\r\n", "\n").strip() for field in fields}


def whole(typed: str) -> int | None:
    """Return the whole number that was typed; None where it is not 1 to 15 plain digits (other signs are
    digits too).
    """
    return int(typed) if _PLAIN_DIGITS.fullmatch(typed) else None


def look(values: Values, fields: Iterable[Field]) -> Faults:
    """Return what is plainly missing or too long, as sentence keys by field."""
    return {field.name: fault for field in fields if (fault := _fault(values.get(field.name, ""), field))}


def in_order(faults: Faults, fields: Iterable[Field]) -> Faults:
    """Return the faults as the form asks its questions, from top to bottom; those of no field of these come last."""
    places = [field.name for field in fields]
    return dict(sorted(faults.items(), key=lambda fault: places.index(fault[0]) if fault[0] in places else len(places)))


def keepable(values: Values, faults: Faults) -> dict[str, str]:
    """Return what may be kept of what was typed although it has faults: all but what is too long or cannot be read."""
    return {name: value for name, value in values.items() if faults.get(name) not in (LONG, GARBLED)}


def _fault(value: str, field: Field) -> str:
    if not value:
        return (
            f"fault.choose.{field.kind}"
            if field.required and field.kind in _CHOSEN
            else "fault.missing" * field.required
        )
    if len(value) > field.longest:
        return LONG
    if UNREADABLE.search(value):
        return GARBLED
    if field.choices and value not in field.choices:
        return "fault.choose.choice"
    pattern = _SHAPES.get(field.kind)
    return "" if pattern is None or pattern.fullmatch(value) else f"fault.shape.{field.kind}"


_CHOSEN = ("choice", "select", "tick")
_SHAPES = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "digits": re.compile(r"[\d .-]+"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d[:.]\d\d"),
}


def by_pointer(fields: Iterable[Field], faults: Iterable[tuple[str, str]]) -> tuple[Faults, list[str]]:
    """Bring a service's faults back to the fields they speak of.

    Returns:
        Sentences by field, and the sentences that belong to no field of these.
    """
    known = {field.pointer: field.name for field in fields if field.pointer}
    placed: Faults = {}
    loose: list[str] = []
    for pointer, sentence in faults:
        name = next((known[part] for part in _upwards(pointer) if part in known), None)
        if name is None:
            loose.append(sentence)
        else:
            placed.setdefault(name, sentence)
    return placed, loose


def _upwards(pointer: str) -> Iterable[str]:
    """Return the pointer itself, then everything above it: a fault of one name in a list belongs to the list."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
