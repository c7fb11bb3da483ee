"""The mail catcher: letters are kept as they came, and shown so that nothing in them can act."""

import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from flask.testing import FlaskClient

from ppid.cli import main
from ppid.mail_catcher import _Catcher, box
from ppid.mail_catcher.box import Box
from ppid.mail_catcher.page import create_app, linked
from tests.localcompose.ports import free_ports
from tests.table import table


def message(text: str = "Permohonan Anda diterima.", subject: str = "Tanda terima") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "ppid@contoh.go.id", "warga@example.com", subject
    letter.set_content(text)
    return letter


@pytest.fixture
def letters(tmp_path: Path) -> Box:
    return Box(tmp_path / "mail")


@pytest.fixture
def browser(letters: Box) -> FlaskClient:
    return create_app(letters, "localhost").test_client()


def test_a_letter_sent_by_smtp_is_kept(letters: Box) -> None:
    (port,) = free_ports(1)
    server = Controller(_Catcher(letters), hostname="127.0.0.1", port=port)
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(message(), to_addrs=["warga@example.com", "arsip@example.com"])
    finally:
        server.stop()
    (letter,) = letters.letters()
    assert letter.text.strip() == "Permohonan Anda diterima."
    assert letter.message["x-envelope-to"] == "warga@example.com, arsip@example.com"


def test_only_the_newest_letters_are_kept(letters: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "KEPT", 3)
    for n in range(5):
        letters.put(message(subject=f"Surat {n}").as_bytes())
    assert [letter.subject for letter in letters.letters()] == ["Surat 4", "Surat 3", "Surat 2"]


def test_letters_outlive_a_restart(letters: Box, tmp_path: Path) -> None:
    id_ = letters.put(message().as_bytes())
    again = Box(tmp_path / "mail").letter(id_)
    assert again
    assert again.subject == "Tanda terima"


@pytest.mark.parametrize("id_", ["../../etc/passwd", "..%2f..", "", "20260101T000000000000-00000000"])
def test_an_id_of_no_letter_leads_nowhere(id_: str, letters: Box) -> None:
    assert letters.letter(id_) is None


def test_the_list_leads_to_the_letter(letters: Box, browser: FlaskClient) -> None:
    id_ = letters.put(message().as_bytes())
    assert f'<a href="/surat/{id_}">Tanda terima</a>' in browser.get("/").text
    assert "Permohonan Anda diterima." in browser.get(f"/surat/{id_}").text


def test_a_letter_without_a_subject_can_still_be_opened(letters: Box, browser: FlaskClient) -> None:
    letters.put(message(subject="").as_bytes())
    assert ">(tanpa perihal)</a>" in browser.get("/").text


def test_what_a_letter_says_is_never_markup(letters: Box, browser: FlaskClient) -> None:
    id_ = letters.put(message("<script>alert(1)</script>", "<b>tebal</b>").as_bytes())
    for path in ("/", f"/surat/{id_}"):
        page = browser.get(path).text
        assert "<script" not in page
        assert "<b>" not in page


def test_a_letter_in_html_only_is_shown_as_words_and_addresses(letters: Box, browser: FlaskClient) -> None:
    letter = message()
    letter.set_content(
        "<style>p{}</style><p>Halo</p><a href='http://depok.localhost/l/1'>Lihat</a><script>x()</script>", "html"
    )
    id_ = letters.put(letter.as_bytes())
    page = browser.get(f"/surat/{id_}").text
    assert '<a href="http://depok.localhost/l/1" rel="noreferrer">' in page
    assert "x()" not in page


@table(
    ("text", "address"),
    [
        ("Lihat http://a.localhost:8080/lacak/x?y=1&z=2.", "http://a.localhost:8080/lacak/x?y=1&amp;z=2"),
        ("(https://kpu.go.id/)", "https://kpu.go.id/"),
        ("<http://a.localhost/b>", "http://a.localhost/b"),
    ],
)
def test_addresses_become_links_without_the_punctuation_around_them(text: str, address: str) -> None:
    assert f'<a href="{address}" rel="noreferrer">{address}</a>' in linked(text)


def test_other_schemes_do_not_become_links() -> None:
    assert "<a" not in linked("javascript:alert(1) data:text/html,x file:///etc/passwd")


def test_an_attachment_is_handed_out_as_a_file_and_never_opened(letters: Box, browser: FlaskClient) -> None:
    letter = message()
    letter.add_attachment(b"<html>", maintype="text", subtype="html", filename="tanda terima.html")
    id_ = letters.put(letter.as_bytes())
    answer = browser.get(f"/surat/{id_}/lampiran/0")
    assert answer.data == b"<html>"
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(f"/surat/{id_}/lampiran/1").status_code == 404


@pytest.mark.parametrize("path", ["/", "/surat/tiada", "/gaya.css"])
def test_every_answer_forbids_scripts(path: str, browser: FlaskClient) -> None:
    assert "default-src 'none'" in browser.get(path).headers["Content-Security-Policy"]


def test_another_host_name_is_refused(browser: FlaskClient) -> None:
    assert browser.get("/", headers={"Host": "penyerang.example"}).status_code == 400
    assert browser.get("/", headers={"Host": "surat.localhost:8080"}).status_code == 200


def test_there_is_no_mail_catcher_in_production() -> None:
    result = CliRunner().invoke(main, ["mail"], env={"PPID_ENV": "production"})
    assert result.exit_code == 1
    assert "hanya untuk peragaan" in result.output


def test_the_catcher_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    page, smtp = free_ports(2)
    env = {"PPID_ENV": "compose", "PPID_VAR": str(tmp_path), "PPID_LISTEN": f"127.0.0.1:{page}"}
    env["PPID_SMTP_URL"] = f"smtp://127.0.0.1:{smtp}"
    catcher = subprocess.Popen([sys.executable, "-m", "ppid", "mail"], env=env)
    with httpx2.Client(transport=httpx2.HTTPTransport(retries=10)) as patient:
        patient.get(f"http://127.0.0.1:{page}/")
    catcher.terminate()
    assert catcher.wait(20) == 0  # by itself, not by the signal, which would not end the first process of a container
