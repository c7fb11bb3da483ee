"""A service put to work in the test's own process, on real databases, for two offices that must not see each other."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from chassis import clock, settings
from chassis import service as service_module
from chassis.consumer import Consumer
from chassis.context import Context
from chassis.directory import record_office
from chassis.pace import Pace
from chassis.parking import Parking
from chassis.service import Runtime
from chassis.tokens import Signer
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.offices import OfficeListed
from ppid import offices as national
from services.intake.commands import submitting
from services.registry.appointments.commands import appoint
from services.registry.appointments.domain import Appointment, Capacity, Overlaps, Role
from tests.integration import conformance

if TYPE_CHECKING:
    from minio import Minio

    from tests.integration.answering import Answered
    from tests.integration.carrying import Carrying

DEPOK, MAKASSAR, JABAR, KPU_RI = "32.76", "73.71", "32", "00"
VACANT = "32.73"  # nobody holds a role of the law there
OFFICER, SUPERIOR = "staff:1", "staff:superior"  # the first also holds the role of PPID
PROPOSERS = ("staff:11", "staff:31")  # whom a second person has to follow
PROPOSER, DECIDER = "Budi #let x", "Rina Kartika"  # how they are called
OFFICES = (DEPOK, JABAR, MAKASSAR, VACANT, KPU_RI)  # what every service at work knows


@pytest.fixture(scope="session", autouse=True)
def hasty_applicant() -> Iterator[None]:
    """Tests hand in hundreds of requests of one person; the test of that pace sets its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(submitting, "_OF_APPLICANT", Pace("requests of an applicant", 100_000, 3600))
        yield


@pytest.fixture(autouse=True)
def promises() -> Iterator[None]:
    """A service answers as it publishes."""
    conformance.BROKEN.clear()
    yield
    assert not conformance.BROKEN, "\n".join(conformance.BROKEN)


@dataclass(frozen=True, slots=True)
class Working:
    """A service at work: ask it over HTTP as somebody, or tell it an event as the broker would."""

    runtime: Runtime
    app: Flask
    env: dict[str, str]

    def ask(self, office: str, *roles: str, actor: str | None = None, path: str, **call: Any) -> TestResponse:
        """Send a request to the office's host; with roles it carries a token of the gateway for that office."""
        headers = {"Host": self.host(office)} | call.pop("headers", {})
        actor = actor or (SUPERIOR if "superior" in roles else OFFICER)
        if roles:
            headers["Authorization"] = f"Bearer {self.token(office, *roles, actor=actor)}"
        return self.app.test_client().open(path, headers=headers, **call)

    def host(self, office: str) -> str:
        """The host name of an office."""
        return f"{national.office(office).label}.{self.runtime.settings.base_domain}"

    def token(self, office: str, *roles: str, actor: str = "staff:1", name: str = "") -> str:
        """A token that the gateway would sign."""
        gateway = Signer.of(settings.load("gateway", self.env))
        context = Context(office, actor, frozenset(roles), name=name or (PROPOSER if actor in PROPOSERS else DECIDER))
        return gateway.sign(context, self.runtime.service.name)

    def hear(self, office: str, fact: Event, version: int = 1) -> None:
        """Let the service's consumer receive an event of the office."""
        message = envelope(office, fact, version)
        with Parking.opened(self.runtime.settings) as parking:
            Consumer(self.runtime, parking).receive(message.encode(), message.routing_key)


def envelope(office: str, fact: Event, version: int = 1) -> Envelope[Event]:
    """An event in its envelope."""
    return Envelope(
        id=uuid4(), source="test", time=clock.now(), tenant=office, actor="public",
        trace="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", aggregate_version=version, data=fact,
    )  # fmt: skip


def listed(code: str) -> OfficeListed:
    """What is told of an office of the national list."""
    known = national.office(code)
    return OfficeListed(
        code=known.code, level=known.level, name=known.name, parent=known.parent, time_zone=known.time_zone,
        hosts=(known.label,), active=True,
    )  # fmt: skip


def add_office(runtime: Runtime, code: str) -> None:
    """Let a service know an office of the national list."""
    with runtime.acting(Context(code)):
        record_office(envelope(code, listed(code)))  # type: ignore[arg-type]  # the same envelope, of one type


def appoint_holders(runtime: Runtime, code: str, ppid: str = OFFICER, superior: str = SUPERIOR) -> None:
    """Let somebody hold the roles that sign in an office from the day the law is in force; who does, stays."""
    since = date(2010, 4, 30)
    with runtime.acting(Context(code, "service:registry")), suppress(Overlaps):
        for role, holder, name in ((Role.PPID, ppid, "Rina Kartika"), (Role.SUPERIOR, superior, "Agus Salim")):
            appoint(
                Appointment(
                    id=uuid4(), role=role, capacity=Capacity.DEFINITIVE, name=name, position="Kepala Subbagian",
                    holder=holder, decree_number="1/2010", decree_on=since, since=since, until=None,
                )
            )  # fmt: skip


@pytest.fixture(scope="session")
def work(service_env: dict[str, str], s3_url: str, s3_role: str) -> Iterator[Callable[[str], Working]]:
    """Put services to work by name, each once, with the offices in its directory."""
    env = service_env | {"PPID_S3_URL": s3_url, "PPID_S3_ROLE": s3_role}
    at_work: dict[str, Working] = {}

    def start(name: str) -> Working:
        if name not in at_work:
            runtime = service_module.start(service_module.load(name), settings.load(name, env))
            at_work[name] = Working(runtime, conformance.hold(runtime.service.create_app(runtime)), env)
            for code in OFFICES:
                add_office(runtime, code)
                if name == "registry" and code != VACANT:
                    appoint_holders(runtime, code)
        return at_work[name]

    yield start
    for working in at_work.values():
        working.runtime.database.dispose()


# What follows is imported late: it is made of what stands above.


@pytest.fixture(scope="session")
def documents(work: Callable[[str], Working]) -> Working:
    return work("documents")


@pytest.fixture(scope="session")
def registry(work: Callable[[str], Working]) -> Working:
    return work("registry")


@pytest.fixture
def office(work: Callable[[str], Working]) -> Iterator["Carrying"]:
    """All services, and whoever carries what one tells to the others."""
    from tests.integration.carrying import Carrying

    with Carrying(work) as office:
        yield office


@pytest.fixture(scope="module")
def world(work: Callable[[str], Working]) -> Iterator["Answered"]:
    """A request that was answered with files."""
    from tests.integration.answering import answered

    with answered(work) as world:
        yield world


@pytest.fixture(scope="module")
def intake_url(work: Callable[[str], Working]) -> Iterator[str]:
    """Where intake answers over HTTP."""
    from tests.integration.serving import served

    with served(work("intake")) as url:
        yield url


@pytest.fixture
def bucket(s3_url: str) -> "Minio":
    """The storage with the platform's own key."""
    from tests.integration import document_desk

    return document_desk.storage(s3_url)


@pytest.fixture
def rows(postgres_admin_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The tables of documents as the superuser sees them, beyond all offices."""
    from tests.integration import document_desk

    with document_desk.rows(postgres_admin_url) as connection:
        yield connection
