"""A code from the phone at sign-in, and what stands in for a lost phone."""

import re
from base64 import b32decode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from chassis import clock
from chassis.context import Context
from chassis.service import Runtime
from gateway.auth import codes
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import DEPOK, Visit
from tests.integration.gateway.inviting import CHOSEN, PASSWORD, PEOPLE, enter, invited, link, staff_id

pytestmark = pytest.mark.stack
NOW = datetime(2026, 12, 2, 3, 0, 10, tzinfo=UTC)
PHONE, LATER = "/kerja/sesi/ponsel", timedelta(seconds=30)


@pytest.fixture
def user(admin: Browser, visit: Visit, runtime: Runtime, rows: Any) -> "User":
    """An officer with a phone."""
    with clock.held(NOW - timedelta(minutes=1)):
        enter(admin, "admin.depok")
        username, path = invited(admin, runtime, rows)
        browser = visit().get(path).send(CHOSEN).get(PHONE)
        (secret,) = re.findall(r"<code>([A-Z2-7]{32})</code>", browser.text)
        assert browser.send({"code": "000000"}).words.count("Kode tidak cocok")
        browser.send({"code": shown(secret)})
    recovery = re.findall(r"<code>([A-Z2-7-]{19})</code>", browser.text)
    assert len(set(recovery)) == codes.RECOVERY
    return User(username, secret, recovery)


class User:
    """What somebody with a phone knows and holds."""

    def __init__(self, username: str, secret: str, recovery: list[str]) -> None:
        self.username, self.secret, self.recovery = username, secret, recovery

    def sign_in(self, browser: Browser, code: str) -> Browser:
        """Give the password, then a code."""
        enter(browser, self.username, PASSWORD)
        assert "Ketik kode" in browser.words
        assert browser.client.get_cookie("ppid_sesi", domain=DEPOK) is None
        return browser.send({"code": code})


def shown(secret: str, at: datetime | None = None) -> str:
    """What the phone shows."""
    made = TOTP(b32decode(secret), 6, SHA1(), 30).generate(int((at or clock.now()).timestamp()))
    return made.decode()


def test_who_has_a_phone_signs_in_with_password_and_code_and_no_code_twice(user: User, visit: Visit) -> None:
    with clock.held(NOW):
        assert user.sign_in(visit(), shown(user.secret)).path == "/kerja"
        assert "Kode tidak cocok" in user.sign_in(visit(), shown(user.secret)).words
        assert "Kode tidak cocok" in user.sign_in(visit(), shown(user.secret, NOW - LATER)).words
    with clock.held(NOW + LATER):
        assert user.sign_in(visit(), f" {shown(user.secret)[:3]} {shown(user.secret)[3:]} ").path == "/kerja"


@pytest.mark.parametrize("drift", [-2, 2])
def test_a_code_of_a_clock_that_is_a_minute_off_is_refused(user: User, visit: Visit, drift: int) -> None:
    with clock.held(NOW):
        assert "Kode tidak cocok" in user.sign_in(visit(), shown(user.secret, NOW + drift * LATER)).words


def test_of_many_who_send_one_code_at_once_one_gets_in(user: User, runtime: Runtime, rows: Any) -> None:
    own = staff_id(rows, user.username)

    def check(code: str) -> bool:
        with clock.held(NOW), runtime.acting(Context("32.76")):
            try:
                codes.check(own, code)
            except codes.WrongCode:
                return False
            return True

    with ThreadPoolExecutor(8) as at_once:
        assert list(at_once.map(check, [shown(user.secret, NOW)] * 8)).count(True) == 1
        assert list(at_once.map(check, [user.recovery[0]] * 8)).count(True) == 1


def test_a_recovery_code_stands_in_for_the_phone_once(user: User, visit: Visit) -> None:
    with clock.held(NOW):
        assert user.sign_in(visit(), user.recovery[0].lower()).path == "/kerja"
        assert "Kode tidak cocok" in user.sign_in(visit(), user.recovery[0]).words


def test_guesses_at_a_code_are_counted_whatever_device_they_come_from(user: User, visit: Visit) -> None:
    with clock.held(NOW):
        for _ in range(5):
            user.sign_in(visit(), "000000")
        assert "Terlalu banyak percobaan" in user.sign_in(visit(), shown(user.secret)).words


def test_the_password_counts_for_five_minutes_and_in_its_own_browser(user: User, visit: Visit) -> None:
    with clock.held(NOW):
        half = enter(visit(), user.username, PASSWORD)
        (ticket,) = re.findall(r'name="tiket" value="([^"]+)"', half.text)
        other = visit().get("/masuk").send({"tiket": ticket, "code": shown(user.secret)}, to="/masuk/kode")
        assert "Terlalu lama" in other.words
        forged = visit().get("/masuk").send({"tiket": "x", "code": "1"}, to="/masuk/kode")
        assert (forged.status, "Terlalu lama" in forged.words) == (HTTPStatus.OK, True)
    with clock.held(NOW + timedelta(minutes=6)):
        assert "Terlalu lama" in half.send({"code": shown(user.secret)}).words


def test_a_link_for_a_forgotten_password_does_not_stand_in_for_the_phone(
    user: User, admin: Browser, visit: Visit, runtime: Runtime, rows: Any
) -> None:
    with clock.held(NOW):
        page = f"{PEOPLE}/{staff_id(rows, user.username)}"
        enter(admin, "admin.depok").get(page).send(to=f"{page}/tautan")
        browser = visit().get(link(runtime, rows, user.username)).send(CHOSEN)
        assert browser.path.startswith("/masuk")
        assert user.sign_in(browser, shown(user.secret)).path == "/kerja"


def test_another_person_removes_the_codes_of_a_lost_phone(user: User, admin: Browser, visit: Visit, rows: Any) -> None:
    with clock.held(NOW):
        browser = user.sign_in(visit(), shown(user.secret))
        page = f"{PEOPLE}/{staff_id(rows, user.username)}"
        enter(admin, "admin.depok").get(page).send(to=f"{page}/ponsel")
        assert "Kode ponsel dihapus" in admin.words
        assert browser.get("/kerja").path.startswith("/masuk")
        assert enter(visit(), user.username, PASSWORD).path == "/kerja"


def test_the_secret_stands_sealed_and_recovery_codes_as_hashes(user: User, rows: Any) -> None:
    for table in ("staff_phone", "recovery_code", "audit_entry"):
        kept = " ".join(text for (text,) in rows.execute(f"select t::text from {table} t"))
        assert user.secret not in kept
        assert user.secret.encode().hex() not in kept
        assert user.recovery[1].replace("-", "") not in kept
