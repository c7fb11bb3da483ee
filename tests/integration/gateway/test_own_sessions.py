"""Where somebody is signed in, and the own password."""

from http import HTTPStatus
from typing import Any

import pytest

from chassis.places import Places
from chassis.service import Runtime
from gateway.auth import passwords
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.inviting import CHOSEN, PASSWORD, enter, invited

pytestmark = pytest.mark.stack


def test_a_session_is_ended_from_another_and_all_others_at_once(visit: Visit) -> None:
    here, there, third = (enter(visit(), "petugas.depok") for _ in range(3))
    here.get("/kerja/sesi")
    assert "Peramban ini" in here.words
    here.send({"sesi": "lain"}, to="/kerja/sesi/akhiri")
    assert [browser.get("/kerja").path.partition("?")[0] for browser in (here, there, third)] == [
        "/kerja", "/masuk", "/masuk",
    ]  # fmt: skip


def test_a_changed_password_ends_every_other_session(admin: Browser, visit: Visit, runtime: Runtime, rows: Any) -> None:
    username, path = invited(admin, runtime, rows)
    here, there = visit().get(path).send(CHOSEN), enter(visit(), username, PASSWORD)
    other = "lampu sungai kertas oranye"
    change = {"new_password": other, "password_again": other}
    here.get("/kerja/sesi").send({"present_password": "salah", **change}, to="/kerja/sesi/kata-sandi")
    assert "bukan kata sandi Anda sekarang" in here.words
    here.send({"present_password": PASSWORD, **change}, to="/kerja/sesi/kata-sandi")
    assert "Kata sandi diganti" in here.words
    assert there.get("/kerja").path.startswith("/masuk")
    assert enter(visit(), username, other).path == "/kerja"


def test_who_finds_no_place_to_sign_in_is_told_when_to_try_again(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_AT_ONCE", Places(0, patience=0.01, refusal=passwords.Busy))
    browser = enter(visit(), "ppid.depok")
    assert browser.page is not None
    assert (browser.status, browser.page.headers["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "2")
    assert 'value="ppid.depok"' in browser.text
