"""Blackening a file in a real browser: by keyboard, by mouse, by the finder; never lost; given without the number."""

import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.e2e.walk import Walk
from tests.e2e.watch import Watch

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]
WIDTHS = (320, 1280)
NAME = "Daftar penerima.pdf"
LETTERS = saved(paper(said("Daftar penerima") + said(f"NIK {SECRET}", y=500), said(f"Lampiran, NIK {SECRET}")))
PATIENCE = 60_000  # milliseconds: a copy is made by the tick, and the machine may be busy
HIDDEN = "%s { visibility: hidden }"
RIM = 3  # pixels: the line around a box lies half beside it
ALL_SAVED = "Semua kotak tersimpan."


@contextmanager
def somebody(browser: Browser, platform_url: str, watch: Watch, username: str = "") -> Iterator[Walk]:
    """A person with a browser of their own; with a name, at the desk. The pages' policy forbids axe's script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    try:
        walk = Walk(context.new_page(), platform_url, watch)
        if username:
            Walk(walk.page, platform_url).sign_in(username)
        yield walk
    finally:
        context.close()


def begun(officer: Walk, case: str, letters: bytes = LETTERS) -> str:
    """A file that the release gate holds back, and the path of the pages on which it is blackened."""
    officer.page.goto(f"{officer.site}{case}")
    file = {"name": NAME, "mimeType": "application/pdf", "buffer": letters}
    officer.page.set_input_files("#berkas-baru", file)  # type: ignore[arg-type]  # playwright's own type, as a dict
    with officer.page.expect_navigation():
        officer.page.click("form.card:has(#berkas-baru) button")
    officer.page.get_by_role("link", name=NAME, exact=True).click()
    officer.page.wait_for_url("**/berkas/*")
    officer.until(officer.page.url.removeprefix(officer.site), "Temuan 1", "what was found")
    officer.press("form[action$='/hitamkan'] button", "the pages of the file")
    return officer.page.url.removeprefix(officer.site)


def by_keyboard(page: Page) -> None:
    """A box around `Daftar penerima`, without a mouse: made, moved, stretched, confirmed."""
    page.get_by_role("button", name="Kotak baru").focus()
    page.keyboard.press("Enter")
    cover = page.get_by_role("button", name="Kotak 1, dasar huruf h")
    expect(cover).to_be_focused()
    for keys, times in (("ArrowUp", 8), ("ArrowLeft", 4), ("Shift+ArrowRight", 6), ("Shift+ArrowDown", 2)):
        for _ in range(times):
            page.keyboard.press(keys)
    expect(page.locator("#live")).to_contain_text("lebar 33, tinggi 4")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("Kotak 1 ditetapkan.")
    expect(page.locator("[name=ground]:focus")).to_have_count(1)


def by_mouse(page: Page) -> None:
    """A box from corner to corner, on the picture."""
    around = page.locator(".layer-of").bounding_box()
    assert around is not None
    for move, x, y in ((page.mouse.down, 0.1, 0.6), (page.mouse.up, 0.4, 0.66)):
        page.mouse.move(around["x"] + x * around["width"], around["y"] + y * around["height"], steps=4)
        move()
    expect(page.locator("#jumlah")).to_have_text("2 kotak")


def saved_after_the_session_ran_out(page: Page) -> None:
    """Saving says that the session has run out, and saves once there is one again."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.press("Control+s")
    expect(page.locator("#gagal")).to_contain_text("Sesi Anda berakhir")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gave a moment ago
    page.keyboard.press("Control+s")
    expect(page.locator("#tersimpan")).to_have_text(ALL_SAVED)


def by_finder(page: Page) -> None:
    """A box around a name keeps the name, which the copy must not hold, also when the page is read again."""
    page.fill("#pencari [name=nama]", "Lampiran")
    page.get_by_role("button", name="Cari di semua halaman").click()
    page.get_by_role("button", name="Ambil semua").click()
    page.keyboard.press("Control+s")
    expect(page.locator("#tersimpan")).to_have_text(ALL_SAVED)
    page.reload()
    boxes = json.loads(page.locator("#bahan").text_content() or "")["boxes"]
    assert [box["words"] for box in boxes if box["words"]] == ["Lampiran"]


def text_of(content: bytes) -> str:
    """All words that a reader can take out of a PDF."""
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.promise("blackening")
def test_a_file_with_a_nik_is_blackened_approved_by_another_and_given_without_it(
    chromium: Browser, platform_url: str
) -> None:
    watch = Watch(WIDTHS)
    with ExitStack() as people:
        citizen = people.enter_context(somebody(chromium, platform_url, watch))
        officer, ppid = (
            people.enter_context(somebody(chromium, platform_url, watch, name))
            for name in ("petugas.depok", "ppid.depok")
        )
        sent = Walk(citizen.page, platform_url).ask(f"Honorarium {uuid4().hex[:8]}")
        case = Walk(officer.page, platform_url).find(sent.number)
        begun(officer, case)
        _proposed(officer)
        _approved(ppid, case)
        _given(ppid, case)
        citizen.until(sent.href, "dikabulkan", "granted")
        with citizen.page.expect_download() as download:
            citizen.page.click(".files a")
        content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    assert SECRET not in text_of(content)
    assert SECRET.encode() not in content
    assert watch.wrong == []


def _proposed(officer: Walk) -> None:
    """A box by keyboard, all that the finder sees, and the proposal; who makes it cannot approve it."""
    page = officer.page
    by_keyboard(page)
    page.get_by_role("button", name="Cari di semua halaman").press("Enter")
    expect(page.locator("#temuan h3")).to_have_text("2 temuan")
    officer.look(page, "what the finder saw")
    page.get_by_role("button", name="Ambil semua").press("Enter")
    expect(page.locator("#jumlah")).to_have_text("3 kotak")
    with page.expect_navigation():
        page.get_by_role("button", name="Usulkan").press("Enter")
    made = page.get_by_role("heading", name="Laporan pemeriksaan")
    expect(made).to_be_visible(timeout=PATIENCE)  # the page looks again by itself
    officer.look(page, "proposed, as who proposed it sees it")
    assert page.get_by_role("button", name="Setujui").count() == 0
    officer.open("/kerja/penghitaman?bahasa=en", "proposals in English, as who proposed sees them")
    assert "Waiting for somebody else's approval" in page.inner_text("main")


def _approved(ppid: Walk, case: str) -> None:
    """The second person finds the proposal in the queue, looks at every page of the copy, and approves it."""
    ppid.open("/kerja", "queue with a proposal")
    ppid.press("a[href='/kerja/penghitaman']", "proposals, as the second person sees them")
    ppid.press(f"tr:has(a[href='{case}']) a[href^='/kerja/penghitaman/']", "proposed, as the second person sees it")
    ppid.press("a.back", "what was found, as who may let it stay")
    ppid.page.click("#temuan summary")
    ppid.press("#temuan form button", "what was found, without a reason")
    ppid.press("#hitamkan ~ p a[href^='/kerja/penghitaman/']", "the copy again")
    ppid.press("a[rel=next]", "the second page of the copy")
    ppid.press("a[rel=next]", "the annex of the copy")
    ppid.press("button[value=setujui]", "approved")
    assert "Disetujui oleh PPID contoh" in ppid.page.inner_text("main")


def _given(ppid: Walk, case: str) -> None:
    """The decision gives the copy; the original cannot even be chosen."""
    ppid.open(f"{case}/kabulkan", "grant")
    chosen = ppid.page.locator("input[name=documents]:enabled")
    expect(chosen).to_have_count(1)
    expect(ppid.page.locator("label.choice:has(input[name=documents]:enabled)")).to_contain_text("(dihitamkan).pdf")
    chosen.check()
    ppid.page.fill("#statement", "Terlampir daftar penerima; nomor kependudukan dihitamkan.")
    ppid.press("button[value=periksa]", "grant with a blackened copy, nothing stated")
    expect(ppid.page.locator("#blackened_unasked-salah")).to_be_visible()
    chosen.uncheck()
    expect(ppid.page.locator("#blackened_unasked")).to_be_hidden()
    chosen.check()
    ppid.page.locator("#blackened_unasked").press("Space")
    ppid.issue("confirm grant")
    assert "Tidak termasuk informasi yang diminta" in ppid.page.inner_text("main")


def test_boxes_are_drawn_undone_saved_and_never_lost(chromium: Browser, platform_url: str) -> None:
    watch = Watch(WIDTHS)
    with ExitStack() as people:
        citizen = people.enter_context(somebody(chromium, platform_url, watch))
        officer, other = (
            people.enter_context(somebody(chromium, platform_url, watch, name))
            for name in ("petugas.depok", "ppid.depok")
        )
        number = Walk(citizen.page, platform_url).ask(f"Honorarium {uuid4().hex[:8]}").number
        path = begun(officer, Walk(officer.page, platform_url).find(number))
        page, count = officer.page, officer.page.locator("#jumlah")
        by_keyboard(page)
        by_mouse(page)
        for keys, boxes in (("Control+z", "1 kotak"), ("Control+z", "1 kotak"), ("Control+y", "1 kotak")):
            page.keyboard.press(keys)
            expect(count).to_have_text(boxes)
        page.keyboard.press("Control+y")
        page.get_by_role("button", name="Simpan draf").click()
        expect(page.locator("#tersimpan")).to_have_text(ALL_SAVED)
        watch(page, "boxes drawn")

        other.open(path, "the same pages")
        other.page.get_by_role("button", name="Seluruh halaman").click()
        other.page.keyboard.press("Control+s")
        expect(other.page.locator("#tersimpan")).to_have_text(ALL_SAVED)
        page.locator(".cover").first.focus()
        page.keyboard.press("Delete")
        page.keyboard.press("Control+s")
        expect(page.locator("#bentrok")).to_contain_text(
            "PPID contoh. Kotak baru dari orang lain: 1. Yang mereka hapus: 0."
        )
        watch(page, "somebody else saved")
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(page.locator("#bentrok")).to_contain_text("Yang mengubahnya: PPID contoh.")
        page.get_by_role("button", name="Gabungkan").click()
        expect(count).to_have_text("2 kotak")
        saved_after_the_session_ran_out(page)
        by_finder(page)
    assert watch.wrong == []


NEAR = saved(
    paper(
        b"".join(
            said(f"Nomor induk kependudukan penerima honorarium {n} NIK {SECRET}", x=40, y=700 - 18 * n, size=11)
            + said(
                "Nama dan alamat lengkap penerima, pekerjaan dan nomor rekening banknya", x=40, y=691 - 18 * n, size=9
            )
            for n in range(1, 10)
        )
    )
)


def test_no_mark_of_a_box_hides_a_word_beside_it(chromium: Browser, platform_url: str) -> None:
    watch = Watch(WIDTHS)
    with ExitStack() as people:
        citizen = people.enter_context(somebody(chromium, platform_url, watch))
        officer = people.enter_context(somebody(chromium, platform_url, watch, "petugas.depok"))
        number = Walk(citizen.page, platform_url).ask(f"Honorarium {uuid4().hex[:8]}").number
        path = begun(officer, Walk(officer.page, platform_url).find(number), NEAR)
        page = officer.page
        page.get_by_role("button", name="Cari di semua halaman").click()
        page.get_by_role("button", name="Ambil semua").click()
        page.keyboard.press("Control+s")
        expect(page.locator("#tersimpan")).to_have_text(ALL_SAVED)
        page.locator(".desktop").focus()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert beside_boxes(page, ".layer-of", ".cover") == 0
        page.route("**/redact.js*", lambda script: script.abort())  # axe needs a script of its own
        page.goto(f"{officer.site}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert beside_boxes(page, ".drawn .box", ".drawn rect") == 0
        assert page.locator("svg a.box").first.get_attribute("href") == "#kotak-0"
        watch(page, "boxes near each other, without the script that draws")
    assert watch.wrong == []


def beside_boxes(page: Page, marks: str, boxes: str) -> int:
    """How many points of the page's picture look different beside the boxes once what is drawn on it is away."""
    picture = page.locator(".paper")
    around = picture.bounding_box()
    assert around is not None
    sides = [box.bounding_box() for box in page.locator(boxes).all()]
    assert len(sides) == 9
    seen = [Image.open(io.BytesIO(picture.screenshot(style=style))).convert("L") for style in ("", HIDDEN % marks)]
    different = ImageChops.difference(*seen).point(lambda value: 255 * (value > 40))
    for side in sides:
        assert side is not None
        left, top = side["x"] - around["x"], side["y"] - around["y"]
        inside = (left - RIM, top - RIM, left + side["width"] + RIM, top + side["height"] + RIM)
        different.paste(0, tuple(round(edge) for edge in inside))
    return different.histogram()[255]
