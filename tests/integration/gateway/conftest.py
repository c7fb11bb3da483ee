"""The gateway at work in the test's own process: real database, all offices listed, services from memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from chassis import service as service_module
from chassis import settings
from chassis.context import Context
from chassis.service import Runtime
from gateway import commands
from gateway.app import create_app, places
from gateway.config import DEMO_PASSWORD
from ppid.offices import offices
from tests.integration import document_desk
from tests.integration.conftest import Working
from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

DEPOK = "depokkotappid.localhost"
Visit = Callable[..., Browser]
Desk = Callable[..., Browser]
AppOver = Callable[..., Flask]


class Compiled(BytecodeCache):
    """Templates that were compiled once, for every app of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Tests make apps of their own; to compile the pages for each took as long as the tests themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Compiled()})
        yield


@pytest.fixture(scope="session")
def runtime(service_env: dict[str, str]) -> Iterator[Runtime]:
    running = service_module.start(service_module.load("gateway"), settings.load("gateway", service_env))
    with running.acting(Context("00", "service:gateway")):
        commands.list_offices(offices().values())
        commands.add_demo_staff(DEMO_PASSWORD)
    yield running
    running.database.dispose()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture(scope="session")
def spare() -> dict[object, list[Flask]]:
    """The apps that no test uses at the moment, by how they are set up."""
    return defaultdict(list)


@pytest.fixture
def app_over(runtime: Runtime, spare: dict[object, list[Flask]]) -> Iterator[AppOver]:
    """An app of the gateway over some services, for this test alone.

    To make one takes a tenth of a second, so later tests get it again: with other services, and every place free.
    """
    taken: list[tuple[list[Flask], Flask]] = []

    def take(services: Any, **changes: object) -> Flask:
        working = replace(runtime, settings=replace(runtime.settings, **changes))  # type: ignore[arg-type]
        kept = spare[frozenset(changes.items())]
        app = kept.pop() if kept else create_app(working, services)
        app.extensions.update(backends=services, **places(working))
        taken.append((kept, app))
        return app

    yield take
    for kept, app in taken:
        kept.append(app)


@pytest.fixture
def visit(app_over: AppOver, memory: Memory) -> Visit:
    """Open a browser of somebody's own on a host; each has an address of its own, so that throttles do not meet."""

    def browser(host: str = DEPOK, **changes: object) -> Browser:
        return Browser(app_over(Services.of(memory), **changes), host, address())

    return browser


@pytest.fixture
def citizen(visit: Visit) -> Browser:
    return visit()


@pytest.fixture
def case_id(citizen: Browser, memory: Memory) -> str:
    """A request that was handed in, by the id of its case."""
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    return request_id


@pytest.fixture
def officer(visit: Visit) -> Browser:
    browser = visit().get("/kerja").send({"username": "ppid.depok", "password": DEMO_PASSWORD})
    assert browser.path == "/kerja"
    return browser


@pytest.fixture
def admin(visit: Visit) -> Browser:
    """The administrator of KPU Kota Depok."""
    return visit().get("/masuk").send({"username": "admin.depok", "password": DEMO_PASSWORD})


@pytest.fixture
def files(postgres_admin_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The tables of documents, seen by the superuser."""
    address = postgres_admin_url.rpartition("/")[0] + "/ppid_documents"
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.fixture
def rows(service_env: dict[str, str]) -> Iterator[psycopg.Connection[Any]]:
    """The gateway's tables, seen by the superuser."""
    with psycopg.connect(
        service_env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_gateway", autocommit=True
    ) as connection:
        yield connection


@pytest.fixture
def desk(app_over: AppOver, memory: Memory, documents: Working) -> Desk:
    """Somebody at the desk, whose files lie in the true documents."""

    def sign_in(username: str = "ppid.depok") -> Browser:
        return signed_in(app_over(with_files(memory, documents)), memory, documents, username)

    return sign_in


def with_files(memory: Memory, documents: Working) -> Services:
    """Services of which documents is the true one; the others answer from memory."""
    return Services.of(memory, documents=Direct(documents, appointed=False))


def signed_in(app: Flask, memory: Memory, documents: Working, username: str = "ppid.depok") -> Browser:
    """Somebody at the desk; documents has been told of every request."""
    for request_id in memory.requests:
        document_desk.requested(documents, UUID(request_id))
    return Browser(app, DEPOK, address()).get("/kerja").send({"username": username, "password": DEMO_PASSWORD})
