"""The store's ports as another user of the machine finds them, and a web page of another site."""

import io
import socket
import ssl
import urllib.error
import urllib.request

import pytest

from ppid.embedded.objects import Objects
from ppid.embedded.ports import GRPC
from ppid.embedded.supervisor import Supervisor
from tests.integration.embedded.starting import client, start_objects

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]

ASKED = {
    "s3": ["GET /", "GET /bukti/a", "DELETE /bukti/a", "PUT /bukti/b"],
    "s3_master": ["GET /dir/status", "GET /dir/assign", "POST /submit", "POST /col/delete?collection=bukti"],
    "s3_volume": ["GET /1,01637037d6", "DELETE /1,01637037d6", "POST /1,01637037d6", "GET /metrics"],
    "s3_filer": ["GET /buckets/bukti/a", "DELETE /buckets/bukti/a", "PUT /b", "GET /?limit=9"],
}


def test_no_port_of_the_store_serves_a_stranger_or_a_page_of_another_site(
    supervisor: Supervisor, objects: Objects
) -> None:
    start_objects(supervisor, objects)
    s3 = client(objects)
    s3.make_bucket("bukti")
    s3.put_object("bukti", "a", io.BytesIO(b"isi"), 3)

    served = [
        (name, question)
        for name, questions in ASKED.items()
        for question in questions
        if _status(getattr(objects.ports, name), *question.split()) < 400
    ]

    assert served == []
    assert s3.get_object("bukti", "a").read() == b"isi"


@pytest.mark.parametrize("role", ["s3", "s3_master", "s3_volume", "s3_filer"])
def test_roles_of_the_store_talk_to_nobody_without_their_certificate(
    supervisor: Supervisor, objects: Objects, role: str
) -> None:
    start_objects(supervisor, objects)
    context = ssl.create_default_context(cafile=objects.folder / "roles.pem")
    context.check_hostname = False
    context.set_alpn_protocols(["h2"])
    with pytest.raises(ssl.SSLError):
        _greet(getattr(objects.ports, role) + GRPC, context)


def test_what_opens_the_store_is_its_owners_alone(objects: Objects) -> None:
    objects.prepare()
    secret = ("roles.pem", "security.toml", "s3.json", "sessions.json")
    assert {(objects.folder / name).stat().st_mode & 0o777 for name in secret} == {0o600}
    assert objects.folder.stat().st_mode & 0o777 == 0o700


def _status(port: int, method: str, path: str) -> int:
    data = b"x" if method in ("POST", "PUT") else None
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", data, {"Origin": "https://lain.example"}, method=method
    )
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def _greet(port: int, context: ssl.SSLContext) -> bytes:
    """Begin to talk gRPC; what the role answers, which it does only to whom it knows."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    with context.wrap_socket(connection) as stranger:
        stranger.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        return stranger.recv(9)
