"""Databases and roles of the platform, made by a superuser before the first migration.

Per service one database and three roles: `_owner` owns the tables and migrates, `_app` serves people under row-level
security, `_system` moves messages. None is superuser and none bypasses row-level security. Names and passwords come
from the very URLs that the services use, so they cannot disagree. What a role may do to a table, migrations grant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from chassis.settings import SERVICES

LOGIN_ONLY = sql.SQL("login nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit")


@dataclass(frozen=True, slots=True)
class Login:
    """A role and its database, as a URL names them."""

    role: str
    password: str
    database: str

    @classmethod
    def of(cls, url: str) -> "Login":
        """Return the login that a database URL describes."""
        parts = urlsplit(url)
        return cls(unquote(parts.username or ""), unquote(parts.password or ""), unquote(parts.path.lstrip("/")))


def bootstrap(admin_url: str, env: Mapping[str, str]) -> None:
    """Create what is missing and set the passwords; running it again changes nothing else.

    Raises:
        KeyError: a service's URL is not in `env`. psycopg.Error: the superuser was refused.
    """
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for service in SERVICES:
            owner, *others = (Login.of(url) for url in _urls(service, env))
            _database(admin, owner, others)
        bus = env.get("PPID_BROKER_URL", "")
        if bus.startswith("postgresql://"):  # the embedded broker is a database of its own
            _database(admin, Login.of(bus), [])


def _urls(service: str, env: Mapping[str, str]) -> Iterable[str]:
    for kind in ("OWNER_DATABASE_URL", "DATABASE_URL", "SYSTEM_DATABASE_URL"):
        yield env[f"PPID_{service.upper()}_{kind}"]


def _database(admin: psycopg.Connection[Any], owner: Login, others: list[Login]) -> None:
    for login in (owner, *others):
        _role(admin, login)
    name = sql.Identifier(owner.database)
    if not admin.execute("select 1 from pg_database where datname = %s", [owner.database]).fetchone():
        # template0: what a site has put into template1 is no business of ours
        admin.execute(
            sql.SQL("create database {} owner {} encoding 'UTF8' template template0").format(
                name, sql.Identifier(owner.role)
            )
        )
    admin.execute(sql.SQL("revoke all on database {} from public").format(name))
    for login in others:
        admin.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(login.role)))


def _role(admin: psycopg.Connection[Any], login: Login) -> None:
    known = admin.execute("select 1 from pg_roles where rolname = %s", [login.role]).fetchone()
    verb = sql.SQL("alter role" if known else "create role")
    admin.execute(
        sql.SQL("{} {} {} password {}").format(
            verb, sql.Identifier(login.role), LOGIN_ONLY, sql.Literal(login.password)
        )
    )
