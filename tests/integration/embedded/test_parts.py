"""PostgreSQL and the store, really started: what was kept outlives a kill, and neither is root."""

import io
import os
import signal
from pathlib import Path

import psycopg
import pytest

from ppid.embedded import identity, procfs
from ppid.embedded.objects import Objects
from ppid.embedded.ports import Ports
from ppid.embedded.postgres import Postgres, programs
from ppid.embedded.process import Child
from ppid.embedded.record import Record
from ppid.embedded.refusal import Refusal
from ppid.embedded.supervisor import Part, Supervisor
from tests.integration.embedded.starting import client, postmaster, start_objects, start_postgres, while_supervised

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_behind_a_closed_folder_is_somebody_else_in_a_user_namespace(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    try:
        who = identity.choose([programs() / "postgres"], closed)
    except Refusal:
        pytest.skip("this machine allows no user namespaces")
    postgres = Postgres(closed / "postgres" / "data", folder / "postgres.log", ports.postgres, "rahasia", who)

    start_postgres(supervisor, postgres)

    assert who.way is identity.Way.NAMESPACE
    assert (postgres.data / "PG_VERSION").stat().st_uid == 0, "nothing changed hands"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_on_an_open_folder_is_a_number_without_an_account(folder: Path) -> None:
    who = identity.choose([programs() / "postgres"], folder)
    who.claim(folder / "data")
    assert who.way is identity.Way.NUMBER
    assert who.note
    assert (folder / "data").stat().st_uid == identity.NOBODY
    assert folder.stat().st_uid == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand files over")
def test_data_that_another_way_left_changes_hands_again(folder: Path) -> None:
    data = folder / "data"
    identity.Identity(identity.Way.NUMBER).claim(data)
    (data / "file").touch()
    identity.Identity(identity.Way.NAMESPACE).claim(data)
    assert {path.stat().st_uid for path in (data, data / "file")} == {0}
