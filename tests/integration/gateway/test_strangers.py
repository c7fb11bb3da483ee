"""What strangers may do at the door: guess, write, send files, and what it costs them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from typing import Any

import psycopg
import pytest
from werkzeug.test import TestResponse

from chassis import clock
from chassis.context import Context
from chassis.pace import Pace
from chassis.places import Places
from chassis.service import Runtime
from gateway import drafts
from gateway.app import sweep
from gateway.auth import challenges, throttle
from gateway.config import DEMO_PASSWORD
from gateway.entering import FILE_FORMS
from gateway.form_files import CHECK, HAND_IN
from gateway.portal import apply
from ppid.embedded.edge import CADDYFILE
from tests.integration.gateway.applying import PERSON, asks
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.test_doors import BANDUNG, CASE, sign_in

pytestmark = pytest.mark.stack
NOW = clock.now()


@pytest.fixture
def nobody_guessed(postgres_admin_url: str) -> Iterator[None]:
    with psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_gateway", autocommit=True) as connection:
        connection.execute("delete from sign_in_attempt")
        yield
        connection.execute("delete from sign_in_attempt")


def at(browser: Browser, address: str) -> Browser:
    browser.address = address
    return browser


@pytest.mark.usefixtures("nobody_guessed")
def test_after_five_tries_even_the_right_password_has_to_wait_and_is_told_so(visit: Visit) -> None:
    browser = visit()
    with clock.held(NOW + timedelta(days=1)):
        for _ in range(5):
            assert "tidak cocok" in sign_in(browser, "petugas.depok", "salah").words
        assert "Coba lagi dalam 1 menit" in sign_in(browser, "petugas.depok").words
        assert sign_in(at(visit(), browser.address), "ppid.depok").path == "/kerja"
    with clock.held(NOW + timedelta(days=1, seconds=31)):
        assert sign_in(browser, "petugas.depok").path == "/kerja"


@pytest.mark.usefixtures("nobody_guessed")
def test_a_stranger_cannot_keep_a_named_officer_out(visit: Visit) -> None:
    with clock.held(NOW + timedelta(days=2)):
        for _ in range(7):
            sign_in(at(visit(), "198.51.100.7"), "petugas.depok", "salah")
        assert sign_in(at(visit(), "198.51.100.8"), "petugas.depok").path == "/kerja"


@pytest.mark.usefixtures("nobody_guessed")
def test_guessers_of_many_networks_have_to_wait_all_the_same(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(throttle.FREE, throttle.NAME, 8)
    with clock.held(NOW + timedelta(days=3)):
        for n in range(throttle.FREE[throttle.NAME]):
            sign_in(at(visit(), f"198.51.{n}.7"), "petugas.depok", "salah")
        assert "Coba lagi dalam" in sign_in(at(visit(), "203.0.113.9"), "petugas.depok").words


@pytest.mark.usefixtures("nobody_guessed")
def test_one_subscriber_of_ipv6_is_one_network(visit: Visit) -> None:
    with clock.held(NOW + timedelta(days=4)):
        for n in range(5):
            sign_in(at(visit(), f"2001:db8:1:2::{n + 1}"), "petugas.depok", "salah")
        assert "Coba lagi dalam" in sign_in(at(visit(), "2001:db8:1:2:3:4:5:6"), "petugas.depok").words
        assert sign_in(at(visit(), "2001:db8:1:3::1"), "petugas.depok").path == "/kerja"


@pytest.fixture
def strained(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is strained after six tries, and a challenge is a matter of 16 hashes."""
    monkeypatch.setitem(throttle.STRAIN, throttle.ADDRESS, 6)
    monkeypatch.setattr(challenges, "BITS", 4)


def guesses(visit: Visit, address: str) -> None:
    for n in range(6):
        sign_in(at(visit(), address), f"nama.{n}", "salah")


def challenge_on(browser: Browser) -> str:
    (challenge,) = re.findall(r'name="soal" value="([^"]+)"', browser.text)
    return str(challenge)


def worked(challenge: str) -> str:
    """What the script of a page works out."""
    return next(str(n) for n in range(10_000) if challenges.worked(challenge, str(n)))


def asks_for_token(browser: Browser, secret: str) -> int:
    asked = {"client_id": "demo-depok", "client_secret": secret, "audience": "registry"}
    headers = {"X-Forwarded-For": browser.address}
    base = f"http://{browser.host}:8080"
    return browser.client.post("/api/gateway/v1/token", base_url=base, headers=headers, json=asked).status_code


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_a_strained_address_asks_a_new_device_for_work_and_then_takes_the_right_password(visit: Visit) -> None:
    with clock.held(NOW + timedelta(days=5)):
        guesses(visit, "198.51.100.9")
        browser = at(visit(), "198.51.100.9").get("/masuk")
        right = {"username": "ppid.depok", "password": DEMO_PASSWORD}
        assert "belum diperiksa" in browser.send(right).words
        challenge = challenge_on(browser)
        answered = {"soal": challenge, "jawaban": worked(challenge)}
        assert browser.send(right | answered).path == "/kerja"
        again = at(visit(), "198.51.100.9").get("/masuk").send(right | answered)
        assert "belum diperiksa" in again.words  # it is used up


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_without_scripts_a_minute_of_patience_does_the_same_and_less_does_not(visit: Visit) -> None:
    browser, right = at(visit(), "198.51.100.13"), {"username": "ppid.depok", "password": DEMO_PASSWORD}
    with clock.held(NOW + timedelta(days=5)):
        guesses(visit, "198.51.100.13")
        browser.get("/masuk")
    with clock.held(NOW + timedelta(days=5, seconds=58)):
        assert "belum diperiksa" in browser.send(right).words
    with clock.held(NOW + timedelta(days=5, seconds=61)):
        assert browser.send(right).path == "/kerja"


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_a_device_that_somebody_signed_in_on_is_asked_for_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttle.FREE, throttle.NAME, 4)
    with clock.held(NOW + timedelta(days=5)):
        known = sign_in(at(visit(), "198.51.100.14"), "ppid.depok").send(to="/keluar")
        guesses(visit, "198.51.100.14")
        for n in range(4):
            sign_in(at(visit(), f"198.51.{n + 110}.1"), "ppid.depok", "salah")
        assert "Coba lagi dalam" in sign_in(at(visit(), "203.0.113.14"), "ppid.depok").words
        assert sign_in(known, "ppid.depok").path == "/kerja"
        assert "belum diperiksa" in sign_in(known.send(to="/keluar"), "petugas.depok").words  # known for one name only


@pytest.mark.usefixtures("nobody_guessed")
def test_a_known_device_cannot_guess_without_end_either(visit: Visit) -> None:
    with clock.held(NOW + timedelta(days=5)):
        known = sign_in(visit(), "ppid.depok").send(to="/keluar")
        for _ in range(5):
            sign_in(known, "ppid.depok", "salah")
        assert "Coba lagi dalam" in sign_in(known, "ppid.depok").words


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_who_has_an_account_does_not_ease_the_strain_of_an_address(visit: Visit) -> None:
    with clock.held(NOW + timedelta(days=5)):
        browser = at(visit(), "198.51.100.15")
        for n in range(6):
            sign_in(at(visit(), "198.51.100.15"), f"nama.{n}", "salah")
            sign_in(browser, "ppid.depok").send(to="/keluar")
        assert challenge_on(at(visit(), "198.51.100.15").get("/masuk"))


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_a_network_that_guesses_at_one_office_after_another_is_strained_at_all(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttle.STRAIN, throttle.NATION, 6)
    with clock.held(NOW + timedelta(days=6)):
        for n in range(6):
            sign_in(at(visit((BANDUNG, "bogorkotappid.localhost")[n % 2]), "198.51.100.10"), f"nama.{n}", "salah")
        assert "belum diperiksa" in sign_in(at(visit(), "198.51.100.10"), "ppid.depok").words


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_guesses_at_a_client_keep_neither_staff_of_the_same_address_waiting_nor_the_right_secret(visit: Visit) -> None:
    browser = at(visit(), "198.51.100.16")
    with clock.held(NOW + timedelta(days=6)):
        assert {asks_for_token(browser, "salah") for _ in range(20)} == {HTTPStatus.UNAUTHORIZED}
        assert asks_for_token(browser, "salah") == HTTPStatus.TOO_MANY_REQUESTS
        assert asks_for_token(browser, DEMO_PASSWORD) == HTTPStatus.OK
        assert sign_in(browser, "ppid.depok").path == "/kerja"


@pytest.mark.usefixtures("nobody_guessed")
def test_what_is_forgotten_is_swept(runtime: Runtime, visit: Visit, postgres_admin_url: str) -> None:
    with clock.held(NOW + timedelta(days=7)):
        sign_in(visit(), "petugas.depok", "salah")
    with clock.held(NOW + timedelta(days=7, minutes=16)):
        sweep(runtime)
    with psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_gateway") as connection:
        assert connection.execute("select count(*) from sign_in_attempt").fetchone() == (0,)


def test_a_wrong_password_leaves_an_entry(visit: Visit, postgres_admin_url: str) -> None:
    sign_in(visit(), "petugas.depok", "salah")
    with psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_gateway") as connection:
        row = connection.execute(
            "select count(*) from audit_entry e join staff s on e.subject = s.id::text"
            " where act = 'staff.sign_in_refused' and s.username = 'petugas.depok'"
        ).fetchone()
    assert row is not None
    assert row[0] > 0


def test_a_name_that_no_database_takes_is_told_beside_its_field(visit: Visit) -> None:
    browser = sign_in(visit(), "ppid\x00depok")
    assert browser.status == HTTPStatus.OK
    assert "tidak dapat dibaca" in browser.words


def test_an_address_with_a_line_break_is_refused_before_anybody_signs_in(visit: Visit) -> None:
    browser = visit().get("/masuk")
    browser.send({"username": "ppid.depok", "password": DEMO_PASSWORD, "lanjut": "/kerja\r\nX-Jahat: 1"})
    assert browser.status == HTTPStatus.BAD_REQUEST
    assert browser.get("/kerja").path.startswith("/masuk")


@pytest.mark.usefixtures("nobody_guessed", "strained")
def test_who_begins_a_request_behind_a_busy_address_is_asked_for_work_and_not_refused(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply, "_BEGUN", Pace("drafts of a test", 2, 900))
    with clock.held(NOW + timedelta(days=8)):
        for _ in range(2):
            assert asks(at(visit(), "198.51.100.11")).status == HTTPStatus.OK
        browser = at(visit(), "198.51.100.11").get("/permohonan/baru").send({"kind": "person"})
        assert "tunggu satu menit" in browser.words
        assert browser.send({"jawaban": worked(challenge_on(browser))}).path.endswith("/identitas")
        assert asks(at(visit(), "198.51.100.12")).status == HTTPStatus.OK


def test_what_is_too_long_is_not_kept(citizen: Browser, runtime: Runtime) -> None:
    citizen.get("/permohonan/baru").send({"kind": "person"}).send({**PERSON, "address": "x" * 600_000})
    assert "terlalu panjang" in citizen.words
    with runtime.acting(Context("32.76")):
        assert "address" not in drafts.read(citizen.path.split("/")[3]).values


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")

    readinto = readline = read


def send_file_form(browser: Browser, form: str) -> TestResponse:
    return browser.client.post(
        f"/kerja/{CASE}/{form}",
        base_url=f"http://{browser.host}:8080",
        headers={"X-Forwarded-For": browser.address},
        environ_overrides={"CONTENT_LENGTH": str(1 << 30)},  # the stream itself is empty
        content_type="multipart/form-data; boundary=x",
        input_stream=Unread(),
    )


def test_a_file_from_somebody_without_the_role_is_refused_before_it_is_read(visit: Visit) -> None:
    assert send_file_form(sign_in(visit(), "petugas.depok"), "kabulkan").status_code == HTTPStatus.FORBIDDEN


def test_a_part_larger_than_any_part_is_refused_before_it_fills_the_memory(officer: Browser) -> None:
    answer = send_file_form(officer, f"unggahan/{CASE}/1")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_file_too_many_at_once_is_put_off_before_it_is_read(officer: Browser) -> None:
    officer.client.application.extensions["files"] = Places(0)
    answer = send_file_form(officer, "berkas")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.headers["Retry-After"]


def test_the_edge_lets_exactly_the_forms_with_files_through_unread(citizen: Browser) -> None:
    pattern = re.compile(re.findall(r"@file_form {[^}]*path_regexp (\S+)\n", CADDYFILE.read_text())[0])
    application = citizen.client.application
    with application.test_request_context(base_url=f"http://{citizen.host}"):
        paths = {
            rule.endpoint: re.sub("<[^>]+>", CASE, rule.rule.replace("<int:part>", "1"))
            for rule in application.url_map.iter_rules()
        }
    assert {endpoint for endpoint, path in paths.items() if pattern.match(path)} == {*FILE_FORMS, CHECK, HAND_IN}
