"""Roles can do their own work and nothing else; migrations wait for each other."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from chassis.settings import SERVICES
from ppid.bootstrap import bootstrap
from ppid.embedded.postgres import Postgres
from ppid.embedded.settings import ROLES
from ppid.embedded.supervisor import Supervisor
from tests.integration.embedded.starting import start_postgres

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


def test_no_role_of_a_service_can_do_more_than_its_work(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    env = _service_urls(postgres)
    for _ in range(2):  # the second time finds everything and changes nothing
        bootstrap(postgres.url(), env)

    with psycopg.connect(postgres.url()) as admin:
        powers = (
            "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles where rolname ~ '^ppid_'"
        )
        assert admin.execute(powers).fetchall() == [(False,)] * (3 * len(SERVICES) + 1)
    # A temporary table would stand before the one that a function of the owner means (`chassis/audit_chain.py`).
    with psycopg.connect(env["PPID_INTAKE_DATABASE_URL"], autocommit=True) as app:
        for made in ("table mine", "temporary table audit_link"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(sql.SQL("create {} ()").format(sql.SQL(made)))
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(env["PPID_INTAKE_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry")


def test_two_migrations_at_once_do_not_disturb_each_other(
    supervisor: Supervisor, postgres: Postgres, folder: Path
) -> None:
    start_postgres(supervisor, postgres)
    env = _service_urls(postgres)
    bootstrap(postgres.url(), env)
    both = [
        subprocess.Popen(
            [sys.executable, "-P", "-m", "ppid", "migrate"], env=os.environ | env | {"PPID_ENV": "compose"}
        )
        for _ in range(2)
    ]
    assert [process.wait() for process in both] == [0, 0]


def _service_urls(postgres: Postgres) -> dict[str, str]:
    server = postgres.url().rpartition("@")[2].partition("/")[0]
    env = {"PPID_BROKER_URL": f"postgresql://ppid_bus:pw@{server}/ppid_bus"}
    for service in SERVICES:
        for name, role in ROLES.items():
            url = f"postgresql://ppid_{service}_{role}:pw@{server}/ppid_{service}"
            env[f"PPID_{service.upper()}_{name}"] = url
    return env
