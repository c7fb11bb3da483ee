"""JSON Schema (2020-12) and AsyncAPI 3.0 of the events, derived from their declarations and the services' handlers."""

import dataclasses
import re
import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import contracts
from chassis.settings import SERVICES
from contracts.envelope import CONTENT_TYPE
from contracts.event import EVENTS, Event

Listeners = Mapping[type[Event], Iterable[str]]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
_TRACEPARENT = "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"


def events() -> list[type[Event]]:
    """Every declared event, in the order of its type."""
    for module in iter_modules(contracts.__path__, "contracts."):
        import_module(module.name)  # an event is declared by being imported
    return [EVENTS[name] for name in sorted(EVENTS)]


def tellers(event: type[Event]) -> tuple[str, ...]:
    """Who tells an event, from the sentence "Told by …" in its description: a service, or every one.

    Raises:
        ValueError: the description does not say.
    """
    found = re.search(r"Told by (?:the )?(every service|\w+)\.", event.__doc__ or "")
    if found is None:
        raise ValueError(f"the description of {event.__name__} lacks a sentence 'Told by …'")
    return SERVICES if found[1] == "every service" else (found[1],)


def message_schema(event: type[Event]) -> dict[str, Any]:
    """Return the schema of the whole message: CloudEvents attributes and the event's own fields under `data`.

    Readers ignore what they do not know, so nothing is closed.
    """
    text = {"type": "string", "minLength": 1}
    attributes = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid"},
        "source": _source(tellers(event)),
        "type": {"const": event.type()},
        "subject": {**text, "description": f"Identity of the {event.aggregate}: the same as `data.{event.key}`."},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "tenant": {**text, "description": "Office: Kemendagri region code."},
        "actor": {**text, "description": "Who caused it, never a name."},
        "traceparent": {"type": "string", "pattern": _TRACEPARENT},
        "aggregateversion": {"type": "integer", "minimum": 1},
        "data": data_schema(event),
    }
    return {"$schema": DIALECT, "$id": f"urn:{event.type()}", **_object(event, attributes)}


def data_schema(event: type[Event]) -> dict[str, Any]:
    """Return the schema of an event's own fields."""
    return _fields(event)


def _fields(declared: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(declared)
    return _object(declared, {field.name: _schema(hints[field.name]) for field in dataclasses.fields(declared)})


def _object(declared: type[Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": declared.__name__,
        "description": cleandoc(declared.__doc__ or ""),
        "type": "object",
        "required": list(properties),
        "properties": properties,
    }


def _schema(hint: Any) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (_schema(part) for part in get_args(hint) if part is not types.NoneType)
        return {**inner, "type": [inner["type"], "null"]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": list(hint)}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _fields(hint)
    return dict(_PLAIN[hint])


def asyncapi(listeners: Listeners) -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of the platform: a channel per event, an operation per service that tells or
    hears.
    """
    declared = events()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "PPID KPU: events",
            "version": "1.0.0",
            "description": "What the services tell each other. Generated; the declarations are in contracts/.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {event.topic(): _channel(event) for event in declared},
        "operations": {
            f"{service}.{action}.{event.topic()}": _operation(action, service, event)
            for event in declared
            for action, services in (("send", tellers(event)), ("receive", sorted(listeners.get(event, ()))))
            for service in services
        },
        "components": {"messages": {event.topic(): _message(event) for event in declared}},
    }


def _source(services: tuple[str, ...]) -> dict[str, Any]:
    paths = [f"/{service}" for service in services]
    return {"const": paths[0]} if len(paths) == 1 else {"enum": paths}


def _channel(event: type[Event]) -> dict[str, Any]:
    return {
        "address": f"t.{{office}}.{event.topic()}",
        "parameters": {"office": {"description": "Region code with dashes for dots.", "examples": ["32-76", "00"]}},
        "messages": {"event": {"$ref": f"#/components/messages/{event.topic()}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": {"name": "ppid.events", "type": "topic"}}},
    }


def _operation(action: str, service: str, event: type[Event]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{event.topic()}"},
        "messages": [{"$ref": f"#/channels/{event.topic()}/messages/event"}],
        "tags": [{"name": service}],
    }


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.type(),
        "title": event.__name__,
        "summary": cleandoc(event.__doc__ or "").splitlines()[0],
        "contentType": CONTENT_TYPE,
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"./schemas/{event.type()}.json"},
        },
    }
