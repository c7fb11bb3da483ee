"""`ppid client`: suspend an office's API client, or admit it again. Its tokens end, or count again, within seconds."""

import click

from chassis.context import Context
from chassis.errors import NotFound
from chassis.service import load, start

client_argument = click.argument("client_id", metavar="KLIEN")
office_option = click.option("--office", "code", metavar="KODE", required=True, help="Kantor, misalnya 32.76.")


@click.group()
def client() -> None:
    """Tangguhkan klien API sebuah kantor, atau aktifkan kembali."""


@client.command()
@client_argument
@office_option
def suspend(client_id: str, code: str) -> None:
    """Tangguhkan klien: token yang sudah dipegangnya ditolak dalam lima detik."""
    changed = _list(client_id, code, active=False)
    click.echo(f"{client_id} ditangguhkan." if changed else f"{client_id} sudah ditangguhkan.")


@client.command()
@client_argument
@office_option
def admit(client_id: str, code: str) -> None:
    """Aktifkan kembali klien yang ditangguhkan."""
    changed = _list(client_id, code, active=True)
    click.echo(f"{client_id} aktif kembali." if changed else f"{client_id} sudah aktif.")


def _list(client_id: str, code: str, *, active: bool) -> bool:
    from gateway import commands

    runtime = start(load("gateway"))
    try:
        with runtime.acting(Context(code, commands.SELF, frozenset({commands.SELF}))):
            return commands.list_client(client_id, active=active)
    except NotFound:
        raise click.ClickException(f"kantor {code} tidak mempunyai klien {client_id}.") from None
    finally:
        runtime.database.dispose()
