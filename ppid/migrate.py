"""`ppid migrate`: bring the database of each service to its newest schema."""

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import click
import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from chassis.service import package
from chassis.settings import SERVICES
from ppid.bootstrap import bootstrap

# Two runs at once wait for each other here; the number means nothing but must never change.
RUN_LOCK = 7_116_200_805
FOLDED = "0100"  # the migration into which all before it were folded: whoever stands before it cannot go on
OLDER = (
    "Data ini dibuat oleh versi yang skemanya tidak dapat diperbarui lagi. Simpan dahulu yang masih diperlukan, lalu "
    "hapus dengan `make reset` (atau buat basis data baru) dan jalankan lagi."
)


class OlderSchema(Exception):
    """A database holds a schema of before the migrations were folded into one; nothing leads from there to here."""


def versions(service: str) -> Path:
    """Return the folder of a service's migrations.

    Raises:
        ModuleNotFoundError: there is no such service.
    """
    name = package(service)
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(spec.submodule_search_locations[0]) / "migrations" / "versions"


def upgrade(folder: Path, url: str) -> None:
    """Run the migrations of a folder that a database lacks; each is a transaction of its own.

    A statement that cannot get its lock within 4 seconds fails, so that a migration never queues everybody else
    behind itself; running the command again goes on where it stopped.
    """
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": RUN_LOCK})
        connection.execute(text("set lock_timeout = '4s'"))  # from here on: waiting for another run is no fault
        connection.commit()
        command.upgrade(_config(folder, connection), "head")


def _config(folder: Path, connection: object) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _escaped(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(folder))
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def migrate_all(env: Mapping[str, str] = os.environ, *, with_bootstrap: bool) -> None:
    """Migrate every service with its owner's URL, after creating databases and roles if asked to.

    Raises:
        KeyError: a URL is missing from `env`. OlderSchema: a database can only be made anew.
        sqlalchemy.exc.SQLAlchemyError: a migration failed.
    """
    if with_bootstrap:
        bootstrap(env["PPID_ADMIN_DATABASE_URL"], env)
    for service in SERVICES:
        check_age(env[f"PPID_{service.upper()}_OWNER_DATABASE_URL"])
    for service in SERVICES:
        upgrade(versions(service), env[f"PPID_{service.upper()}_OWNER_DATABASE_URL"])


def check_age(url: str) -> None:
    """Look whether a database can be brought to the newest schema.

    Raises:
        OlderSchema: it cannot, it was made before migrations were folded. psycopg.Error: it does not answer.
    """
    with psycopg.connect(url) as connection:
        if connection.execute("select to_regclass('alembic_version')").fetchone() == (None,):
            return
        row = connection.execute("select version_num from alembic_version").fetchone()
    if row and row[0] < FOLDED:
        raise OlderSchema(OLDER)


@click.command()
@click.option("--bootstrap", "with_bootstrap", is_flag=True, help="Buat dulu basis data dan peran (superuser).")
def migrate(with_bootstrap: bool) -> None:
    """Perbarui skema setiap basis data."""
    try:
        migrate_all(with_bootstrap=with_bootstrap)
    except KeyError as missing:
        raise click.ClickException(
            f"{missing.args[0]} belum diatur. Jalankan `make run` lebih dulu, atau isi variabel itu."
        ) from None
    except OlderSchema as older:
        raise click.ClickException(str(older)) from None
    click.echo("Skema semua basis data sudah yang terbaru.")
