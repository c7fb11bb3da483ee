"""What the tests of the embedded platform do again and again."""

import socket
from collections.abc import Callable

from minio import Minio

from ppid.embedded.objects import Objects
from ppid.embedded.postgres import Postgres
from ppid.embedded.supervisor import Supervisor


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


def ask(port: int, path: str, host: str, *headers: str) -> str:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
