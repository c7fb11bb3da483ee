"""What a service is made of: one value that the web, the consumer, the relay and the tick all start from."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from chassis import settings as settings_module
from chassis.api_clients import ApiClients
from chassis.context import Context, current, use
from chassis.db import Database, bound
from chassis.directory import Directory
from chassis.sealing import Sealer
from chassis.settings import Settings
from chassis.tokens import Signer, Verifier
from contracts.envelope import Envelope
from contracts.event import Event

if TYPE_CHECKING:
    from flask import Flask

Handler = Callable[[Envelope[Any]], None]


@dataclass(frozen=True, slots=True)
class Tick:
    """Work that is due every so many seconds; one process of a service does it at a time.

    Ticks of one lane take turns, so what takes long has a lane in which nothing waits that must not. One that takes up
    errands (`woken`) is also due as soon as there is an errand.
    """

    name: str
    seconds: float
    work: Callable[["Runtime"], None]
    lane: str = ""
    woken: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its parts: how its web app is made, what it listens to, what it does by the clock."""

    name: str
    create_app: Callable[["Runtime"], "Flask"]
    handlers: Mapping[type[Event], Handler] = field(default_factory=dict)
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Runtime:
    """A service put to work in this process: its settings, database, directory, suspended clients, keys."""

    service: Service
    settings: Settings
    database: Database
    directory: Directory
    clients: ApiClients
    sealer: Sealer
    signer: Signer
    verifier: Verifier

    @contextmanager
    def acting(self, context: Context) -> Iterator[None]:
        """Work for one office: its context and this service's database are in force within the block."""
        with bound(self.database), use(context), _running(self):
            yield

    def host(self) -> str:
        """Return the host by which every service knows the office in force.

        Raises:
            UnknownOffice: the directory does not hold it (yet).
        """
        return f"{self.directory.by_code(current().tenant).host}.{self.settings.base_domain}"


_runtime: ContextVar[Runtime] = ContextVar("ppid.runtime")


@contextmanager
def _running(working: Runtime) -> Iterator[None]:
    token = _runtime.set(working)
    try:
        yield
    finally:
        _runtime.reset(token)


def load(name: str) -> Service:
    """Return the service of a name, from its `app` module.

    Raises:
        ModuleNotFoundError: there is no such service.
    """
    service: Service = import_module(f"{package(name)}.app").SERVICE
    return service


def package(name: str) -> str:
    """Where a service's code lies."""
    return "gateway" if name == "gateway" else f"services.{name}"


@cache
def newest_migration(name: str) -> str:
    """Return the revision of a service's last migration: the number in its file's name, `<date>_<number>_<what>.py`."""
    versions = files(package(name)) / "migrations" / "versions"
    return max(file.name.split("_")[1] for file in versions.iterdir() if file.name.endswith(".py"))


def start(service: Service, settings: Settings | None = None) -> Runtime:
    """Put a service to work. Connections are opened when first needed, so a fork before that is safe.

    Raises:
        BadSettings: the environment is not complete.
    """
    settings = settings or settings_module.load(service.name)
    # One for each thread, and one more for the only thread there may be: what a message asks of another office is done
    # in a transaction of that office, beside the one that hears the message (`chassis.offices.in_office`).
    connections = max(settings.threads, 2)
    database = Database(settings.database_url, pool_size=connections, name=f"ppid {service.name}")
    return Runtime(
        service=service,
        settings=settings,
        database=database,
        directory=Directory(database),
        clients=ApiClients(),
        sealer=Sealer(settings.master_key),
        signer=Signer.of(settings),
        verifier=Verifier.of(settings),
    )


def runtime() -> Runtime:
    """Return the runtime in force: commands and queries reach sealing, signing and the directory through it.

    Raises:
        LookupError: called outside `Runtime.acting`.
    """
    return _runtime.get()
