"""The doctor: what is well, what is not, and one sentence on what to do about it."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from click.testing import CliRunner

from chassis import broker, heartbeat, housekeeping, landlock, system, ticking
from chassis.broker import Depth
from chassis.heartbeat import Beat
from ppid import doctor
from ppid.cli import main
from ppid.embedded.ports import Ports
from ppid.embedded.settings import Secrets, compose

BEATS = [Beat(role, "here", 1.0, 7) for role in ("consume", "relay", "tick")]
WELL = housekeeping.Backlog(oldest_seconds=0.0, backlog=0, faults=0, parked=0, dead=0)


class Everything(BaseHTTPRequestHandler):
    """Answers every question well."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def parts() -> Iterator[int]:
    """One server that stands for everything that listens; its port."""
    server = HTTPServer(("127.0.0.1", 0), Everything)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def env(tmp_path: Path, parts: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings of a platform of which everything answers and nothing waits."""
    monkeypatch.setattr(system, "connect", _nothing)
    monkeypatch.setattr(broker, "publisher", _nothing)
    monkeypatch.setattr(housekeeping, "backlog", lambda _connection: WELL)
    monkeypatch.setattr(ticking, "takes_lead", lambda _connection: False)
    monkeypatch.setattr(heartbeat, "beats", lambda _connection: BEATS)
    monkeypatch.setattr(broker, "depths", lambda _url, service: {f"{service}.inbox": Depth(3, 1)})
    known = Secrets.kept_in(tmp_path / "secrets.json")
    address = f"http://127.0.0.1:{parts}"
    values = compose(tmp_path, Ports(), known, postgres_url="postgresql://", s3_url=address)
    answered = {name: address for name in values if name.endswith("_URL") and values[name].startswith("http")}
    return values | answered | {"PPID_SMTP_URL": address, "PPID_VAR": str(tmp_path)}


@contextmanager
def _nothing(*_arguments: object) -> Iterator[None]:
    yield


def examined(env: dict[str, str]) -> tuple[int, dict[str, dict[str, object]]]:
    result = CliRunner().invoke(main, ["doctor", "--json"], env=env)
    return result.exit_code, {part["part"]: part for part in json.loads(result.stdout)["parts"]}


def test_a_service_that_does_nothing_by_the_clock_is_told(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "takes_lead", lambda _connection: True)
    status, found = examined(env)
    assert (status, found["tick-documents"]["well"], found["database-documents"]["well"]) == (1, False, True)


@pytest.mark.parametrize("beats", [[], [Beat("consume", "here", heartbeat.LATE + 1, 7)]])
def test_a_process_that_is_paused_is_told(
    beats: list[Beat], env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "beats", lambda _connection: [*beats, *BEATS[1:]])
    status, found = examined(env)
    assert (status, found["consume-registry"]["well"], found["relay-registry"]["well"]) == (1, False, True)


def test_a_queue_that_nobody_takes_from_is_told(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "depths", lambda _url, service: {f"{service}.inbox": Depth(3, 0)})
    status, found = examined(env)
    assert (status, found["queue-registry"]["well"]) == (1, False)


def test_a_platform_that_is_well_gets_exit_code_0(env: dict[str, str]) -> None:
    status, found = examined(env)
    assert status == 0
    assert {"database-intake", "tick-intake", "broker", "web-notify", "edge", "objects", "mail"} <= found.keys()
    for machine in ("reader", "confining"):  # are well, but not on every machine without advice
        found.pop(machine)
    assert [part for part in found.values() if not part["well"] or part["advice"]] == []


@pytest.mark.parametrize(
    ("waits", "advice"),
    [
        (housekeeping.Backlog(oldest_seconds=61.0, backlog=3, faults=0, parked=0, dead=0), "relay-intake"),
        (housekeeping.Backlog(oldest_seconds=0.0, backlog=0, faults=0, parked=0, dead=1), "ppid events dead list"),
        (housekeeping.Backlog(oldest_seconds=5.0, backlog=1, faults=1, parked=0, dead=0), "ppid events dead list"),
    ],
)
def test_messages_that_do_not_get_on_are_a_fault_with_a_way_out(
    waits: housekeeping.Backlog, advice: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "backlog", lambda _connection: waits)
    status, found = examined(env)
    assert status == 1
    assert advice in str(found["database-intake"]["advice"])


def test_messages_that_wait_for_another_try_are_no_fault(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    waits = housekeeping.Backlog(oldest_seconds=1.0, backlog=2, faults=0, parked=4, dead=0)
    monkeypatch.setattr(housekeeping, "backlog", lambda _connection: waits)
    assert examined(env)[0] == 0


def test_a_database_that_is_away_is_a_fault_with_a_way_out(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise psycopg.OperationalError("connection refused\nmore")

    monkeypatch.setattr(system, "connect", refuse)
    status, found = examined(env)
    assert status == 1
    assert found["database-gateway"]["seen"] == "connection refused"
    assert "PostgreSQL" in str(found["database-gateway"]["advice"])


def test_a_full_disk_is_named_as_what_keeps_the_database_away(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise psycopg.OperationalError("FATAL:  could not write init file: No space left on device")

    monkeypatch.setattr(system, "connect", refuse)
    assert "Kosongkan ruang" in str(examined(env)[1]["database-intake"]["advice"])


def test_a_broker_that_is_away_is_named_and_what_waits_for_it_needs_nothing_else(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise broker.BrokerAway("connection refused")

    late = housekeeping.Backlog(oldest_seconds=90.0, backlog=7, faults=0, parked=0, dead=0)
    monkeypatch.setattr(housekeeping, "backlog", lambda _connection: late)
    monkeypatch.setattr(broker, "publisher", refuse)
    _, found = examined(env)
    assert not found["broker"]["well"]
    assert "postgres.log" in str(found["broker"]["advice"])
    assert "antrean keluar 7" in str(found["database-intake"]["seen"])
    assert "pulihkan broker" in str(found["database-intake"]["advice"])


def test_a_web_that_does_not_answer_is_named(env: dict[str, str]) -> None:
    status, found = examined(env | {"PPID_REGISTRY_URL": "http://127.0.0.1:9"})
    assert status == 1
    assert [name for name, part in found.items() if not part["well"]] == ["web-registry"]
    assert "web-registry" in str(found["web-registry"]["advice"])


def test_a_scanner_that_is_away_is_named_and_what_waits_for_it_needs_nothing_else(env: dict[str, str]) -> None:
    status, found = examined(env | {"PPID_CLAMD_ADDRESS": "127.0.0.1:9"})
    assert (status, found["scanner"]["well"], "clamd" in str(found["scanner"]["advice"])) == (1, False, True)


LIKE_PRODUCTION = {
    "PPID_EDGE_URL": "https://localhost",
    "PPID_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
    "PPID_PLAIN_ACCEPTED": "database,broker,storage,services,mail",
}


@pytest.mark.parametrize(("stage", "well"), [("embedded", True), ("production", False)])
def test_that_nothing_looks_for_viruses_is_said_and_a_fault_outside_a_trial(
    env: dict[str, str], stage: str, well: bool
) -> None:
    _, found = examined(env | LIKE_PRODUCTION | {"PPID_ENV": stage, "PPID_CLAMD_ADDRESS": ""})
    scanner = found["scanner"]
    assert (scanner["well"], "virus tidak dicari" in str(scanner["seen"])) == (well, True)
    assert ("PPID_CLAMD_ADDRESS" in str(scanner["advice"])) is not well


def test_a_kernel_that_cannot_shut_a_reader_in_is_no_fault_but_said(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    status, found = examined(env)
    assert (status, found["confining"]["well"], "6.12" in str(found["confining"]["advice"])) == (0, True, True)


def test_the_table_says_the_same_in_words(env: dict[str, str]) -> None:
    result = CliRunner().invoke(main, ["doctor"], env=env | {"PPID_REGISTRY_URL": "http://127.0.0.1:9"})
    assert result.exit_code == 1
    assert "BERMASALAH" in result.stdout


def test_where_no_platform_runs_there_is_no_memory_to_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPID_VAR", str(tmp_path))
    assert doctor.memory() == {}
