"""A file that goes in parts, in a real browser: the connection breaks, the page is loaded anew, and it goes on."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Route, expect

from gateway.config import DEMO_PASSWORD
from services.documents.papers.domain import PART
from tests.corpora.honest import pdf
from tests.e2e.walk import Sent, Walk
from tests.e2e.watch import Watch

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]
PART_SENT = re.compile(r"/unggahan/[^/]+/\d$")
PATIENCE = 60_000  # milliseconds: the machine may be busy with other things


@pytest.fixture(scope="module")
def asked(chromium: Browser, platform_url: str) -> Sent:
    """A request that each of these brings a file to."""
    return Walk(chromium.new_page(), platform_url).ask(f"Berita acara {uuid4().hex[:8]}")


def test_an_upload_that_was_cut_off_goes_on_where_it_stopped(
    chromium: Browser, platform_url: str, asked: Sent, tmp_path: Path
) -> None:
    file = tmp_path / "pindaian.pdf"
    file.write_bytes(pdf(12 << 20))
    desk = chromium.new_context().new_page()
    officer = Walk(desk, platform_url)
    officer.sign_in()
    officer.open(officer.find(asked.number), "case")
    sent: list[str] = []

    def broken(route: Route) -> None:
        route.abort()

    desk.on("requestfinished", lambda done: sent.append(done.url) if PART_SENT.search(done.url) else None)
    desk.route(re.compile(r"/unggahan/[^/]+/2$"), broken)
    desk.set_input_files("#berkas-baru", file)
    desk.get_by_role("button", name="Unggah berkas").press("Enter")
    expect(desk.get_by_text("Sambungan terputus")).to_be_visible(timeout=PATIENCE)
    desk.unroute_all()
    desk.reload()
    expect(desk.get_by_text("belum selesai. Pilih berkas yang sama")).to_be_visible(timeout=PATIENCE)
    desk.set_input_files("#berkas-baru", file)
    desk.get_by_role("button", name="Unggah berkas").press("Enter")
    expect(desk.locator("#berkas + .files, .files").get_by_text("pindaian.pdf")).to_be_visible(timeout=PATIENCE)
    assert [url[-1] for url in sent] == ["1", "2", "3"]
    officer.until(officer.find(asked.number), "Boleh diberikan", "case")  # so large a file is looked at by the tick


def test_what_was_typed_beside_a_large_file_is_there_again_after_signing_in_anew(
    chromium: Browser, platform_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "pindaian.pdf"
    file.write_bytes(pdf(6 << 20))
    citizen, desk = (chromium.new_context().new_page() for _ in range(2))
    number = Walk(citizen, platform_url).ask(f"Berita acara {uuid4().hex[:8]}").number
    officer = Walk(desk, platform_url)
    officer.sign_in()
    officer.open(f"{officer.find(number)}/kabulkan", "grant")
    desk.fill("#statement", "Terlampir berita acara yang diminta.")
    desk.set_input_files("#berkas", file)
    desk.context.clear_cookies()
    desk.click("button[value=unggah]")
    desk.fill("input[name=username]", "ppid.depok")
    desk.fill("input[name=password]", DEMO_PASSWORD)
    desk.click("main form button[type=submit]")
    desk.get_by_role("button", name="Lanjutkan").press("Enter")
    expect(desk.locator("#statement")).to_have_value("Terlampir berita acara yang diminta.", timeout=PATIENCE)


def test_a_photo_of_an_identity_card_goes_on_after_the_line_broke_and_the_page_was_opened_anew(
    chromium: Browser, platform_url: str, asked: Sent, tmp_path: Path
) -> None:
    card = tmp_path / "ktp siti.pdf"
    card.write_bytes(pdf(3 * PART + 9))
    phone = chromium.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True).new_page()
    watch = Watch()
    walk = Walk(phone, platform_url, watch)
    phone.goto(f"{walk.site}{asked.href}/surat")
    sent: list[str] = []
    phone.on("requestfinished", lambda done: sent.append(done.url[-1]) if PART_SENT.search(done.url) else None)
    phone.route(re.compile(r"/unggahan/[^/]+/3$"), lambda route: route.abort())
    phone.set_input_files("#identity", card)
    phone.get_by_role("button", name="Kirim surat").press("Enter")
    expect(phone.get_by_role("status").get_by_text("Sambungan terputus")).to_be_visible(timeout=PATIENCE)
    walk.look(phone, "a paper whose line broke")
    assert "siti" not in phone.evaluate("JSON.stringify(localStorage)")
    phone.unroute_all()
    phone.reload()
    expect(phone.get_by_text("belum selesai. Pilih berkas yang sama")).to_be_visible(timeout=PATIENCE)
    phone.set_input_files("#identity", card)
    phone.get_by_role("button", name="Kirim surat").press("Enter")
    expect(phone.get_by_text("diterima", exact=True)).to_be_visible(timeout=PATIENCE)
    walk.look(phone, "a paper that came")
    assert (sent, phone.evaluate("localStorage.length")) == (["1", "2", "3", "4"], 0)
    assert watch.wrong == []
