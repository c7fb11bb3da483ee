"""The system role's own connection: it moves messages, and sees operational tables only."""

from typing import Any

import psycopg

from chassis.settings import Settings


def connect(settings: Settings, role: str) -> psycopg.Connection[Any]:
    """Open a connection of the system role; each statement is its own transaction.

    It is not pooled: session advisory locks and LISTEN live and die with it.

    Raises:
        psycopg.OperationalError: the database does not answer.
    """
    return psycopg.connect(
        libpq(settings.system_database_url),
        autocommit=True,
        connect_timeout=5,
        application_name=f"ppid {settings.service} {role}",
        # A peer that vanished without a word is noticed within 20 s at both ends, so its locks do not outlive it long.
        options="-c statement_timeout=30000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
        " -c tcp_keepalives_count=2",
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=2,
    )


def libpq(url: str) -> str:
    """Return the form of a database URL that libpq knows, without SQLAlchemy's driver name."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
