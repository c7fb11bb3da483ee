"""How an event is declared: one frozen dataclass is the only declaration, everything else is derived from it.

An event is a fact in the past tense about one aggregate. It carries no name, identity number, address, phone,
e-mail or free text of a citizen: whoever needs those asks the owning service.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

TYPE_PREFIX = "id.go.kpu.ppid"


class Event:
    """Base of every event. `key` names the field that identifies the aggregate (ordering is kept per aggregate).

    An event is `bulk` when a tick tells it by the thousand: it goes by a queue of its own, which others pass by.
    """

    aggregate: ClassVar[str]
    fact: ClassVar[str]
    version: ClassVar[int]
    key: ClassVar[str]
    bulk: ClassVar[bool]

    @classmethod
    def type(cls) -> str:
        """CloudEvents `type`, for example `id.go.kpu.ppid.request.submitted.v1`."""
        return f"{TYPE_PREFIX}.{cls.aggregate}.{cls.fact}.v{cls.version}"

    @classmethod
    def topic(cls) -> str:
        """Return the routing key without its office: `request.submitted.v1`."""
        return f"{cls.aggregate}.{cls.fact}.v{cls.version}"

    @property
    def aggregate_id(self) -> str:
        """Identity of the aggregate that the fact is about."""
        return str(getattr(self, self.key))


E = TypeVar("E", bound=Event)

EVENTS: dict[str, type[Event]] = {}


def event(aggregate: str, fact: str, version: int, *, key: str, bulk: bool = False) -> Callable[[type[E]], type[E]]:
    """Declare an event class.

    Raises:
        TypeError: at import, for a second declaration of the same type, or of an aggregate some of whose events are
            bulk and some are not: they would go by two queues, and lose their order.
    """

    def declare(cls: type[E]) -> type[E]:
        cls.aggregate, cls.fact, cls.version, cls.key, cls.bulk = aggregate, fact, version, key, bulk
        if any(known.aggregate == aggregate and known.bulk is not bulk for known in EVENTS.values()):
            raise TypeError(f"events of {aggregate} are bulk all together or not at all")
        if cls.type() in EVENTS:
            raise TypeError(f"event {cls.type()} is declared twice")
        EVENTS[cls.type()] = cls
        return cls

    return declare


@dataclasses.dataclass(frozen=True, slots=True)
class Newer(Event):
    """A fact in a version that this code does not know yet: of its content only the aggregate's identity is read."""

    key: ClassVar[str] = "subject"
    subject: str


def newer(type_: str, subject: str) -> Newer | None:
    """Return the event of a type, if it is a newer version of a fact that is declared here."""
    if type_ in EVENTS:
        return None
    stem, _, number = type_.rpartition(".v")
    known = [cls for cls in EVENTS.values() if cls.type().rpartition(".v")[0] == stem]
    if not known or not number.isdecimal() or int(number) <= max(cls.version for cls in known):
        return None
    told = {"aggregate": known[0].aggregate, "fact": known[0].fact, "version": int(number), "__slots__": ()}
    return cast(Newer, type("Newer", (Newer,), told)(subject))


def bulk_aggregates() -> list[str]:
    """Return the aggregates whose events are bulk."""
    return sorted({known.aggregate for known in EVENTS.values() if known.bulk})


def dump(happened: Event) -> dict[str, Any]:
    """Return the event's fields as plain JSON values."""
    return cast(dict[str, Any], _plain(happened))


def load(cls: type[E], data: Mapping[str, Any]) -> E:
    """Rebuild an event from JSON values. Fields unknown to this version are ignored.

    Raises:
        ValueError: a field is missing or has the wrong shape.
    """
    try:
        return cast(E, _made(cls, data))
    except KeyError as missing:
        raise ValueError(f"{cls.type()} lacks the field {missing}") from missing
    except (TypeError, AttributeError) as wrong:
        raise ValueError(f"{cls.type()}: {wrong}") from wrong


def _made(cls: type[Any], data: Mapping[str, Any]) -> Any:
    hints = _hints(cls)  # type: ignore[arg-type]
    return cls(**{f.name: _typed(hints[f.name], data[f.name]) for f in dataclasses.fields(cls)})


@cache
def _hints(cls: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(cls)  # a tenth of the time that a consumer spends on a message


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | StrEnum) else value


def _typed(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        (hint,) = (a for a in get_args(hint) if a is not types.NoneType)
        origin = get_origin(hint)
    if origin is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in value)
    if dataclasses.is_dataclass(hint):
        return _made(cast(type[Any], hint), value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint(value)
    if not isinstance(value, hint):
        raise TypeError(f"expected {hint.__name__}, got {type(value).__name__}")
    return value
