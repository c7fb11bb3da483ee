"""The platform's ports as another user of the machine finds them, and a web page of another site."""

import io
import smtplib
import socket
import ssl
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

import psycopg
import pytest

from chassis.directory import Profile
from chassis.settings import load
from ppid.embedded.objects import Objects
from ppid.embedded.ports import GRPC, Ports
from ppid.embedded.postgres import Postgres
from ppid.embedded.settings import Secrets, compose
from ppid.embedded.supervisor import Supervisor
from ppid.mail_catcher import catcher
from ppid.mail_catcher.box import Box
from services.notify.channels import Sender, carrier_of
from services.notify.config import Config
from tests.integration.embedded.starting import client, start_objects, start_postgres

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]

ASKED = {
    "s3": ["GET /", "GET /bukti/a", "DELETE /bukti/a", "PUT /bukti/b"],
    "s3_master": ["GET /dir/status", "GET /dir/assign", "POST /submit", "POST /col/delete?collection=bukti"],
    "s3_volume": ["GET /1,01637037d6", "DELETE /1,01637037d6", "POST /1,01637037d6", "GET /metrics", "GET /status"],
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
        if _answer(getattr(objects.ports, name), *question.split())[0] < 400
    ]

    assert served == []
    assert s3.get_object("bukti", "a").read() == b"isi"


def test_a_page_of_another_site_is_shown_no_answer_but_that_of_a_store_which_names_nothing(
    supervisor: Supervisor, objects: Objects
) -> None:
    start_objects(supervisor, objects)
    shown = [
        (name, question)
        for name, questions in ASKED.items()
        for question in (*questions, "OPTIONS /bukti/a")
        if "Access-Control-Allow-Origin" in _answer(getattr(objects.ports, name), *question.split())[1]
    ]
    assert shown == [("s3", "GET /")]  # which is refused without a word of what is there


@pytest.mark.parametrize("role", ["s3_master", "s3_volume"])
def test_roles_that_speak_http_among_themselves_want_a_certificate_of_whoever_asks(
    supervisor: Supervisor, objects: Objects, role: str
) -> None:
    start_objects(supervisor, objects)
    context = ssl.create_default_context(cafile=objects.folder / "roles.pem")
    asked = f"https://127.0.0.1:{getattr(objects.ports, role)}/status"
    with pytest.raises((ssl.SSLError, urllib.error.URLError), match="certificate required"):
        urllib.request.urlopen(asked, timeout=5, context=context)


def test_the_database_and_its_bus_ask_everybody_for_a_password(supervisor: Supervisor, postgres: Postgres) -> None:
    start_postgres(supervisor, postgres)
    for role in ("postgres", "ppid_bus", "ppid_gateway_app"):
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(f"postgresql://{role}@127.0.0.1:{postgres.port}/postgres")


def test_the_mail_catcher_takes_letters_from_the_platform_alone(folder: Path, ports: Ports) -> None:
    values = compose(
        folder, ports, Secrets.kept_in(folder / "s.json"), postgres_url="postgresql://h", s3_url="http://s"
    )
    box, url = Box(folder / "mail"), values["PPID_SMTP_URL"]
    server = catcher(box, "127.0.0.1", url)
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", ports.smtp) as stranger, pytest.raises(smtplib.SMTPException, match="530"):
            stranger.sendmail("a@example.com", ["b@example.com"], "Subject: palsu\n\nPalsu.")
        with smtplib.SMTP("127.0.0.1", ports.smtp) as stranger, pytest.raises(smtplib.SMTPAuthenticationError):
            stranger.login("ppid", "salah")
        with carrier_of(Config.of(load("notify", values)), Sender("KPU", "localhost", Profile())) as platform:
            platform.sendmail("ppid@localhost", ["b@example.com"], "Subject: tanda terima\n\nDiterima.")
    finally:
        server.stop()
    assert [letter.subject for letter in box.letters()] == ["tanda terima"]


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


def _answer(port: int, method: str, path: str) -> tuple[int, HTTPMessage]:
    data = b"x" if method in ("POST", "PUT") else None
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", data, {"Origin": "https://lain.example"}, method=method
    )
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return int(answer.status), answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers
    except ConnectionError:  # closed amid what a port that speaks TLS does not read
        return 400, HTTPMessage()


def _greet(port: int, context: ssl.SSLContext) -> bytes:
    """Begin to talk gRPC; what the role answers, which it does only to whom it knows."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    with context.wrap_socket(connection) as stranger:
        stranger.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        return stranger.recv(9)
