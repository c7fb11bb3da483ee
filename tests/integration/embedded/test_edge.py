"""The edge lets nobody forge a context, and shows nothing of the inside."""

import socket
from pathlib import Path

import pytest

from ppid.embedded import identity
from ppid.embedded.edge import Edge
from ppid.embedded.ports import Ports, taken
from ppid.embedded.process import Child
from ppid.embedded.supervisor import Part, Supervisor
from tests.integration.embedded.starting import ask

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


def test_the_edge_strips_forged_context_and_keeps_the_host(supervisor: Supervisor, folder: Path, ports: Ports) -> None:
    edge = Edge(folder / "edge", folder / "edge.log", ports, "localhost", identity.SELF)
    edge.prepare()
    supervisor.start(edge.part())
    supervisor.start(Part(Child("echo", None), lambda: _echo(ports.intake), stage=1))
    supervisor.wait_until(lambda: edge.ready() and taken(ports.intake), "edge", 20)

    answer = ask(ports.edge, "/api/intake/v1/requests", "depokkotappid.localhost", "X-Ppid-Tenant: 32.76")

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
        assert " 404 " in ask(ports.edge, path, "localhost").partition("\n")[0], path


def _echo(port: int) -> None:
    """Answer each request with its own head."""
    with socket.create_server(("127.0.0.1", port)) as server:
        while True:
            connection, _ = server.accept()
            with connection:
                head = connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/x-echo\r\n\r\n" + head)
