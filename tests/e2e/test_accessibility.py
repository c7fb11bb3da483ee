"""Every page of the story, at three widths: nothing that axe objects to, nothing wider than the screen."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import typst
from playwright.sync_api import Browser, Page

from services.documents.files.domain.formats import XLSX
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.corpora.leaking_sheets import book, cell
from tests.e2e.walk import NEXT, Sent, Walk
from tests.e2e.watch import Watch

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.assure]
WIDTHS = (320, 360, 1280)


def test_every_page_of_the_story_is_accessible(chromium: Browser, platform_url: str) -> None:
    watch = Watch(WIDTHS)
    # The page's own policy forbids foreign scripts, axe among them; only this test lifts it.
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    walk = Walk(page, platform_url, watch)

    for path, name in (("", "national portal"), ("/?q=fakfka", "national search")):
        page.goto(f"{platform_url}{path}")
        watch(page, name)
    page.goto(walk.site.replace("depokkotappid", "bukankantor"))
    watch(page, "unknown host")

    walk.open("/permohonan/baru", "who asks")
    walk.press(NEXT, "who asks, missing")
    page.check("input[value=legal_body]")
    walk.press(NEXT, "identity")
    walk.press(NEXT, "identity, missing")
    walk.open("/lacak", "track")
    walk.press(NEXT, "track, missing")
    sent = walk.ask(f"Aksesibilitas {uuid4().hex[:8]}")
    walk.until(sent.href, "Tercatat", "request")
    walk.open(f"{sent.href}/tenggat", "deadline")
    walk.open("/permohonan/zzzzzzzzzzzzzzzzzzzz", "no such request")
    walk.sign_in()
    walk.open("/kerja?tab=late", "late")
    walk.open("/kerja/baru", "entry")
    case = walk.find(sent.number)
    _other_decisions(walk, case)
    walk.grant(case, typst.compile(b"= Jawaban"), "Terlampir laporan yang diminta.")
    walk.until(sent.href, "dikabulkan", "granted")
    _after_the_decision(walk, case)
    _own_data(walk, sent, case)
    walk.open(f"{sent.href}?bahasa=en", "granted, in English")
    walk.open("/kerja?tab=decided", "decided, in English")
    _asides(walk)
    context.close()

    assert len(watch.seen) > 25
    assert watch.wrong == []


def _asides(walk: Walk) -> None:
    """Pages for whoever builds on the platform or doubts it."""
    walk.open("/api", "API")
    walk.open("/catatan?layanan=registry&sejak=0", "the record of acts, asked amiss")


def _other_decisions(walk: Walk, case: str) -> None:
    """The forms of the decisions that are not taken, empty and with everything missing; one up to its notice."""
    walk.open(f"{case}/tindakan/perpanjang", "more time, with drafts of its letter")
    walk.page.check("input[name=ground][value=undecided]")
    walk.page.fill("#extension_reason", "Uji konsekuensi berjalan.")
    walk.press("main form button.button:not(.second)", "more time, to be checked")
    walk.open(f"{case}/alihkan", "transfer")
    walk.page.fill("#receiver_search", "bogor")
    walk.press("button[value=cari]", "transfer, offices found")
    for path in ("tolak", "kabulkan-sebagian"):
        walk.open(f"{case}/{path}", path)
        walk.press("button[value=periksa]", f"{path}, missing")
    walk.open(f"{case}/tidak-dikuasai", "not held")
    walk.page.fill("#statement", "Data itu dikelola oleh instansi lain.")
    walk.page.fill("#holder", "Disdukcapil Kota Depok")
    walk.press("button[value=periksa]", "confirm not held")
    _held_back(walk, case)


def _held_back(walk: Walk, case: str) -> None:
    """A file with a personal number: what the form says of it, and that somebody else than who brought it judges it."""
    walk.open(f"{case}/kabulkan", "grant")
    content = saved(paper(said(f"NIK {SECRET}")))
    walk.page.set_input_files("#berkas", {"name": "daftar.pdf", "mimeType": "application/pdf", "buffer": content})
    walk.press("button[value=unggah]", "grant with a file that is held back")
    walk.press(".choices .note.negative a", "what was found")
    assert "NIK" in walk.page.inner_text("#temuan-1")
    assert "PPID yang tidak melampirkan berkas ini" in walk.page.inner_text("#temuan-1")
    _to_be_taken_out(walk, case)


def _to_be_taken_out(walk: Walk, case: str) -> None:
    """A workbook that hides a sheet: its copy holds what is seen alone, and names the cell of what was found there."""
    walk.open(f"{case}/kabulkan", "grant")
    row = f'<row r="2">{cell("B2", f"NIK {SECRET}")}</row>'
    file = {"name": "Honor.xlsx", "mimeType": XLSX.media_type, "buffer": book(row, state="hidden")}
    walk.page.set_input_files("#berkas", file)  # type: ignore[arg-type]  # playwright's own type, spelt as a dict
    walk.press("button[value=unggah]", "grant with a workbook that hides a sheet")
    walk.press("a:text-is('Honor.xlsx'), .choices .note.negative a:has-text('Honor.xlsx')", "what has to be taken out")
    said = walk.page.inner_text("#temuan")
    assert "Rekap!B2" in said
    assert "Gaji" not in said


def _after_the_decision(walk: Walk, case: str) -> None:
    """The page behind the letter's code, those of its delivery, and the register that an office brings along."""
    walk.open(_verification(walk.page), "letter")
    walk.open(f"{case}/penyampaian", "delivery")
    walk.press("main form button[type=submit]", "delivery, missing")
    walk.open("/kerja/register/lama/impor", "import of a register")
    walk.press("button[value=periksa]", "import of a register, missing")
    walk.open("/kerja/register/lama", "old register")
    walk.open("/kerja/pemusnahan", "disposals")


def _own_data(walk: Walk, sent: Sent, case: str) -> None:
    """An applicant's own data: the copy, a correction and erasure, and how the PPID answers."""
    walk.open(f"{sent.href}/data", "personal data")
    walk.press(NEXT, "personal data, missing")
    walk.open(f"{sent.href}/data/koreksi", "correction")
    walk.press(NEXT, "correction, missing")
    walk.page.fill("#new_name", "Siti Nurlela Ramadani")
    walk.press(NEXT, "correction, received")
    walk.open(f"{sent.href}/data/hapus", "erasure")
    walk.press(NEXT, "erasure, received")
    walk.open("/kerja", "queue with what waits")
    walk.open(case, "case with what was asked concerning own data")
    walk.press("#hak-data ~ .card a.button", "answer to a correction")
    walk.press(NEXT, "answer to a correction, missing")
    walk.page.check("input[value=granted]")
    walk.press(NEXT, "case with a correction that was granted")
    walk.press("#hak-data ~ .card a.button", "answer to erasure")


def _verification(page: Page) -> str:
    """The path of the page behind the QR code of the letter that the tracking page offers."""
    href = page.get_attribute("a[href$='/pemberitahuan.pdf']", "href") or ""
    ticketed = page.evaluate("href => fetch(href).then(answer => answer.url)", href)
    url = ticketed.replace("notice.pdf", "notice")
    notice = page.evaluate("url => fetch(url).then(answer => answer.json())", url)
    return urlsplit(notice["verification_url"]).path
