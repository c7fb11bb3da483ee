"""A real gunicorn: who presses with 24 connections, or sends a body slowly, keeps no place from others."""

import http.client
import itertools
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from statistics import median
from typing import TYPE_CHECKING

import pytest

from chassis import sending_speed
from chassis.sending_speed import TooSlow
from tests import stack
from tests.localcompose.ports import free_ports
from tests.waiting import until

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS, CONNECTIONS, CALLS = 2, 24, 40
_served = itertools.count()


def app(_environ: object, start_response: object) -> list[bytes]:
    """Answer how many requests were served before, after some work."""
    sum(range(100_000))
    start_response("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
    return [str(next(_served)).encode()]


def impatient() -> "WSGIApplication":
    """An app that reads all it is sent, where half a second of waiting is judged as fifteen are elsewhere."""
    sending_speed.WINDOW = 0.5

    def read(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        try:
            size = len(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        except TooSlow as slow:
            start_response(f"{slow.status} Too Slow", [("Content-Length", "0"), ("Connection", "close")])
            return []
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(size).encode()]

    return read


@pytest.fixture
def left_open() -> Iterator[ExitStack]:
    """Closes connections after the server, where a test asks for this first."""
    with ExitStack() as connections:
        yield connections


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[int]:
    """A gunicorn of one process with two threads, its port."""
    served = getattr(request, "param", "app")
    (port,) = free_ports(1)
    options = f"-k chassis.fair_worker.FairWorker --threads {THREADS} -b 127.0.0.1:{port} --no-control-socket"
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options.split(), "--log-level", "error", f"{__name__}:{served}"],
        cwd=stack.ROOT,
    )
    try:
        yield port
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_a_client_waits_for_few_of_the_requests_that_another_presses_with(server: int) -> None:
    address_of_many, own_address = "192.0.2.1", "192.0.2.2"
    enough = threading.Event()
    started = threading.Barrier(CONNECTIONS + 1)

    def press() -> None:
        with _connection(server) as connection:
            _ask(connection, address_of_many)
            started.wait(60)
            while not enough.is_set():
                _ask(connection, address_of_many)

    threads = [threading.Thread(target=press) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    started.wait(60)
    with _connection(server) as connection:
        numbers = [_ask(connection, own_address) for _ in range(CALLS)]
    enough.set()
    for thread in threads:
        thread.join(60)
    between = [later - earlier for earlier, later in itertools.pairwise(numbers)]
    assert median(between) <= CONNECTIONS / 3  # first come first served: all 24 each time


def test_a_connection_that_sends_nothing_takes_no_thread_and_holds_up_no_stop(
    left_open: ExitStack, server: int
) -> None:
    for _ in range(THREADS):
        left_open.enter_context(_connection(server))
    with _connection(server) as connection:
        _ask(connection, "192.0.2.1")
    # What was opened is closed after the server stopped, which its fixture waits for.


@pytest.mark.parametrize("server", ["impatient()"], indirect=True)
def test_who_sends_much_at_once_and_the_rest_slowly_is_sent_away_and_the_place_is_free(server: int) -> None:
    much = 1 << 20
    with _connection(server) as slow:
        slow.putrequest("POST", "/")
        slow.putheader("Content-Length", str(2 * much))
        slow.endheaders(b"x" * much)
        assert _trickle(slow.sock) == b"HTTP/1.1 408 Too Slow"
    with _connection(server) as other:
        other.request("POST", "/", b"x" * much)
        assert other.getresponse().read() == str(much).encode()


def _trickle(sock: socket.socket) -> bytes:
    """Send a byte whenever a tenth of a second brought no answer; the first line of the answer."""
    sock.settimeout(0.1)
    for _byte in range(600):
        try:
            return sock.recv(1024).partition(b"\r\n")[0]
        except TimeoutError:
            sock.send(b"x")
    raise AssertionError("nobody minded")


def _ask(connection: http.client.HTTPConnection, address: str) -> int:
    connection.request("GET", "/", headers={"Host": "depok.id", "X-Forwarded-For": address})
    return int(connection.getresponse().read())


def _connection(port: int) -> closing[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    until(lambda: _connected(connection))
    return closing(connection)


def _connected(connection: http.client.HTTPConnection) -> bool:
    try:
        connection.connect()
    except ConnectionRefusedError:  # it is not up yet
        return False
    return True
