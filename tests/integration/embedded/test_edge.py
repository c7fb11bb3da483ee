"""The edge lets nobody forge a context, and shows nothing of the inside."""

import json
import re
import socket
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import httpx2
import pytest
from flask import Flask

from chassis.problems import problem_response
from chassis.web import etag, expected_version
from ppid.embedded import identity
from ppid.embedded.edge import STATIC, Edge
from ppid.embedded.ports import Ports, taken
from ppid.embedded.process import Child
from ppid.embedded.supervisor import Part, Supervisor
from services.documents.storage.faults import StorageAway
from tests.integration.embedded.starting import ask

CASE = "5f0c2f6e-6f0e-4c57-9a0d-0f6f1c2b3a4d"
CONTENT = f"/api/documents/v1/documents/{CASE}/content"
HOST = "depokkotappid.localhost"
ADDRESS = "/evidence/t/32.76/berkas?versionId=1&X-Amz-Signature=2"
ANSWERS = {
    "serving": "200 OK\r\nContent-Type: text/x-echo",
    "storing": '200 OK\r\nContent-Type: text/x-store\r\nETag: "1"\r\nX-Amz-Id-2: 1\r\nAccess-Control-Allow-Origin: *',
    "passing_on": f'200 OK\r\nX-Ppid-Fetch: {ADDRESS}\r\nETag: "sidik"\r\nContent-Disposition: attachment',
    "refusing": "403 Forbidden",
    "failing": "500 Internal Server Error",
    "long": "414 URI Too Long\r\nContent-Type: text/html",
    "wide": "431 Request Header Fields Too Large\r\nContent-Type: text/html",
    "breaking": "200 OK\r\nTransfer-Encoding: chunked",
}
pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


def test_the_edge_strips_forged_context_and_keeps_the_host(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    _start(supervisor, folder, ports, ports.intake)

    forged = (
        "X-Ppid-Tenant: 32.76",
        "X-Forwarded-For: 10.0.0.1",
        "X-Forwarded-Host: kpu.go.id",
        "X-Forwarded-Proto: ftp",
    )
    answer = ask(ports.edge, "/api/intake/v1/requests", "depokkotappid.localhost", *forged)

    assert "GET /v1/requests HTTP/1.1" in answer
    assert "host: depokkotappid.localhost" in answer.lower()
    assert not [one for one in forged if one.partition(" ")[2].lower() in answer.lower()]
    assert "x-forwarded-for: 127.0.0.1" in answer.lower()


def test_the_edge_does_not_show_the_inside(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    _start(supervisor, folder, ports, ports.intake)

    inside = ("/metrics", "/api/intake/metrics", "/api/intake/%6detrics", "/api/intake//metrics", "/readyz")
    detours = ("/API/intake/METRICS", "/api/intake/x/..%2fmetrics", "/api/intake/%2e/metrics", "/static/%2e%2e/metrics")
    for path in (*inside, *detours, "/api/documents/../intake/metrics"):
        assert " 404 " in ask(ports.edge, path, "localhost").partition("\n")[0], path


BUFFERED = 4 << 20  # bytes of a file that the edge waits for before anybody hears of it


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/api/intake/v1/requests", False),
        ("/masuk", False),
        (f"/kerja/{CASE}/tolak", False),
        (f"/kerja/{CASE}/kabulkan", True),
        (f"/kerja/{CASE}/berkas", True),
        ("/kerja/dip/impor", True),
        ("/kerja/register/lama/impor", True),
        ("/kerja/register/keberatan-lama/impor", True),
        ("/api/intake/v1/registers/requests/import", True),
        ("/api/documents/v1/documents?name=a.pdf", True),
    ],
)
def test_only_a_large_file_reaches_anybody_before_its_last_byte_is_there(
    supervisor: Supervisor, folder: Path, ports: Ports, path: str, told: bool
) -> None:
    seen = folder / "seen"
    _start(supervisor, folder, ports, ports.intake, ports.gateway, ports.documents, seen=seen)
    with socket.create_connection(("127.0.0.1", ports.edge), timeout=10) as slow:
        first = b"x" * (BUFFERED + (1 << 20)) if told else b"half"
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(first) + 5}\r\n\r\n"
        slow.sendall(head.encode() + first)
        if told:
            supervisor.wait_until(lambda: bool(_seen(seen)), "edge", 10)
        # The stand-in for a service answers one at a time: whoever still reads the file is not asked.
        idle = "documents" if told and path.startswith("/api/intake/") else "intake"
        ask(ports.edge, f"/api/{idle}/after", "localhost")
        assert any(head.startswith("POST") for head in _seen(seen)) is told
        slow.sendall(b"-done")
        assert b" 200 " in slow.recv(65_536)


def test_twenty_slow_senders_of_small_files_hold_no_thread_that_a_third_needs(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    seen = folder / "seen"
    _start(supervisor, folder, ports, ports.intake, ports.gateway, ports.documents, seen=seen)
    with ExitStack() as slow:
        for number in range(20):
            path = f"/kerja/{CASE}/berkas" if number % 2 else "/api/documents/v1/documents?name=a.pdf"
            sender = slow.enter_context(socket.create_connection(("127.0.0.1", ports.edge), timeout=10))
            head = (
                f"POST {path} HTTP/1.1\r\nHost: kantor{number % 4 // 2}.localhost\r\nContent-Length: {BUFFERED}\r\n\r\n"
            )
            sender.sendall(head.encode() + b"half")
        for path in (f"/kerja/{CASE}", "/api/documents/v1/documents"):  # answered one at a time by the stand-in
            assert " 200 " in ask(ports.edge, path, "localhost").partition("\n")[0]
        assert not any(head.startswith("POST") for head in _seen(seen))


def test_only_a_file_may_be_larger_than_a_megabyte(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    _start(supervisor, folder, ports, ports.intake, ports.documents)
    body = b"x" * (2 << 20)
    for path, status in (("/api/intake/v1/requests", b" 413 "), ("/api/documents/v1/documents", b" 200 ")):
        with socket.create_connection(("127.0.0.1", ports.edge), timeout=10) as connection:
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
            with suppress(OSError):  # who is refused is not listened to for long
                connection.sendall(head.encode() + body)
            answer = b"".join(iter(lambda: connection.recv(65_536), b"")) if status == b" 413 " else connection.recv(99)
            assert status in answer.partition(b"\r\n")[0]
            assert (b"terlalu besar" in answer) is (status == b" 413 ")


def test_the_edges_log_holds_no_secret_of_an_address(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    edge = _start(supervisor, folder, ports, ports.intake)
    for path in ("/permohonan/rahasia", "/lacak?kode=rahasia", "/api/registry/v1/cases?ticket=rahasia"):
        assert " 502 " in ask(ports.edge, path, "localhost", "Referer: http://localhost/permohonan/rahasia")
    supervisor.wait_until(lambda: edge.log.read_text().count('"status":502') == 3, "edge", 10)
    assert "rahasia" not in edge.log.read_text()
    assert '"uri":"/api/registry"' in edge.log.read_text()


def test_a_whole_file_comes_from_the_storage_as_the_service_says(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    _start(supervisor, folder, ports, storing=ports.s3, passing_on=ports.documents)

    sent = ("Authorization: Bearer rahasia", "Cookie: a=b", "If-None-Match: *", "X-Ppid-Storage: http://198.51.100.1")
    head, _, body = ask(ports.edge, CONTENT, "depokkotappid.localhost", *sent).partition("\r\n\r\n")

    assert head.startswith("HTTP/1.1 200 ")
    assert re.findall("(?i)etag: (.*)\r", head) == ['"sidik"']
    assert f"content-length: {len(body)}" in head.lower()
    assert not re.search("(?i)x-ppid|x-store|x-amz|access-control", head), "what storage and service say between them"
    asked, *told = body.strip().splitlines()
    assert asked == "GET /evidence/t/32.76/berkas?versionId=1&X-Amz-Signature=2 HTTP/1.1"
    assert {line.partition(":")[0].lower() for line in told} <= {"host", "accept-encoding", "user-agent"}
    assert f"Host: 127.0.0.1:{ports.s3}" in told


@pytest.mark.parametrize("refusing", [True, False])
def test_a_storage_that_refuses_or_is_away_is_told_as_the_service_would_and_in_the_log_without_its_address(
    supervisor: Supervisor, folder: Path, ports: Ports, refusing: bool
) -> None:
    behind = {"refusing": ports.s3} if refusing else {}
    edge = _start(supervisor, folder, ports, passing_on=ports.documents, **behind)

    head, _, body = ask(ports.edge, CONTENT, "depokkotappid.localhost").partition("\r\n\r\n")

    told = problem_response(StorageAway())
    assert head.startswith(f"HTTP/1.1 {told.status_code} ")
    assert json.loads(body) == told.json
    for name in ("Content-Type", "Retry-After"):
        assert f"{name}: {told.headers[name]}" in head
    assert not re.search("(?i)etag|disposition|x-ppid", head)
    supervisor.wait_until(lambda: '"status":503' in edge.log.read_text(), "edge", 10)
    (line,) = [json.loads(line) for line in edge.log.read_text().splitlines() if '"status":503' in line]
    assert line["why"] == "the storage answered 403" if refusing else "connection refused" in line["why"]
    host, uri = f"{HOST}:{ports.edge}", "/api/documents"
    assert line["request"] == {"proto": "HTTP/1.1", "method": "GET", "host": host, "uri": uri}
    assert not re.search("(?i)amz|berkas|versionId", edge.log.read_text())


def test_a_storage_that_breaks_off_is_in_the_log_without_its_address(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    edge = _start(supervisor, folder, ports, passing_on=ports.documents, breaking=ports.s3)
    assert "\r\n0\r\n" not in ask(ports.edge, CONTENT, HOST), "what ends well ends with an empty chunk"
    supervisor.wait_until(lambda: "incomplete response" in edge.log.read_text(), "edge", 10)
    assert not re.search("(?i)amz|berkas|versionId", edge.log.read_text())


def test_what_goes_well_or_is_refused_to_a_reader_leaves_no_line_in_the_edges_log(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    edge = _start(supervisor, folder, ports, ports.intake, refusing=ports.documents, failing=ports.registry)
    for path, status in (("/api/intake/v1/requests", 200), (CONTENT, 403), ("/metrics", 404)):
        assert f" {status} " in ask(ports.edge, path, HOST).partition("\n")[0]
    assert " 500 " in ask(ports.edge, "/api/registry/v1/cases?ticket=rahasia", HOST)
    supervisor.wait_until(lambda: '"status":500' in edge.log.read_text(), "edge", 10)
    told = [line for line in edge.log.read_text().splitlines() if '"status"' in line]
    assert len(told) == 1
    assert "rahasia" not in told[0]


@pytest.mark.parametrize(
    ("status", "code"),
    [(414, "uri-too-long"), (431, "request-header-fields-too-large"), (502, "unavailable")],
)
def test_a_program_is_told_as_a_problem_what_no_code_of_ours_answers(
    supervisor: Supervisor, folder: Path, ports: Ports, status: int, code: str
) -> None:
    serving = {"long": ports.registry, "wide": ports.intake}
    _start(supervisor, folder, ports, **serving)
    service = {414: "registry", 431: "intake", 502: "notify"}[status]
    head, _, body = ask(ports.edge, f"/api/{service}/v1/cases", HOST).partition("\r\n\r\n")
    assert f" {status} " in head.partition("\n")[0]
    assert "Content-Type: application/problem+json" in head
    problem = json.loads(body)
    assert (problem["type"], problem["code"], problem["status"]) == (f"/masalah/{code}", code, status)
    assert f"X-Request-Id: {problem['request_id']}" in head


@pytest.mark.parametrize("encoding", ["gzip", "zstd", "br", "gzip, zstd, br"])
def test_the_tag_of_a_compressed_answer_names_its_version_when_it_comes_back(
    supervisor: Supervisor, folder: Path, ports: Ports, encoding: str
) -> None:
    _start(supervisor, folder, ports)
    supervisor.start(Part(Child("versioned", None), partial(_versioned, ports.registry), stage=1))
    supervisor.wait_until(lambda: taken(ports.registry), "versioned", 20)
    address, headers = f"http://127.0.0.1:{ports.edge}/api/registry/", {"Accept-Encoding": encoding}
    given = httpx2.get(address, headers=headers)
    changed = httpx2.post(address, headers=headers | {"If-Match": given.headers["ETag"]})
    assert (changed.status_code, changed.text) == (200, "7")


def test_only_a_static_file_that_is_there_and_carries_its_version_is_kept_for_a_year(
    supervisor: Supervisor, folder: Path, ports: Ports
) -> None:
    _start(supervisor, folder, ports)
    name = next(STATIC.glob("*.css")).name
    for path, told in (
        (f"/static/{name}?v=0123456789ab", "public, max-age=31536000, immutable"),
        (f"/static/{name}", "no-cache"),
        ("/static/of-the-next-release.css?v=0123456789ab", "no-cache"),
    ):
        answer = ask(ports.edge, path, "localhost")
        assert re.findall("(?i)cache-control: (.*)\r", answer) == [told], path


def _start(
    supervisor: Supervisor, folder: Path, ports: Ports, *behind: int, seen: Path | None = None, **telling: int
) -> Edge:
    """The edge, and something that answers behind it at these ports; what tells something of `ANSWERS` at its own."""
    edge = Edge(folder / "edge", folder / "edge.log", ports, "localhost", identity.SELF)
    edge.prepare()
    supervisor.start(edge.part())
    answers = dict.fromkeys(behind, ANSWERS["serving"]) | {port: ANSWERS[name] for name, port in telling.items()}
    for port, answer in answers.items():
        supervisor.start(Part(Child(f"echo {port}", None), partial(_echo, port, seen, answer), stage=1))
    supervisor.wait_until(lambda: edge.ready() and all(taken(port) for port in answers), "edge", 20)
    return edge


def _seen(seen: Path) -> list[str]:
    return seen.read_text().splitlines() if seen.exists() else []


def _echo(port: int, seen: Path | None, answer: str) -> None:
    """Answer each request with its own head, once its body is there; write the heads down at once."""
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            connection, _ = server.accept()
            with connection:
                head = connection.recv(65_536)
                if seen:
                    with seen.open("a") as book:
                        book.write(f"{head.partition(bytes([13]))[0].decode()}\n")
                if length := re.search(rb"(?i)content-length: (\d+)", head):
                    left = int(length[1]) - len(head.partition(b"\r\n\r\n")[2])
                    while left > 0:
                        left -= len(connection.recv(65_536))
                told = f"HTTP/1.1 {answer}\r\nConnection: close\r\nContent-Length: {len(head)}\r\n\r\n"
                connection.sendall(told.encode() + head)


def _versioned(port: int) -> None:
    """A service's app with one thing, of version 7 and long enough to be compressed; to change it gives the version."""
    app = Flask("versioned")
    app.add_url_rule("/", "shown", lambda: ({"words": "panjang " * 200}, 200, etag(7)))
    app.add_url_rule("/", "changed", lambda: str(expected_version()), methods=["POST"])
    app.run("127.0.0.1", port)
