"""`ppid staff`: invite the first administrator of an office, suspend one, and let one in again as a last resort.

Whoever runs this holds the gateway's keys and database. Each act stands in the office's record.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from chassis.context import Context
from chassis.errors import Problem
from chassis.service import load, start

office_option = click.option("--office", "code", metavar="KODE", required=True, help="Kantor, misalnya 00.")
username_option = click.option("--username", metavar="NAMA", required=True, help="Nama pengguna untuk masuk.")


@click.group()
def staff() -> None:
    """Undang admin pertama sebuah kantor, tangguhkan, atau pulihkan akun admin."""


@staff.command()
@office_option
@username_option
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--mailbox", required=True, help="Surel; undangan dikirim ke sini juga.")
def invite(code: str, username: str, name: str, mailbox: str) -> None:
    """Undang admin, dan cetak tautan untuk memilih kata sandinya."""
    from gateway.accounts import Newcomer
    from gateway.auth import invitations
    from gateway.commands import ADMIN
    from gateway.people import invite as send

    with _office(code) as reached:
        click.echo(invitations.address(send(reached, Newcomer(name, username, mailbox, ADMIN))))


@staff.command()
@office_option
@username_option
def suspend(code: str, username: str) -> None:
    """Tangguhkan akun admin; semua sesinya berakhir seketika."""
    from gateway.models import State
    from gateway.people import administrator, change_state

    with _office(code) as reached:
        change_state(reached, administrator(reached, username), State.SUSPENDED)
    click.echo(f"{username} ditangguhkan.")


@staff.command()
@office_option
@username_option
def rescue(code: str, username: str) -> None:
    """Pulihkan akun admin: cetak tautan kata sandi yang berlaku 15 menit dan sekali."""
    from gateway.auth import invitations
    from gateway.people import administrator
    from gateway.people import rescue as let_in

    with _office(code) as reached:
        click.echo(invitations.address(let_in(reached, administrator(reached, username))))


@contextmanager
def _office(code: str) -> Iterator[Any]:
    from gateway.accounts import Reach
    from gateway.commands import SELF

    runtime = start(load("gateway"))
    try:
        with runtime.acting(Context(code, SELF, frozenset({SELF}))):
            yield Reach(runtime.directory.by_code(code), above=True)
    except Problem as refused:
        said = [refused.title, *(fault.detail for fault in refused.faults)]
        raise click.ClickException(". ".join(said)) from None
    finally:
        runtime.database.dispose()
