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
_WAYS = {"in": "masuk", "out": "keluar"}
FEW = 8  # characters of an id that a list shows; every command takes a beginning that is unique


@click.group()
def events() -> None:
    """Tangani pesan yang mati; tampilkan katalog peristiwa."""


@events.command("catalogue")
def catalogue() -> None:
    """Tampilkan semua peristiwa, siapa yang memberitahukannya dan siapa yang mendengarnya."""
    from ppid.catalogue import lines

    click.echo("\n".join(lines()))


@events.group("dead")
def dead() -> None:
    """Pesan yang menunggu petugas; pesan berikutnya tentang perkara yang sama menunggu di belakangnya."""


@dead.command("list")
@click.option("--service", type=click.Choice(SERVICES), help="Hanya layanan ini.")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON per baris, untuk program.")
def list_(service: str | None, as_json: bool) -> None:
    """Daftar pesan mati, yang terlama lebih dahulu."""
    found = list(_find(service))
    if as_json:
        for name, letter in found:
            click.echo(json.dumps(_plain(name, letter)))
        return
    table = Table(
        "layanan", Column("id", no_wrap=True), "arah", "peristiwa", "kantor", "sejak", "percobaan", "menunggu", "galat"
    )
    for name, letter in found:
        event, since = letter.type.removeprefix(f"{TYPE_PREFIX}."), f"{letter.since:%Y-%m-%d %H:%M}"
        what = (name, str(letter.id)[:FEW], _WAYS[letter.kind], event, letter.tenant, since)
        table.add_row(*what, str(letter.attempts), str(letter.behind), letter.error)
    if found:
        Console().print(table)
    else:
        click.echo("Tidak ada pesan mati.")


@dead.command("show")
@click.argument("id_")
def show(id_: str) -> None:
    """Tampilkan satu pesan mati, isinya, dan apa yang sudah dilakukan. ID boleh disingkat."""
    name, letter = _one(id_)
    click.echo(json.dumps({**_plain(name, letter), "body": letter.body.decode(errors="replace")}, indent=2))


@dead.command("replay")
@click.argument("id_", required=False)
@click.option("--all", "all_", is_flag=True, help="Semua pesan mati.")
@click.option("--service", type=click.Choice(SERVICES), help="Bersama --all: hanya layanan ini.")
@click.option("--by", default=getpass.getuser, help="Siapa yang memutuskan; disimpan bersama pesan.")
def replay_(id_: str | None, all_: bool, service: str | None, by: str) -> None:
    """Kirim ulang pesan mati setelah penyebabnya diperbaiki. Mengulangnya tidak merugikan."""
    if (id_ is None) is not all_:
        raise click.UsageError("sebutkan satu ID atau --all")
    found = list(_find(service)) if all_ else [_one(str(id_))]
    count = 0
    for name in SERVICES:
        if ids := [letter.id for where, letter in found if where == name]:
            with _connection(name) as connection:
                count += replay(connection, ids, by)
    click.echo(f"{count} dikirim ulang.")


@dead.command("dismiss")
@click.argument("id_")
@click.option("--reason", required=True, help="Mengapa pesan ini tidak akan ditangani; disimpan bersama pesan.")
@click.option("--by", default=getpass.getuser, help="Siapa yang memutuskan; disimpan bersama pesan.")
def dismiss_(id_: str, reason: str, by: str) -> None:
    """Lepaskan pesan masuk yang mati, sehingga yang menunggu di belakangnya berjalan lagi."""
    name, letter = _one(id_)
    if letter.kind != "in":
        raise click.UsageError("peristiwa keluar dijanjikan kepada pihak lain: hanya dapat dikirim ulang")
    with _connection(name) as connection:
        click.echo(f"{dismiss(connection, [letter.id], by, reason)} dilepaskan.")


def _find(service: str | None) -> Iterator[Found]:
    for name in SERVICES:
        if service in (None, name):
            with _connection(name) as connection:
                for letter in dead_letters(connection):
                    yield name, letter


def _one(beginning: str) -> Found:
    found = [(name, letter) for name, letter in _find(None) if str(letter.id).startswith(beginning.lower())]
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} pesan mati berawalan {beginning}")
    return found[0]


def _connection(service: str) -> psycopg.Connection[Any]:
    return system.connect(load(service), "events")


def _plain(name: str, letter: DeadLetter) -> dict[str, Any]:
    values = asdict(letter)
    del values["body"]
    return {"service": name, **{key: _json(value) for key, value in values.items()}}


def _json(value: Any) -> Any:
    return value if isinstance(value, int | list) else str(value)
