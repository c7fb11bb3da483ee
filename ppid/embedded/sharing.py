"""What all roles have in common is made once, in the parent, so that its memory is shared by all of them.

A child that is the first to use a library pays for the library's own tables: about 12 MB a role, measured.
"""

import gc
import threading
from importlib import import_module

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import NullPool

from chassis import settings
from chassis.context import Context
from chassis.service import load
from chassis.settings import SERVICES
from chassis.tokens import Signer, Verifier
from ppid import roles

# What roles import when they need it, beyond what their services do.
_MODULES = (
    *(module for module, _ in roles.ENTRY_POINTS.values()),
    "aiosmtpd.controller",
    "kombu.transport.virtual",
    "chassis.broker.bus",
    "chassis.broker.table",
    "werkzeug.serving",
    "ppid.mail_catcher.page",
)


def import_everything() -> None:
    """Import what any role needs."""
    gc.disable()  # until a child is forked: a collection now would only cost time
    for module in _MODULES:
        import_module(module)
    for service in SERVICES:
        load(service)
    configure_mappers()


def use_once(database_url: str) -> None:
    """Use the libraries that every role uses first: a connection (closed again), a query, a key, a token.

    Raises:
        psycopg.Error: the database does not answer.
    """
    psycopg.connect(database_url).close()
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select :n"), {"n": 1})
    engine.dispose()
    some = settings.load(SERVICES[0])
    token = Signer.of(some).sign(Context("00", "warm"), SERVICES[0])
    Verifier.of(some).verify(token)
    # Not collected first: what would be freed leaves holes all over the shared pages, and a child that fills one copies
    # the page. Frozen, for a collection in a child would touch, and so copy, all of it.
    gc.freeze()
    assert threading.active_count() == 1, "a thread would not survive the fork"
