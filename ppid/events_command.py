"""`ppid events`: what to do when a message could not be delivered or handled, and what messages there are."""

import getpass
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
import psycopg
from rich.console import Console
from rich.table import Column, Table

from chassis import system
from chassis.dead_letters import DeadLetter, dismiss, replay
from chassis.dead_letters import dead as dead_letters
from chassis.settings import SERVICES, load
from contracts.event import TYPE_PREFIX

Found = tuple[str, DeadLetter]
FEW = 8  # characters of an id that a list shows; every command takes a beginning that is unique


@click.group()
def events() -> None:
    """List, show and replay dead letters; print the catalogue of events."""


@events.command("catalogue")
def catalogue() -> None:
    """Print every event, who tells it and who listens."""
    from ppid.contracts_command import describe

    click.echo(describe(), nl=False)


@events.group("dead")
def dead() -> None:
    """Messages that wait for an operator. What follows of the same matter waits behind them."""


@dead.command("list")
@click.option("--service", type=click.Choice(SERVICES), help="Only this service.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
def list_(service: str | None, as_json: bool) -> None:
    """List dead letters, the oldest first."""
    found = list(_find(service))
    if as_json:
        for name, letter in found:
            click.echo(json.dumps(_plain(name, letter)))
        return
    table = Table("service", Column("id", no_wrap=True), "way", "event", "office", "since", "tries", "behind", "error")
    for name, letter in found:
        since = f"{letter.since:%Y-%m-%d %H:%M}"
        numbers = (str(letter.attempts), str(letter.behind))
        event = letter.type.removeprefix(f"{TYPE_PREFIX}.")
        table.add_row(name, str(letter.id)[:FEW], letter.kind, event, letter.tenant, since, *numbers, letter.error)
    if found:
        Console().print(table)
    else:
        click.echo("No dead letters.")


@dead.command("show")
@click.argument("id_")
def show(id_: str) -> None:
    """Show one dead letter with its body and what was done about it. ID may be shortened."""
    name, letter = _one(id_)
    click.echo(json.dumps({**_plain(name, letter), "body": letter.body.decode(errors="replace")}, indent=2))


@dead.command("replay")
@click.argument("id_", required=False)
@click.option("--all", "all_", is_flag=True, help="Every dead letter.")
@click.option("--service", type=click.Choice(SERVICES), help="With --all: only this service.")
@click.option("--by", default=getpass.getuser, help="Who decides this; kept with the message.")
def replay_(id_: str | None, all_: bool, service: str | None, by: str) -> None:
    """Make a dead letter due again, once its cause is mended. Repeating it does no harm."""
    if (id_ is None) is not all_:
        raise click.UsageError("give an ID or --all")
    found = list(_find(service)) if all_ else [_one(str(id_))]
    count = 0
    for name in SERVICES:
        if ids := [letter.id for where, letter in found if where == name]:
            with _connection(name) as connection:
                count += replay(connection, ids, by)
    click.echo(f"{count} due again.")


@dead.command("dismiss")
@click.argument("id_")
@click.option("--reason", required=True, help="Why it will never be handled; kept with the message.")
@click.option("--by", default=getpass.getuser, help="Who decides this; kept with the message.")
def dismiss_(id_: str, reason: str, by: str) -> None:
    """Give an incoming dead letter up, so that what waits behind it goes on."""
    name, letter = _one(id_)
    if letter.kind != "in":
        raise click.UsageError("an outgoing event is a promise to others: it can be replayed, not dismissed")
    with _connection(name) as connection:
        click.echo(f"{dismiss(connection, [letter.id], by, reason)} dismissed.")


def _find(service: str | None) -> Iterator[Found]:
    for name in SERVICES:
        if service in (None, name):
            with _connection(name) as connection:
                for letter in dead_letters(connection):
                    yield name, letter


def _one(beginning: str) -> Found:
    found = [(name, letter) for name, letter in _find(None) if str(letter.id).startswith(beginning.lower())]
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} dead letters begin with {beginning}")
    return found[0]


def _connection(service: str) -> psycopg.Connection[Any]:
    return system.connect(load(service), "events")


def _plain(name: str, letter: DeadLetter) -> dict[str, Any]:
    values = asdict(letter)
    del values["body"]
    return {"service": name, **{key: _json(value) for key, value in values.items()}}


def _json(value: Any) -> Any:
    return value if isinstance(value, int | list) else str(value)
