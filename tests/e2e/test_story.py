"""The story in a real browser on the whole platform: a citizen asks, an officer answers, the citizen has the answer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typst
from playwright.sync_api import Browser, Page

from tests.e2e.walk import LEGAL_BODY, NEXT, PERSON, Walk

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]
FIRST = "main form input:not([type=hidden]), main form textarea"  # the first question of a page
LINES_OF_NUMBER = """() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(".number"));
    return words.getClientRects().length;
}"""
_stories = count(1)


def subject() -> str:
    """A subject that no other test of this run uses."""
    return f"Realisasi anggaran, cerita {next(_stories)} {datetime.now(UTC):%H%M%S%f}"


@contextmanager
def visitor(browser: Browser, width: int = 1280, *, scripts: bool = True) -> Iterator[Page]:
    """Somebody with a browser of their own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="module")
def answer() -> bytes:
    """The file that answers."""
    pdf: bytes = typst.compile(b"= Laporan realisasi anggaran\nTahun 2025.")
    return pdf


def test_a_citizen_is_answered_without_any_script_on_a_small_screen(
    chromium: Browser, platform_url: str, answer: bytes, tmp_path: Path
) -> None:
    with visitor(chromium, 320, scripts=False) as page, visitor(chromium, scripts=False) as desk:
        citizen, officer = Walk(page, platform_url), Walk(desk, platform_url)
        sent = citizen.ask(subject())
        assert "/PPID-P/32.76/" in sent.number
        assert "hari kerja" in page.inner_text("main")
        assert page.evaluate(LINES_OF_NUMBER) == 1
        with page.expect_download() as receipt:
            page.click("main a.button:not(.second)", modifiers=["Alt"])
        receipt.value.save_as(tmp_path / "receipt.pdf")
        assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")

        citizen.open(f"{sent.href}/tenggat", "deadline")
        assert page.locator("td.counted").count() == 9
        assert page.locator("td.due").count() == 1

        officer.sign_in()
        case = officer.find(sent.number)
        assert PERSON["name"] in desk.inner_text("main")
        officer.grant(case, answer, "Terlampir laporan yang diminta.")

        citizen.until(sent.href, "Permohonan Anda dikabulkan", "granted")
        assert "Terlampir laporan yang diminta." in page.inner_text("main")
        with page.expect_download() as download:
            page.click(".files a")
        download.value.save_as(tmp_path / "answer.pdf")
        given = (tmp_path / "answer.pdf").read_bytes()
        assert given.startswith(b"%PDF")
        assert given != answer, "a copy made anew"


def test_a_group_is_refused_with_article_and_reason_and_told_how_to_object(
    chromium: Browser, platform_url: str
) -> None:
    with visitor(chromium) as page, visitor(chromium) as desk:
        citizen, officer = Walk(page, platform_url), Walk(desk, platform_url)
        sent = citizen.ask(subject(), "group")
        officer.sign_in()
        case = officer.find(sent.number)
        assert "SK/1/2026" in desk.inner_text("main")
        officer.refuse(case, "h", "Nama pemilih tidak dapat diberikan.")
        citizen.until(sent.href, "Permohonan Anda ditolak", "refused")
        said = page.inner_text("main")
        for words in ("Pasal 17 huruf h", "UU 27/2022 Pasal 4 ayat (2)", "keberatan", "Nama pemilih tidak dapat"):
            assert words in said


def test_an_officer_records_a_letter_of_a_legal_body_with_its_true_time_of_receipt(
    chromium: Browser, platform_url: str
) -> None:
    received = datetime.now(ZoneInfo("Asia/Jakarta")) - timedelta(days=3)
    with visitor(chromium) as desk:
        officer = Walk(desk, platform_url)
        officer.sign_in("petugas.depok")
        officer.press("main .heading a.button", "entry")
        desk.check("input[name=channel][value=letter]")
        desk.fill("#received_date", received.date().isoformat())
        desk.fill("#received_time", "08:30")
        desk.fill("#late_reason", "Terselip di meja penerima surat.")
        desk.check("input[name=kind][value=legal_body]")
        officer.press(NEXT, "entry form")
        for name, value in LEGAL_BODY.items():
            desk.fill(f"#{name}", value)
        officer.fill_content(subject())
        officer.fill_delivery()
        officer.press(NEXT, "entry check")
        officer.press(NEXT, "recorded")
        said = desk.inner_text("main")
        assert "Permohonan tercatat" in said
        assert "pukul 08.30 WIB" in said
        assert "Perkumpulan Pantau Anggaran" in said


def test_an_officer_who_is_not_the_ppid_cannot_decide(chromium: Browser, platform_url: str) -> None:
    with visitor(chromium) as page, visitor(chromium) as desk:
        sent = Walk(page, platform_url).ask(subject())
        officer = Walk(desk, platform_url)
        officer.sign_in("petugas.depok")
        case = officer.find(sent.number)
        assert desk.locator("a", has_text="Kabulkan").count() == 0
        officer.open(f"{case}/kabulkan", "forbidden")
        assert "tidak berwenang" in desk.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clicks_on_send_are_one_request(chromium: Browser, platform_url: str, scripts: bool) -> None:
    asked = subject()
    with visitor(chromium, scripts=scripts) as page, visitor(chromium) as desk:
        citizen, officer = Walk(page, platform_url), Walk(desk, platform_url)
        citizen.ask(asked)
        page.go_back()
        page.wait_for_load_state()
        citizen.open("/permohonan/baru", "who asks")
        page.check("input[name=kind][value=person]")
        citizen.press(NEXT, "identity")
        for name, value in PERSON.items():
            page.fill(f"#{name}", value)
        citizen.press(NEXT, "content")
        citizen.fill_content(f"{asked} lagi")
        citizen.press(NEXT, "delivery")
        citizen.fill_delivery()
        citizen.press(NEXT, "check")
        page.check("#declaration")
        page.dblclick(NEXT)
        page.wait_for_url("**/terkirim/**")
        officer.sign_in()
        officer.until(f"/kerja?q={asked.replace(' ', '+')}+lagi", "1 permohonan ditemukan", "search")


def test_a_request_can_be_made_by_keyboard_alone(chromium: Browser, platform_url: str) -> None:
    with visitor(chromium) as page:
        page.goto(Walk(page, platform_url).site)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/permohonan/baru")
        page.focus(FIRST)
        page.keyboard.press("Space")
        _send(page)
        _type(page, PERSON)
        _send(page)
        assert page.inner_text("h1") == "Informasi apa yang Anda perlukan?"


def _type(page: Page, answers: Mapping[str, str]) -> None:
    """Go to the first field, and with Tab from one to the next, typing what each asks for."""
    page.focus(FIRST)
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.type(answers.get(page.evaluate("document.activeElement.id"), ""))
        page.keyboard.press("Tab")


def _send(page: Page) -> None:
    """Go on to the button with Tab and press it with Enter."""
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_office_does_not_know_another_offices_request(chromium: Browser, platform_url: str) -> None:
    with visitor(chromium) as page:
        walk = Walk(page, platform_url)
        sent = walk.ask(subject())
        answer = page.goto(f"{walk.site.replace('depokkotappid', 'jabarppid')}{sent.href}")
        assert answer is not None
        assert answer.status == 404
        assert sent.number not in page.inner_text("main")
