"""Who gets in, and how: hosts, languages, sign-in, sessions, throttle, and forms that are not our own."""

import re
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from chassis import clock
from chassis.places import Places
from chassis.settings import Stage
from gateway import config
from gateway.config import DEMO_PASSWORD
from gateway.portal import interrupted
from tests.integration.gateway.applying import CONTENT, OBTAIN, PERSON, asks
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
CASE = "5f0c2f6e-6f0e-4c57-9a0d-0f6f1c2b3a4d"
BASE = "depokkotappid.localhost:8080"
ABOVE = "jabarppid.localhost:8080"  # whom people ask where an office is not known to be reached
BANDUNG = "bandungkotappid.localhost"
NOW = clock.now()


def sign_in(browser: Browser, username: str, password: str = DEMO_PASSWORD) -> Browser:
    return browser.get("/masuk").send({"username": username, "password": password})


def test_an_unknown_host_is_not_found_and_offers_the_offices(visit: Visit) -> None:
    stranger = visit("bukankantor.localhost").get("/permohonan/baru")
    assert stranger.status == HTTPStatus.NOT_FOUND
    assert "bukankantor.localhost" in stranger.words
    assert "depokkotappid.localhost" in stranger.text


def test_the_bare_domain_lists_every_office_by_province(visit: Visit) -> None:
    nation = visit("localhost").get("/")
    assert nation.status == HTTPStatus.OK
    assert "Semua 553 kantor" in nation.words
    assert nation.text.count("ppid.localhost:8080/") == 553


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("depok", "KPU Kota Depok"),
        ("fak fak", "Fakfak"),
        ("Jawa Barat depok", "KPU Kota Depok"),
        ("dpeok", "Kota Depok"),
    ],
)
def test_an_office_is_found_by_any_word_of_its_name_and_despite_a_slip(visit: Visit, words: str, found: str) -> None:
    nation = visit("localhost").get(f"/?q={words}")
    assert found in nation.words.partition("Semua 553 kantor")[0]


def test_a_page_of_an_office_asked_for_on_the_bare_domain_leads_to_the_chooser(visit: Visit) -> None:
    nation = visit("localhost").get("/permohonan/baru")
    assert nation.status == HTTPStatus.NOT_FOUND
    assert "Pilih dahulu kantor" in nation.words


def test_english_is_kept_and_leads_back_to_the_same_page(citizen: Browser) -> None:
    citizen.get("/lacak?x=1&bahasa=en")
    assert citizen.path == "/lacak?x=1"
    assert "Check the status of a request" in citizen.words
    assert '<html lang="en">' in citizen.get("/").text


def test_robots_keep_to_what_is_public(citizen: Browser) -> None:
    assert "Disallow: /kerja" in citizen.get("/robots.txt").text


@pytest.mark.parametrize("path", ["//example.org/", "/%09/example.org/", "/%5Cexample.org/", "///%0D%0A/example.org/"])
def test_no_link_of_a_page_leads_to_another_site(citizen: Browser, path: str) -> None:
    answer = citizen.client.get(f"{path}?bahasa=en", base_url=f"http://{citizen.host}:8080")
    assert urlsplit(re.sub(r"[\t\r\n]", "", answer.headers["Location"]).replace("\\", "/")).netloc in ("", BASE)
    page = citizen.client.get(path, base_url=f"http://{citizen.host}:8080")
    links = re.findall(r'href="([^"]*)"', page.text)
    assert links
    for link in links:
        seen = urlsplit(re.sub(r"[\t\r\n]", "", unescape(link)).replace("\\", "/"))
        assert seen.netloc in ("", BASE, "localhost:8080", ABOVE), link


def test_every_page_forbids_what_it_does_not_need_and_holds_no_code_of_its_own(citizen: Browser) -> None:
    asks(citizen)
    for path in ("/", "/permohonan/baru", citizen.path, "/lacak", "/masuk", "/tidak-ada"):
        citizen.get(path)
        assert citizen.page is not None
        policy = citizen.page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert citizen.page.headers["Referrer-Policy"] == "same-origin"
        assert citizen.page.headers["Cache-Control"] == "no-store"
        for inline in (" style=", "<style", " onclick=", "javascript:", "<script>"):
            assert inline not in citizen.text


def test_over_https_the_browser_itself_holds_cookies_to_the_host(visit: Visit) -> None:
    browser = visit(edge_url="https://localhost")
    answer = browser.client.get("/masuk", base_url=f"https://{browser.host}")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-ppid_kunjungan=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie
    assert "Strict-Transport-Security" in answer.headers


def test_a_session_is_unknown_on_another_offices_host(officer: Browser) -> None:
    cookie = officer.client.get_cookie("ppid_sesi", domain=officer.host)
    assert cookie is not None
    officer.host = BANDUNG
    officer.client.set_cookie("ppid_sesi", cookie.value, domain=BANDUNG)
    officer.get("/kerja")
    assert officer.path.startswith("/masuk")


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
def test_a_session_ends_after_half_an_hour_of_idling(officer: Browser, minutes: int, still_in: bool) -> None:
    with clock.held(clock.now() + timedelta(minutes=minutes)):
        officer.get("/kerja")
    assert (officer.path == "/kerja") is still_in


def test_a_session_ends_after_twelve_hours_however_busy(officer: Browser) -> None:
    start = clock.now()
    for minutes in range(20, 12 * 60 + 1, 20):
        with clock.held(start + timedelta(minutes=minutes)):
            officer.get("/kerja")
    assert officer.path.startswith("/masuk")


def test_signing_out_ends_the_session_on_the_server(officer: Browser) -> None:
    cookie = officer.client.get_cookie("ppid_sesi", domain=officer.host)
    assert cookie is not None
    officer.send(to="/keluar")
    assert "Anda sudah keluar" in officer.words
    officer.client.set_cookie("ppid_sesi", cookie.value, domain=officer.host)
    assert officer.get("/kerja").path.startswith("/masuk")


def test_a_name_that_does_not_exist_is_answered_like_a_wrong_password(visit: Visit) -> None:
    known, unknown = sign_in(visit(), "ppid.depok", "salah"), sign_in(visit(), "tidak.ada", "salah")
    assert (known.status, known.words) == (unknown.status, unknown.words)


def test_demonstration_accounts_do_not_sign_in_in_production(visit: Visit) -> None:
    browser = sign_in(visit(stage=Stage.PRODUCTION), "ppid.depok")
    assert "tidak cocok" in browser.words
    assert "Akun contoh" not in browser.words


def test_signing_in_leads_to_the_desk_and_nowhere_else(visit: Visit) -> None:
    browser = visit().get("/masuk?lanjut=https://example.org/kerja")
    assert 'name="lanjut" value="/kerja"' in browser.text
    browser.send({"username": "ppid.depok", "password": DEMO_PASSWORD, "lanjut": "//example.org/kerja"})
    assert browser.path == "/kerja"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
    ],
)
def test_a_form_that_another_site_sends_is_turned_away(citizen: Browser, headers: dict[str, str]) -> None:
    citizen.get("/permohonan/baru").send({"kind": "person"}, **headers)
    assert citizen.status == HTTPStatus.FORBIDDEN
    assert "situs lain" in citizen.words


def test_a_form_needs_the_proof_of_its_own_browser(citizen: Browser, visit: Visit) -> None:
    citizen.get("/permohonan/baru").send({"kind": "person", "bukti": "salah"})
    assert citizen.status == HTTPStatus.FORBIDDEN
    other = visit().get("/permohonan/baru")
    other.client.set_cookie("ppid_kunjungan", "kunjungan-lain", domain=other.host)
    other.send({"kind": "person"})
    assert other.status == HTTPStatus.FORBIDDEN


def test_no_form_is_taken_without_proof(officer: Browser) -> None:
    rules = officer.client.application.url_map.iter_rules()  # type: ignore[attr-defined]
    posts = [rule for rule in rules if "POST" in (rule.methods or ()) and not rule.endpoint.startswith("tokens.")]
    assert len(posts) > 9
    for rule in posts:
        values = dict.fromkeys(rule.arguments, "7c0e5f4e-3c52-4b7e-9b0e-0f3d6d8b7c11") | {
            "address": "x",
            "name": "isi",
            "part": 1,
        }
        path = officer.client.application.url_map.bind("").build(rule.endpoint, values, method="POST")  # type: ignore[attr-defined]
        answer = officer.client.post(path.partition("?")[0], base_url=f"http://{officer.host}:8080", data={"a": "b"})
        assert answer.status_code == HTTPStatus.FORBIDDEN, rule


def test_what_an_officer_typed_survives_the_end_of_the_session(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/tolak")
    with clock.held(clock.now() + timedelta(hours=1)):
        officer.send({"statement": "Uraian <panjang>", "exemption": "h", "langkah": "terbitkan"})
        assert "Waktu masuk Anda habis" in officer.words
        officer.send({"username": "ppid.depok", "password": "salah"})
        officer.send({"username": "ppid.depok", "password": DEMO_PASSWORD})
        assert "sudah masuk kembali" in officer.words
        officer.send()
    assert officer.path == f"/kerja/{request_id}/tolak"
    assert "Uraian &lt;panjang&gt;" in officer.text
    assert memory.decisions == {}


@pytest.mark.parametrize("most", [config.LARGEST_FORM, 999], ids=["a small file", "a file larger than a form"])
def test_what_was_typed_beside_a_file_survives_too_and_the_file_is_asked_for_again(
    citizen: Browser, officer: Browser, memory: Memory, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/kabulkan")
    said = {"statement": "Uraian <panjang>", "cost_items": "Kertas", "langkah": "unggah"}
    with clock.held(clock.now() + timedelta(hours=1)):
        with monkeypatch.context() as small:
            small.setattr(config, "LARGEST_FORM", most)
            officer.send(said | {"berkas": file(b"x" * 2000)})
        assert "Berkas yang tadi dipilih belum terkirim" in officer.words
        officer.send({"username": "ppid.depok", "password": DEMO_PASSWORD}).send()
    assert officer.path == f"/kerja/{request_id}/kabulkan"
    assert "Uraian &lt;panjang&gt;" in officer.text
    assert "Kertas" in officer.text
    assert '<p class="fault" id="berkas-lagi">' in officer.text


def test_of_a_large_form_from_a_stranger_little_is_read_and_only_while_there_is_room(visit: Visit) -> None:
    browser = visit()
    read = Counting()
    place = {"base_url": f"http://{browser.host}:8080", "headers": {"X-Forwarded-For": browser.address}}
    sent: dict[str, Any] = {"content_type": "multipart/form-data; boundary=x", "input_stream": read} | place
    sent["environ_overrides"] = {"CONTENT_LENGTH": str(1 << 30)}
    path = f"/kerja/{uuid4()}/kabulkan"
    assert browser.client.post(path, **sent).status_code == HTTPStatus.OK
    assert 0 < read.count <= interrupted.MOST
    browser.client.application.extensions["papers"] = Places(0)  # type: ignore[attr-defined]
    assert browser.client.post(path, **sent).status_code == HTTPStatus.OK
    assert read.count <= interrupted.MOST


class Counting(BytesIO):
    """A body without end and without a field."""

    count = 0

    def readinto(self, into: Any) -> int:
        self.count += len(into)
        return len(into)


def test_only_the_ppid_reaches_the_pages_that_decide(visit: Visit, citizen: Browser, memory: Memory) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer = sign_in(visit(), "petugas.depok").get(f"/kerja/{request_id}/kabulkan")
    assert officer.status == HTTPStatus.FORBIDDEN
    assert "Hanya PPID" in officer.get(f"/kerja/{request_id}").words


def test_a_draft_is_unknown_to_another_office(citizen: Browser, visit: Visit) -> None:
    asks(citizen)
    assert visit(BANDUNG).get(citizen.path).status == HTTPStatus.NOT_FOUND


def test_a_draft_is_gone_after_a_week(citizen: Browser) -> None:
    asks(citizen)
    with clock.held(clock.now() + timedelta(days=8)):
        citizen.get(citizen.path)
    assert citizen.status == HTTPStatus.NOT_FOUND
    assert "Draf disimpan 7 hari" in citizen.words


def test_an_officers_draft_opens_for_that_officer_only(officer: Browser, visit: Visit) -> None:
    officer.get("/kerja/baru").send(
        {"channel": "letter", "received_date": "2026-11-19", "received_time": "08:30", "kind": "person"}
    )
    officer.send({**PERSON, **CONTENT, **OBTAIN})
    path = officer.path
    assert path.endswith("/periksa")
    assert sign_in(visit(), "petugas.depok").get(path).status == HTTPStatus.NOT_FOUND
    assert visit().get(path.replace("/kerja/", "/permohonan/")).status == HTTPStatus.NOT_FOUND
