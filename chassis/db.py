"""One database per service; every transaction carries its office to PostgreSQL before anything else is said.

Row-level security reads `ppid.tenant`, set for one transaction only, so that a pooled connection (or PgBouncer in
transaction mode) can never carry one office's setting into another's work. Without a context there is no SQL.
"""

import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any, LiteralString

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Literal
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from chassis.context import current

AWAY = (OperationalError, PoolTimeout, psycopg.OperationalError)  # what says that the database does not answer


class Database:
    """A service's database as its application role sees it."""

    def __init__(self, url: str, *, pool_size: int, name: str) -> None:
        self.engine: Engine = create_engine(
            url,
            hide_parameters=True,  # an error's text would quote what citizens wrote
            pool_size=pool_size,
            max_overflow=0,  # the pool is as large as the threads: waiting beats a connection storm on PostgreSQL
            pool_timeout=5,
            pool_pre_ping=False,  # would tax every call; `_still_open` sees without a word who was hung up on
            connect_args={"application_name": name, "connect_timeout": 5, "options": "-c statement_timeout=15000"},
        )
        event.listen(self.engine, "checkout", _still_open)
        # For the driver only: `_begin` begins, so that BEGIN and the office cost one round trip, not two.
        unbegun = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.sessions = sessionmaker(unbegun, expire_on_commit=False)
        self._turns, self._turn = 0, Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep connections for work that comes now and then: they are closed when the last turn of all threads ends."""
        with self._turn:
            self._turns += 1
        try:
            yield
        finally:
            with self._turn:
                self._turns -= 1
                if not self._turns:
                    self.dispose()

    def dispose(self) -> None:
        """Close every pooled connection (after a fork, at shutdown)."""
        self.engine.dispose()


Values = Mapping[str, Any]

_database: ContextVar[Database] = ContextVar("ppid.database")
_session: ContextVar[Session | None] = ContextVar("ppid.session", default=None)
_WAKES = "wakes"  # in a session's notes: the statements that follow its commit, by channel
_DRIVER = "driver"  # and the connection that it began on


def _still_open(driver: Any, _record: Any, _proxy: Any) -> None:
    """Have a pooled connection replaced that PostgreSQL closed meanwhile: on an idle one nothing else can be read."""
    goodbye = select.poll()
    goodbye.register(driver.fileno(), select.POLLIN)
    if goodbye.poll(0):
        raise DisconnectionError


@contextmanager
def bound(database: Database) -> Iterator[Database]:
    """Say whose database `transaction` opens within a block: once per request, message or tick."""
    token = _database.set(database)
    try:
        yield database
    finally:
        _database.reset(token)


@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work for the office in force: commits when the block ends, rolls back when it raises.

    Within a running transaction it joins, so that one use case stays one commit.

    Raises:
        NoContext: no office is in force; nothing was sent to the database.
    """
    joined = _session.get()
    if joined is not None:
        yield joined
        return
    with _open({"tenant": current().tenant}) as session:
        yield session


@contextmanager
def apart() -> Iterator[None]:
    """Let no transaction that begins within a block join the running one."""
    token = _session.set(None)
    try:
        yield
    finally:
        _session.reset(token)


@contextmanager
def platform_transaction() -> Iterator[Session]:
    """Give a unit of work on tables that belong to no office (the office directory, operational tables).

    Tenant tables show no row in it: row-level security finds no office.
    """
    with _open({"tenant": ""}) as session:
        yield session


@contextmanager
def connection(database: Database) -> Iterator[Connection]:
    """Give a connection to read what belongs to no office: the running transaction's own where there is one.

    Whoever holds one and waits for a second holds up all others that do the same: the pool has one a thread.
    """
    joined = _session.get()
    if joined is not None:
        yield joined.connection()
        return
    with database.engine.connect() as own:
        yield own


@contextmanager
def _open(binding: dict[str, str]) -> Iterator[Session]:
    with _database.get().sessions() as session:
        session.info.update(binding)
        token = _session.set(session)
        try:
            yield session
            if _WAKES in session.info:
                session.flush()
                _driver(session).execute("; ".join(["commit", *session.info[_WAKES].values()]))
            session.commit()
        finally:
            _session.reset(token)


def wake(channel: str) -> None:
    """Have PostgreSQL wake who listens on a channel, as soon as the running transaction has committed.

    Not by a NOTIFY in it: such a transaction holds the one lock that all databases of a server share for NOTIFY until
    its commit is on the disk, so that none could commit beside another. The wake-up itself waits for no disk. One that
    a crash swallows is made up for by whoever listens: they also look by themselves.
    """
    with transaction() as session:
        session.info.setdefault(_WAKES, {})[channel] = waking(channel)


@lru_cache(maxsize=64)
def waking(channel: str) -> str:
    """Return the statement that wakes who listens on a channel, for outside of a transaction."""
    waker = SQL("select set_config('synchronous_commit', 'off', true), pg_notify({}, '')")
    return waker.format(Literal(channel)).as_string()


def say(statement: LiteralString, values: Values) -> psycopg.Cursor[Any]:
    """Say one statement straight through the driver, within the running transaction or one of its own.

    For the few statements that every act pays for: it costs half of what the same costs through SQLAlchemy.

    Raises:
        psycopg.Error: PostgreSQL refuses it.
    """
    with transaction() as session:
        return _driver(session).execute(statement, values)


@contextmanager
def concluding() -> Iterator[None]:
    """Send the last words of the running transaction together with its commit, in one round trip.

    For acts that many wait for in a row: PostgreSQL holds their locks for its own work, and not while an answer travels
    and a thread of ours waits for its turn. What the statements found can be read after the block.

    Raises:
        psycopg.Error: PostgreSQL refuses one of them; nothing was committed.
    """
    with transaction() as session:
        session.flush()
        driver = _driver(session)
        with driver.pipeline():
            yield
            driver.execute("commit")
            for waker in session.info.pop(_WAKES, {}).values():
                driver.execute(waker)


def _driver(session: Session) -> psycopg.Connection[Any]:
    if _DRIVER not in session.info:
        session.connection()  # begins
    driver: psycopg.Connection[Any] = session.info[_DRIVER]
    return driver


def rows(statement: LiteralString, values: Values) -> list[dict[str, Any]]:
    """Return what a statement finds, said like `say`: a dictionary a row, by the columns' names.

    Raises:
        psycopg.Error: PostgreSQL refuses it.
    """
    with transaction() as session, _driver(session).cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, values).fetchall()


@event.listens_for(Session, "after_begin")
def _begin(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    connection.exec_driver_sql(_beginning(session.info.get("tenant", "")))
    session.info[_DRIVER] = connection.connection.driver_connection


@lru_cache(maxsize=2048)
def _beginning(tenant: str) -> str:
    return SQL("begin; set local ppid.tenant = {}").format(Literal(tenant)).as_string()
