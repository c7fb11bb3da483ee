"""Services that answer from memory tell no more than the true ones publish: a page that needs more fails."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict


class Shaped:
    """A door from memory, each answer of which is cut to what the true door promises."""

    def __init__(self, door: Any, true: type[Any]) -> None:
        self._door, self._true = door, true

    def __getattr__(self, name: str) -> Any:
        kept = getattr(self._door, name)
        if not callable(kept) or not hasattr(self._true, name):
            return kept
        promised = get_type_hints(getattr(self._true, name))["return"]
        return lambda *asked, **how: cut(kept(*asked, **how), promised)


def cut(value: Any, promised: Any) -> Any:
    """A value without the fields that its type does not have."""
    kind, inner = get_origin(promised), get_args(promised)
    if kind in (Union, UnionType):
        (promised,) = [one for one in inner if one is not NoneType][:1]
        return None if value is None else cut(value, promised)
    if kind is list:
        return [cut(item, inner[0]) for item in value]
    if kind is dict:
        return {name: cut(item, inner[1]) for name, item in value.items()}
    if is_typeddict(promised):
        fields = get_type_hints(promised)
        return {name: cut(item, fields[name]) for name, item in value.items() if name in fields}
    return value
