"""`ppid up`: the whole platform on this machine, from nothing to addresses on the screen."""

import os
import time

import click

from ppid.environment import var_dir


@click.command()
def up() -> None:
    """Jalankan seluruh platform di komputer ini sampai Ctrl-C.

    PPID_PORT memindahkan semua port, PPID_VAR datanya.
    """
    from ppid.embedded import preflight
    from ppid.embedded.platform import Platform
    from ppid.embedded.record import Record
    from ppid.embedded.supervisor import StopAsked

    began = time.monotonic()
    os.umask(0o066)  # what we keep is ours alone; who runs PostgreSQL may still pass through our folders
    preflight.check_machine()
    ports = preflight.ports(os.environ.get("PPID_PORT"))
    var = var_dir()
    lock = preflight.own(var)
    if left := Record(var / "parts.json").clear_away():
        click.echo(f"Sisa dari jalan sebelumnya dihentikan: {', '.join(left)}.")
    preflight.check_ports(ports)
    preflight.check_space(var)
    platform = Platform(var, ports, _report)
    if platform.note:
        click.echo(f"Catatan: {platform.note}.")
    try:
        platform.start()
        _tell(os.environ["PPID_EDGE_URL"], time.monotonic() - began)
        platform.watch()
    except StopAsked:
        pass
    finally:
        click.echo("Menghentikan semua bagian …")
        platform.stop()
        lock.close()


def _report(what: str, seconds: float) -> None:
    click.echo(f"{_number(seconds):>6} dtk  {what}")


def _number(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _tell(edge: str, seconds: float) -> None:
    """Addresses and demonstration accounts."""
    from gateway import commands, config
    from ppid.offices import office

    scheme, _, host = edge.partition("://")
    click.echo(f"\nPPID siap dalam {_number(seconds)} detik.\n")
    _line("Portal nasional", edge)
    for demo in commands.DEMO:
        listed = office(demo.code)
        _line(listed.name, f"{scheme}://{listed.label}.{host}")
    _line("Surat peragaan", f"{scheme}://surat.{host}")
    click.echo(f"\nAkun peragaan (kata sandi semuanya: {config.DEMO_PASSWORD}):\n")
    for demo in commands.DEMO:
        _line(
            office(demo.code).name, ", ".join(f"{role}.{demo.short}" for role in ("petugas", "ppid", "atasan", "admin"))
        )
    click.echo("\nMasuk lewat /masuk di alamat kantornya. Hentikan dengan Ctrl-C; data tetap ada.")


def _line(name: str, value: str) -> None:
    click.echo(f"  {name:<26}{value}")
