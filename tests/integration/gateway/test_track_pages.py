"""Following a request from paper: a short code tells where it stands, a contact opens its page."""

from http import HTTPStatus

import pytest

from chassis.pace import Pace
from gateway.portal import public
from tests.integration.gateway.applying import PERSON, asks
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
CODE = "7K4M-Q2XD-9RT"


@pytest.fixture(autouse=True)
def _asked(citizen: Browser) -> None:
    assert CODE in asks(citizen).send({"declaration": "yes"}).words


def test_a_code_from_paper_shows_the_status_and_a_contact_opens_the_page(visit: Visit, memory: Memory) -> None:
    stranger = visit().get("/lacak").send({"kode": " 7k4m q2xd 9rt"})
    assert "Status permohonan" in stranger.words
    assert "KPU Kota Depok" in stranger.words
    ((kept),) = memory.requests.values()
    assert not any(hidden in stranger.text for hidden in (kept["subject"], kept["number"], kept["token"]))
    assert "Tidak sama." in stranger.send({"reach": "lain@example.com"}).words
    assert 'value="lain@example.com"' in stranger.text
    assert stranger.send({"reach": PERSON["email"]}).path == f"/permohonan/{kept['token']}"


def test_a_mistyped_code_is_told_so_and_stays(citizen: Browser) -> None:
    citizen.get("/lacak").send({"kode": "7K4M-Q2XD"})
    assert "Kode ini salah ketik" in citizen.words
    assert 'value="7K4M-Q2XD"' in citizen.text


def test_guessing_codes_is_stopped(citizen: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_GUESSED", Pace("codes of a test", 2, 900))
    guesses = [citizen.get("/lacak").send({"kode": f"0000000000{n}"}).status for n in range(3)]
    assert guesses == [HTTPStatus.OK, HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS]
