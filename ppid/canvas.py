"""The canvas of a service, read off its code: what it keeps, hears, tells, answers and does by the clock."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, Flask
from sqlalchemy.orm import DeclarativeBase

from chassis.service import Service, load, package
from chassis.settings import SERVICES
from contracts.event import Event
from ppid.event_schemas import events, tellers

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- canvas: written by `ppid contracts` -->\n", "<!-- canvas ends -->\n"
_ANSWERED = ("/v1", "/api")  # a page of the gateway is no route of an API
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def pages() -> dict[Path, str]:
    """Return the README of each service with the canvas of today, by its path."""
    paths = {ROOT / package(name).replace(".", "/") / "README.md": name for name in SERVICES}
    return {path: placed(path.read_text("utf-8"), canvas(load(name))) for path, name in paths.items()}


def canvas(service: Service) -> str:
    """Return the table of one service."""
    lines = {
        "Keeps": _listed(_tables(service.name)),
        "Hears": _listed(_topic(event) for event in service.handlers),
        "Tells": _listed(_topic(event) for event in events() if service.name in tellers(event)),
        "Answers": "<br>".join(_routes(service.name)),
        "Ticks": ", ".join(f"`{tick.name}` {tick.seconds:g} s" for tick in service.ticks),
    }
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in lines.items() if text), ""])


def placed(page: str, table: str) -> str:
    """Return the page with this table between its two marks.

    Raises:
        ValueError: the page lacks the marks.
    """
    head, begun, rest = page.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"the page lacks {BEGIN!r} and {END!r}")
    return f"{head}{BEGIN}{table}{END}{tail}"


def _topic(event: type[Event]) -> str:
    """Return what an event is about and says, whatever its version."""
    return event.topic().rpartition(".")[0]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(set(names)))


def _values(name: str) -> list[object]:
    """Return what the modules of a service define, once each."""
    modules = [module for path, module in list(sys.modules.items()) if f"{path}.".startswith(f"{package(name)}.")]
    return list({id(value): value for module in modules for value in vars(module).values()}.values())


def _tables(name: str) -> set[str]:
    bases = [v for v in _values(name) if isinstance(v, type) and DeclarativeBase in v.__bases__]
    return {table for base in bases for table in base.metadata.tables}  # type: ignore[attr-defined]


def _routes(name: str) -> list[str]:
    """Return the routes by resource: its path, then each route below it with its methods."""
    app = Flask(name)
    for value in _values(name):
        if isinstance(value, Blueprint):
            app.register_blueprint(value)
    methods: dict[str, set[str]] = defaultdict(set)
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(_ANSWERED):
            methods[re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)] |= rule.methods or set()
    resources: dict[str, list[str]] = defaultdict(list)
    for path, answered in sorted(methods.items()):
        resource = "/".join(path.split("/")[:3])
        below = path.removeprefix(resource)
        resources[resource].append(f"{below and f'`{below}` '}{' '.join(m for m in _METHODS if m in answered)}")
    return [f"`{resource}` {', '.join(below)}" for resource, below in resources.items()]
