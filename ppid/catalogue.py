"""The catalogue of events for people: what each says, who tells and hears it, its fields."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from chassis.relay import known_subscriptions
from chassis.settings import SERVICES
from contracts.event import Event
from ppid.event_schemas import Listeners, data_schema, events, tellers

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "data"), autoescape=True, keep_trailing_newline=True
)


def page() -> str:
    """Return the catalogue as a page for the browser."""
    return _PAGES.get_template("catalogue.html").render(events=list(map(_described, events())))


def lines() -> list[str]:
    """Return the catalogue for a terminal: a line for each event."""
    told = [_described(event) for event in events()]
    return [f"{event['topic']}: {event['says']} ({event['told']} → {event['heard'] or '–'})" for event in told]


def listeners() -> Listeners:
    """Which services hear each event."""
    heard: dict[type[Event], list[str]] = {}
    for service, listened in known_subscriptions().items():
        for event in listened:
            heard.setdefault(event, []).append(service)
    return heard


def _described(event: type[Event]) -> dict[str, Any]:
    schema, told = data_schema(event), tellers(event)
    paragraphs = [" ".join(part.split()) for part in schema["description"].split("\n\n")]
    return {
        "topic": event.topic(),
        "type": event.type(),
        "says": re.split(r"(?<!\bps)[.;:]\s", paragraphs[0])[0].rstrip(".;:"),
        "told": "every service" if told == SERVICES else ", ".join(told),
        "heard": ", ".join(sorted(listeners().get(event, ()))),
        "description": paragraphs,
        "fields": [(name, _kind(field)) for name, field in schema["properties"].items()],
    }


def _kind(schema: dict[str, Any]) -> str:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "items" in schema:
        return f"array of {_kind(schema['items'])}"
    if "enum" in schema:
        return ", ".join(schema["enum"])
    return " or ".join([str(schema.get("format", kinds[0])), *kinds[1:]])
