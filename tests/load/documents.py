"""Files under weight: how long one takes into the evidence, what passing it on costs beside the bare storage.

`make bench` calls it. It starts a platform of its own, sends files through the edge, and asks its storage for the same
bytes in the same way (parts of the same size, one after the other).
"""

import hashlib
import http.client
import io
import json
import os
import statistics
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from minio import Minio

from ppid.environment import parse
from services.documents.files.domain.files import PART
from tests.corpora.honest import padded
from tests.load import redaction
from tests.load.bench import EDGE, HOST, access_token, descendants, platform, submission
from tests.load.figures import keep, row
from tests.localcompose.part import RefusedError, Room
from tests.localcompose.parts import clamd
from tests.localcompose.ports import free_ports

MEGABYTE = 1 << 20
SIZE, FILES = 25 * MEGABYTE, 20
LARGE = 100 * MEGABYTE
RAW = "bench"  # a bucket of our own on the platform's storage


def main() -> None:
    """Measure, print: everything without a scanner, then what a scanner adds."""
    with tempfile.TemporaryDirectory(prefix="ppid-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        with platform(var) as started:
            wait_for_offices()
            desk = Desk()
            store = bare(parse((var / "ppid.env").read_text("utf-8"))["PPID_S3_URL"])
            measure(desk, store)
            measure_large(desk, store)
            watch_memory(desk, started.pid)
            desk.rest()
            for drawing in (redaction.DRAWN_IN, 0):
                redaction.measure(desk.send(redaction.written()), desk.ask, drawing)
                desk.rest()
        try:
            with scanner(Path(folder)), platform(var):
                wait_for_offices()
                measure_scanned(Desk())
        except RefusedError as reason:
            row("25 MB to the evidence, read by clamd, p95", "not measured", str(reason))
    redaction.main()


class Desk:
    """An officer's program of Depok with a request whose files come in."""

    def __init__(self) -> None:
        """Sign in, hand in a request; a token lasts ten minutes, so each call fetches one when the last is old."""
        self._token, self._until = "", 0.0
        self.request = str(json.loads(self._sent(*submission(1), 201))["id"])
        headers = {"Host": HOST, "Authorization": f"Bearer {access_token('registry')}"}
        while call("GET", f"/api/registry/v1/cases/{self.request}", None, headers)[0] != 200:
            time.sleep(0.2)  # no file is taken for a request that the register does not have yet

    def send(self, content: bytes) -> str:
        """Send a file in one piece; returns its id once it lies in the evidence."""
        path = f"/api/documents/v1/documents?request={self.request}&purpose=answer&name=besar.pdf"
        document = json.loads(self._asked("POST", path, content, 201))
        if document["state"] != "stored":
            raise SystemExit(f"the file was not promoted: {document}")
        return str(document["id"])

    def send_parts(self, content: bytes) -> float:
        """Send a file in parts; returns the seconds that the parts took."""
        told = {"request": self.request, "purpose": "answer", "name": "besar.pdf", "size": len(content)}
        begun = json.loads(self._asked("POST", "/api/documents/v1/uploads", json.dumps(told).encode(), 201))
        path = f"/api/documents/v1/uploads/{begun['id']}"
        started = time.perf_counter()
        for number, at in enumerate(range(0, len(content), PART), 1):
            self._asked("PUT", f"{path}?part={number}", content[at : at + PART], 204)
        seconds = time.perf_counter() - started
        self._asked("POST", path, b"", 200)
        return seconds

    def fetch(self, document_id: str) -> bytes:
        """Fetch a file."""
        return self._asked("GET", f"/api/documents/v1/documents/{document_id}/content", None, 200)

    def rest(self) -> None:
        """Return when a copy of all that was sent is made, so that the next figure is of one thing alone."""
        path = f"/api/documents/v1/documents?request={self.request}"
        while any(one["standing"] == "copying" for one in json.loads(self._asked("GET", path, None, 200))["items"]):
            time.sleep(0.5)

    def ask(self, method: str, path: str, said: Any, version: int | None) -> Any:
        """Ask documents for something, over a version of it where there is one."""
        over = {} if version is None else {"If-Match": f'"{version}"'}
        body = None if said is None else json.dumps(said).encode()
        status = 201 if path.endswith("/redactions") else 200
        return json.loads(self._asked(method, f"/api/documents/v1{path}", body, status, over))

    def _asked(
        self, method: str, path: str, body: bytes | None, status: int, more: Mapping[str, str] = MappingProxyType({})
    ) -> bytes:
        if time.monotonic() > self._until:
            self._token, self._until = access_token("documents"), time.monotonic() + 300
        kind = "application/json" if body and body.startswith(b"{") else "application/octet-stream"
        headers = {"Host": HOST, "Authorization": f"Bearer {self._token}", "Content-Type": kind, **more}
        return self._sent(method, path, body, headers, status)

    def _sent(self, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int) -> bytes:
        found, answer = call(method, path, body, headers)
        if found != status:
            raise SystemExit(f"{method} {path}: {found} {answer[:300]!r}")
        return answer


def call(method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
    """Ask the edge on a connection of its own: status and body."""
    connection = http.client.HTTPConnection(*EDGE, timeout=300, blocksize=MEGABYTE)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    return response.status, answer


def wait_for_offices() -> None:
    """The portal answers before every service has heard of every office."""
    while any(
        call("GET", f"/api/{service}/v1/known", None, {"Host": HOST})[1].count(b"office-unknown")
        for service in ("intake", "documents")
    ):
        time.sleep(0.2)


def bare(url: str) -> Minio:
    """The platform's storage itself, with a bucket to try things in."""
    parts = urlsplit(url)
    client = Minio(f"{parts.hostname}:{parts.port}", str(parts.username), str(parts.password), secure=False)
    client.make_bucket(RAW)
    return client


def measure(desk: Desk, store: Minio) -> None:
    """The same files through the platform and past it, by turns, so that what else the machine does hits both."""
    content = pdf(SIZE)
    desk.send(content)  # warm
    promoted, taken, fetched, got = [], [], [], []
    put: dict[int, list[float]] = {1: [], 3: []}  # by how many parts at once; three is what the client does by itself
    for _ in range(FILES):
        desk.rest()  # or the gate reads the files of the round before beside one of the two
        name = str(uuid.uuid4())
        for at_once, seconds in put.items():
            ways = {"part_size": PART, "num_parallel_uploads": at_once}
            seconds.append(seconds_of(store.put_object, RAW, name, io.BytesIO(content), SIZE, **ways)[0])
        got.append(seconds_of(read, store, name)[0])
        taken.append(desk.send_parts(content))
        one, document_id = seconds_of(desk.send, content)
        promoted.append(one)
        one, found = seconds_of(desk.fetch, document_id)
        fetched.append(one)
        check(found, content)
    p95 = sorted(promoted)[int(FILES * 0.95) - 1]
    row("25 MB from the first byte to the evidence, p95", f"{p95:.1f} s", "≤ 5 s")
    rate("take in, in parts", SIZE, taken, put[1])
    rate("take in, in parts, beside three at once", SIZE, taken, put[3])
    rate("hand out", SIZE, fetched, got)


def measure_large(desk: Desk, store: Minio) -> None:
    """Handing out a large file, where what a download costs before its first byte counts for less."""
    content, name = pdf(LARGE), str(uuid.uuid4())
    document_id = desk.send(content)
    store.put_object(RAW, name, io.BytesIO(content), LARGE, part_size=PART)
    desk.rest()
    fetched, got = [], []
    for _ in range(FILES):
        got.append(seconds_of(read, store, name)[0])
        seconds, found = seconds_of(desk.fetch, document_id)
        fetched.append(seconds)
    check(found, content)
    rate("hand out", LARGE, fetched, got)


def rate(what: str, size: int, ours: list[float], raw: list[float]) -> None:
    """Two lines: the bare storage's rate, and ours beside it."""
    ours_rate, raw_rate = (size / MEGABYTE / statistics.median(times) for times in (ours, raw))
    what = f"{what}, {size // MEGABYTE} MB,"
    row(f"bare storage: {what}", f"{raw_rate:.0f} MB/s", "")
    row(f"{what} through the edge", f"{ours_rate:.0f} MB/s", "")
    row(f"{what} in relation to the bare storage", f"{ours_rate / raw_rate:.0%}", "≥ 60 %")


def watch_memory(desk: Desk, platform_pid: int) -> None:
    """What a large file costs the process through which it passes, beyond what that held before."""
    content = pdf(LARGE)
    workers = [pid for pid in descendants(platform_pid) if Path(f"/proc/{pid}/comm").read_text() == "web-documents\n"]
    before = {pid: memory(pid, "VmRSS") for pid in workers}
    with peaks(workers) as up:
        document_id = desk.send(content)
    with peaks(workers) as down:
        check(desk.fetch(document_id), content)
    for way, found in (("come in", up), ("go out", down)):
        extra = max(peak - before[pid] for pid, peak in found.items())
        row(f"memory of a worker while 100 MB {way}, extra", f"{extra >> 20} MB", "≤ 64 MB")


@contextmanager
def scanner(folder: Path) -> Iterator[None]:
    """Run clamd as the tests have it, with their one signature, for the platforms that are started within the block.

    Raises:
        RefusedError: it cannot run on this machine.
    """
    (port,) = free_ports(1)
    part = clamd.prepare(Room(folder, {3310: port}))
    (program,) = part.programs
    process = subprocess.Popen(program.argv, env=os.environ | program.env, stdout=subprocess.DEVNULL)
    os.environ["PPID_CLAMD_ADDRESS"] = f"127.0.0.1:{port}"
    try:
        while process.poll() is None and not part.ready():
            time.sleep(0.2)
        yield
    finally:
        del os.environ["PPID_CLAMD_ADDRESS"]
        process.terminate()
        process.wait(60)


def measure_scanned(desk: Desk) -> None:
    """How long a file takes into the evidence that clamd reads on its way."""
    desk.send(pdf(SIZE))  # warm
    taken = sorted(seconds_of(desk.send, pdf(SIZE))[0] for _ in range(FILES))
    row("25 MB to the evidence, read by clamd, p95", f"{taken[int(FILES * 0.95) - 1]:.1f} s", "≤ 5 s")


@contextmanager
def peaks(workers: list[int]) -> Iterator[dict[int, int]]:
    """After the block: the most bytes that each process held within it."""
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # resets the peak (proc(5))
    found: dict[int, int] = {}
    yield found
    found |= {pid: memory(pid, "VmHWM") for pid in workers}


def memory(pid: int, field: str) -> int:
    """A figure of /proc/<pid>/status in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) << 10


def pdf(size: int) -> bytes:
    """A PDF of so many bytes, like no other before it."""
    begin, zeros, end = padded(size)
    seed = uuid.uuid4().bytes
    return begin + (seed * (zeros // len(seed) + 1))[:zeros] + end


def read(store: Minio, name: str) -> None:
    """Fetch an object of the bare storage whole."""
    with store.get_object(RAW, name) as answer:
        answer.read()
        answer.release_conn()


def check(found: bytes, sent: bytes) -> None:
    """Something else is no figure.

    Raises:
        SystemExit: it is not what was sent.
    """
    if hashlib.sha256(found).digest() != hashlib.sha256(sent).digest():
        raise SystemExit("what came back is not what was sent")


def seconds_of(work: Callable[..., Any], *given: Any, **named: Any) -> tuple[float, Any]:
    """How long something takes, and what came of it."""
    started = time.perf_counter()
    made = work(*given, **named)
    return time.perf_counter() - started, made


if __name__ == "__main__":
    main()
    keep()
