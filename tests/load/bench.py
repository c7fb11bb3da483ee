"""`make bench`: the figures of the platform on this machine, each beside the floor measured in the same run.

Starts an embedded platform of its own in a temporary folder on its own ports, measures, stops it. Figures on shared
machines are noisy: read the ratios.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.load import desk, neighbour
from tests.load.figures import keep, row
from tests.load.hammer import Load, Request, hammer

PORT = 9180
FLOOR_PORT = 9175
EDGE, FLOOR = ("127.0.0.1", PORT), ("127.0.0.1", FLOOR_PORT)
HOST = f"depokkotappid.localhost:{PORT}"
OTHER_HOST = f"jabarppid.localhost:{PORT}"
CLIENTS, SUBMISSIONS, READS, FLOOR_CALLS = 8, 3000, 4000, 4000
BIN = Path(sys.executable).parent


def main() -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory(prefix="ppid-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        with platform(var) as first:
            pass
        with platform(var) as later:
            time.sleep(5)  # idle means idle: let start-up work settle before counting memory
            memory = pss_of_group(later.pid)
            row("portal answers, first start with all offices", f"{first.seconds:.1f} s", "≤ 45 s")
            row("portal answers, later start", f"{later.seconds:.1f} s", "≤ 12 s")
            row("memory of the idle platform (PSS)", f"{memory / 1024:.0f} MB", "≤ 900 MB")
            environment = dict(
                line.split("=", 1) for line in (var / "ppid.env").read_text().splitlines() if "=" in line
            )
            measure(environment)


def measure(environment: dict[str, str]) -> None:
    """The calls: floor, submissions, reads."""
    with floor(environment["PPID_ADMIN_DATABASE_URL"]):
        bare = hammer(FLOOR, bare_submission, clients=CLIENTS, calls=FLOOR_CALLS)
    expect(bare, 201)
    hammer(EDGE, submission, clients=CLIENTS, calls=160)  # warm
    submitted = hammer(EDGE, submission, clients=CLIENTS, calls=SUBMISSIONS)
    check_numbers(submitted)
    row("floor: bare Flask, four statements in one transaction", f"{bare.rate:.0f}/s", "")
    row("submit through the edge, c=8", f"{submitted.rate:.0f}/s", "≥ 200/s")
    row("submit, p95", f"{submitted.percentile(0.95):.0f} ms", "≤ 80 ms")
    row("submit in relation to the floor", f"{submitted.rate / bare.rate:.0%}", "≥ 25 %")
    token = access_token("registry")
    waited = drained(token, SUBMISSIONS + 160)
    row("register has every submission after", f"{waited:.1f} s", "0 lost")
    case = json.loads(submitted.answers[0])["id"]
    headers = {"Host": HOST, "Authorization": f"Bearer {token}"}
    reads = hammer(
        EDGE, lambda _n: ("GET", f"/api/registry/v1/cases/{case}", None, headers), clients=CLIENTS, calls=READS
    )
    expect(reads, 200)
    row("read a case as JSON through the edge, c=8", f"{reads.rate:.0f}/s", "≥ 400/s")
    row("read, p95", f"{reads.percentile(0.95):.0f} ms", "")
    for figure in (*desk.figures(EDGE, HOST, case), *neighbour.figures(EDGE, HOST, OTHER_HOST)):
        row(*figure)


def submission(n: int) -> Request:
    """The n-th request of a citizen of Depok."""
    body = {
        "applicant": {
            "kind": "person",
            "name": f"Pemohon Uji {n}",
            "nik": f"3276995403{n % 1000000:06d}",
            "address": "Jl. Kenanga Raya No. 12, Kota Depok",
            "email": f"pemohon{n}@example.com",
            "phone": "+6281000000001",
            "occupation": "Mahasiswa",
        },
        "category": "data_pemilih",
        "subject": f"Rekapitulasi PDPB per kelurahan ({n})",
        "detail": "Mohon salinan berita acara dan lampiran rekapitulasi, dirinci per kecamatan dan kelurahan.",
        "purpose": "Bahan skripsi.",
        "obtain": "copy",
        "format": "softcopy",
        "delivery": "download",
        "declaration": True,
    }
    headers = {"Host": HOST, "Content-Type": "application/json"}
    return "POST", "/api/intake/v1/requests", json.dumps(body).encode(), headers


def bare_submission(n: int) -> Request:
    """The n-th request as the floor itself hears it: the edge takes the first part of the path away."""
    method, path, body, headers = submission(n)
    return method, path.removeprefix("/api/intake"), body, headers


def expect(load: Load, status: int) -> None:
    """Every answer has this status; a fast refusal is no figure.

    Raises:
        SystemExit: otherwise.
    """
    if set(load.statuses) != {status}:
        raise SystemExit(f"answered {load.statuses}: {load.answers[0][:300]!r}")


def check_numbers(load: Load) -> None:
    """Every answer a number, no number twice, no gap.

    Raises:
        SystemExit: otherwise.
    """
    expect(load, 201)
    numbers = sorted(int(json.loads(answer)["number"].split("/")[0]) for answer in load.answers)
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise SystemExit("registration numbers have gaps or doubles")


def access_token(audience: str) -> str:
    """A token of the demonstration client of Depok."""
    body = json.dumps({"client_id": "demo-depok", "client_secret": demo_secret(), "audience": audience}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/api/gateway/v1/token", body, {"Host": HOST, "Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        token: str = json.load(answer)["access_token"]
    return token


def demo_secret() -> str:
    """The secret of the demonstration clients."""
    from gateway.config import DEMO_PASSWORD

    return DEMO_PASSWORD


def drained(token: str, wanted: int) -> float:
    """Seconds until the register holds this many cases of Depok."""
    started = time.perf_counter()
    while time.perf_counter() - started < 300:
        request = urllib.request.Request(
            f"http://127.0.0.1:{PORT}/api/registry/v1/cases?tab=all&size=1",
            headers={"Host": HOST, "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request) as answer:
            if json.load(answer)["total"] >= wanted:
                return time.perf_counter() - started
        time.sleep(0.5)
    raise SystemExit("the register did not receive every submission within five minutes")


class Started:
    """A running platform: its process and how long its portal took to answer."""

    def __init__(self, pid: int, seconds: float) -> None:
        self.pid, self.seconds = pid, seconds


@contextmanager
def platform(var: Path) -> Iterator[Started]:
    """Run `ppid up` on its own folder and ports until the block ends."""
    env = os.environ | {"PPID_VAR": str(var), "PPID_PORT": str(PORT)}
    started = time.perf_counter()
    with Path("/dev/null").open("w") as nothing:
        process = subprocess.Popen(
            [BIN / "ppid", "up"], env=env, stdout=nothing, stderr=nothing, start_new_session=True
        )
    try:
        wait_for_portal(process)
        yield Started(process.pid, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_for_portal(process: "subprocess.Popen[bytes]") -> None:
    """Return when Depok's portal answers."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}/", headers={"Host": HOST})):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit("the platform did not start; run `ppid up` to see why")


@contextmanager
def floor(admin_url: str) -> Iterator[None]:
    """Run the bare endpoint on a database of its own, with as many processes and threads as intake has."""
    import psycopg

    from tests.load.floor import TABLES

    database = admin_url.rsplit("/", 1)[0] + "/floor"
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("drop database if exists floor")
        admin.execute("create database floor")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLES)
    command: list[Any] = [
        BIN / "gunicorn",
        "-k",
        "gthread",
        "-w",
        "2",
        "--threads",
        "4",
        "-b",
        f"127.0.0.1:{FLOOR_PORT}",
    ]
    process = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "error", "tests.load.floor:create_app()"],
        env=os.environ | {"FLOOR_DATABASE": database},
    )
    try:
        time.sleep(3)
        yield
    finally:
        process.terminate()
        process.wait(30)


def pss_of_group(parent: int) -> int:
    """Proportional memory in kB of a process and everything below it."""
    total = 0
    for pid in descendants(parent):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def descendants(parent: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [parent]
    for pid in found:
        found += children.get(pid, [])
    return found


if __name__ == "__main__":
    main()
    keep()
