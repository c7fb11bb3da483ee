"""`ppid seed`: list the 553 offices, wait until every service has heard of them, appoint who shows it."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager

import click
import psycopg
from rich.console import Console
from rich.progress import Progress

from chassis.context import Context
from chassis.service import Runtime, load, start
from chassis.settings import SERVICES, BadSettings
from ppid.offices import offices, profiles

LISTENERS = tuple(service for service in SERVICES if service != "gateway")
PATIENCE = 120.0  # seconds without an office more that a service knows; a slow machine may need longer for all
_HEARD = "select count(*) from office where code = any(%s)"


class NotHeard(click.ClickException):
    """A service did not hear of all offices in time."""


def run(env: Mapping[str, str] = os.environ) -> None:
    """List the offices with the gateway and wait for the services; running it again changes nothing.

    Where demonstration accounts may exist, they are made and appointed as well.

    Raises:
        NotHeard: events did not arrive within two minutes. BadSettings: the environment is not complete.
    """
    from gateway import commands, config
    from ppid import demonstration

    runtime, people = start(load("gateway")), list[commands.DemoPerson]()
    with _as_national_office(runtime):
        commands.list_offices(offices().values())
        commands.profile_offices(profiles())
        if config.demo_allowed(runtime.settings):
            people = commands.add_demo_staff(config.DEMO_PASSWORD)
            commands.profile_offices(demonstration.PROFILES)
    _wait({service: env[f"PPID_{service.upper()}_SYSTEM_DATABASE_URL"] for service in LISTENERS})
    demonstration.appoint(runtime, people)
    runtime.database.dispose()


def _as_national_office(runtime: Runtime) -> AbstractContextManager[None]:
    return runtime.acting(Context("00", "service:gateway", frozenset({"service:gateway"})))


def _wait(urls: Mapping[str, str]) -> None:
    console = Console(stderr=True)
    with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        for service, url in urls.items():
            task = progress.add_task(f"{service} mengenal kantor", total=len(offices()))
            with psycopg.connect(url, autocommit=True) as connection:
                for known in _heard(connection, service):
                    progress.update(task, completed=known)


def _heard(connection: "psycopg.Connection[tuple[int]]", service: str) -> Iterator[int]:
    """How many of the offices a service knows, until it knows all.

    Raises:
        NotHeard: it came to know no other one for too long.
    """
    codes, known, deadline = list(offices()), -1, 0.0
    while known < len(codes):
        row = connection.execute(_HEARD, [codes]).fetchone()
        found = row[0] if row else 0
        if found > known:
            known, deadline = found, time.monotonic() + PATIENCE
        elif time.monotonic() > deadline:
            raise NotHeard(f"{service} baru mengenal {known} kantor. Lihat `ppid doctor`.")
        yield known
        time.sleep(0.1 if known < len(codes) else 0)


@click.command()
def seed() -> None:
    """Daftarkan 553 kantor dan tunggu sampai setiap layanan mengenalnya."""
    try:
        run()
    except BadSettings as bad:
        raise click.ClickException(f"{bad}. Jalankan `make run` lebih dulu, atau isi variabel itu.") from None
    click.echo(f"{len(offices())} kantor terdaftar dan dikenal oleh semua layanan.")
