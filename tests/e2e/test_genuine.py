"""The page that checks a file, in a real browser: with a script the file stays where it is, without one it is sent."""

import hashlib
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]

SECRET = b"%PDF-1.7 isi yang tidak perlu dikirim ke mana pun"
DIGEST = hashlib.sha256(SECRET).hexdigest()


def _page(chromium: Browser, platform_url: str, *, script: bool) -> Page:
    page = chromium.new_context(java_script_enabled=script, viewport={"width": 320, "height": 700}).new_page()
    edge = urlsplit(platform_url)
    page.goto(f"{edge.scheme}://depokkotappid.{edge.netloc}/periksa-berkas")
    page.get_by_label("Berkas", exact=True).set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": SECRET}
    )
    return page


def test_with_a_script_only_the_digest_leaves_the_browser(chromium: Browser, platform_url: str) -> None:
    page = _page(chromium, platform_url, script=True)
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    page.on("request", note)
    page.get_by_role("button", name="Periksa").press("Enter")
    expect(page.get_by_text(DIGEST)).to_be_visible()
    (posted,) = [request for request in sent if request.method == "POST"]
    body = posted.post_data_buffer or b""
    assert DIGEST.encode() in body
    assert SECRET not in body
    page.go_back()
    expect(page.get_by_role("button", name="Periksa")).to_be_enabled()


def test_without_a_script_the_file_is_sent_and_hashed_there(chromium: Browser, platform_url: str) -> None:
    page = _page(chromium, platform_url, script=False)
    page.get_by_role("button", name="Periksa").press("Enter")
    expect(page.get_by_text(DIGEST)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
