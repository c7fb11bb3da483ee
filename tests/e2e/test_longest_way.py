"""The longest way by hand, page after page: asked, partly refused, objected, disputed, ruled, carried out."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
import typst
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.e2e.walk import NEXT, Sent, Walk
from tests.e2e.watch import Watch

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.timeout(600)]
ASKED_FOR = "Berikan laporan itu lengkap dengan nama penerima."
CHOSEN = ("dispute_outcome", "dispute_party")
COMMISSION = "Komisi Informasi Provinsi Jawa Barat"
# What the office writes down of the dispute: an exemption goes to adjudication without mediation (PerKI 1/2013 ps. 34).
STEPS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("register", {"dispute_number": "007/XI/KI-JBR/2026"}, "14 hari kerja"),
    ("open_hearing", {}, "100 hari kerja"),
    ("start_adjudication", {}, "Buktikan dasar pengecualian"),
    ("rule", {"dispute_number": "7/PTSN/KI-JBR/2026", "dispute_outcome": "partly_granted"}, "3 hari kerja"),
    ("receive_copy", {}, "14 hari kerja"),
    ("become_final", {}, "Putusan baru berkekuatan hukum tetap bila 14 hari kerja lewat"),  # so it is not yet
    ("go_to_court", {"dispute_number": "9/G/2026/PTUN.BDG", "dispute_party": "office"}, "Ikuti perkara"),
    ("receive_court_ruling", {"dispute_number": "9/G/2026/PTUN.BDG", "dispute_outcome": "partly_granted"}, "kasasi"),
    ("go_to_cassation", {"dispute_number": "90 K/TUN/2026", "dispute_party": "office"}, "Tunggu putusan kasasi"),
    ("become_final", {}, "Laksanakan putusan"),
    ("comply", {"dispute_note": "Nama jabatan dibuka, nama orang tetap dihitamkan."}, "Tidak ada yang menunggu"),
)


def test_a_partly_refused_citizen_gets_a_ruling_carried_out(chromium: Browser, platform_url: str) -> None:
    watch = Watch()
    with ExitStack() as people:
        citizen, ppid, superior, officer = (
            people.enter_context(_somebody(chromium, platform_url, watch, width)) for width in (320, 1280, 1280, 360)
        )
        sent = citizen.ask(f"Perjalanan panjang {datetime.now(UTC):%H%M%S%f}")
        ppid.sign_in()
        case = ppid.find(sent.number)
        ppid.grant_partly(case, typst.compile(b"= Laporan tanpa nama"), given="Isi laporan.", withheld="Nama penerima.")
        number = _object(citizen, sent)
        objection = _answer(superior, ppid, number)
        citizen.until(f"{sent.href}/keberatan", "Tanggapan Atasan PPID", "answered objection")
        assert "Sengketa dapat diajukan ke Komisi Informasi paling lambat" in citizen.page.inner_text("main")
        officer.sign_in("petugas.depok")
        _dispute(officer, objection)
    assert len(watch.seen) > 40
    assert watch.wrong == []


@contextmanager
def _somebody(browser: Browser, platform_url: str, watch: Watch, width: int) -> Iterator[Walk]:
    """A person with a browser of their own. The pages' policy forbids axe's script; only these tests lift it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    try:
        yield Walk(context.new_page(), platform_url, watch)
    finally:
        context.close()


def _object(citizen: Walk, sent: Sent) -> str:
    """From the tracking page to an objection on ground a; its number."""
    citizen.until(sent.href, "dikabulkan sebagian", "partly granted")
    said = citizen.page.inner_text("main")
    for words in ("Isi laporan.", "Nama penerima.", "Pasal 17 huruf h", "keberatan"):
        assert words in said
    citizen.press("a[href$='/keberatan']", "objections, none yet")
    citizen.press("a[href$='/keberatan/baru']", "objection form")
    assert citizen.page.locator("input[name=objection_grounds]").count() == 7
    for box in citizen.page.locator("input[name=objection_grounds]:checked").all():
        box.uncheck()
    citizen.press(NEXT, "objection form, missing")
    citizen.page.check("input[name=objection_grounds][value=a]")
    citizen.page.fill("#objection_position", "Penerima dana adalah pejabat, bukan orang pribadi.")
    citizen.page.fill("#objection_demand", ASKED_FOR)
    citizen.press(NEXT, "objection filed")
    assert "Keberatan sudah diterima" in citizen.page.inner_text("main")
    return citizen.page.inner_text("main section.card h2")


def _answer(superior: Walk, ppid: Walk, number: str) -> str:
    """The Atasan PPID upholds what the PPID did, who can only watch; the path of the objection on the desk."""
    superior.sign_in("atasan.depok")
    superior.open("/kerja/pejabat", "officials")
    assert "Yang menandatangani hari ini" in superior.page.inner_text("main")
    superior.open("/kerja/pejabat/baru", "an appointment")
    superior.press("main form button[type=submit]", "an appointment, missing")
    superior.until("/kerja/keberatan", number, "objections on the desk")
    superior.press(f"main td a:has-text('{number}')", "objection on the desk")
    path = urlsplit(superior.page.url).path
    assert ASKED_FOR in superior.page.inner_text("main")
    ppid.open(path, "objection, as the PPID sees it")
    assert "Hanya Atasan PPID yang dapat menjawab" in ppid.page.inner_text("main")
    superior.press("a[href$='/jawab']", "answer form")
    superior.page.check("input[name=reply_outcome][value=rejected]")
    superior.press("button[value=periksa]", "answer form, missing")
    superior.page.fill("#reply_reasons", "Penghitaman itu tepat; alasannya terlampir pada pemberitahuan.")
    superior.press("button[value=periksa]", "answer, to be checked")
    superior.press("button[value=terbitkan]", "answer issued")
    assert "Tanggapan terbit" in superior.page.inner_text("main")
    return path


def _dispute(officer: Walk, objection: str) -> None:
    """The office writes down the dispute, step by step, until the ruling is carried out."""
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date().isoformat()
    officer.open(objection, "answered objection on the desk")
    officer.press("a[href$='/sengketa']:not([href='/kerja/sengketa'])", "record a dispute")
    officer.page.fill("#dispute_commission", COMMISSION)
    officer.page.fill("#dispute_filed_on", today)
    officer.press(NEXT, "dispute recorded")
    assert "Komisi Informasi memeriksa kelengkapan" in officer.page.inner_text("main")
    assert officer.page.locator("input[name=langkah][value=start_mediation]").count() == 0
    for act, words, waits in STEPS:
        officer.page.check(f"input[name=langkah][value={act}]")
        for name, said in words.items():
            (officer.page.select_option if name in CHOSEN else officer.page.fill)(f"#{name}", said)
        officer.press(NEXT, f"dispute after {act}")
        assert waits in officer.page.inner_text("main"), act
    _papers(officer)
    officer.open("/kerja/sengketa?daftar=ended", "disputes that ended")
    assert "007/XI/KI-JBR/2026" in officer.page.inner_text("main")


def _papers(officer: Walk) -> None:
    """The file of the dispute, made and fetched by keyboard alone: a PDF that tells the way, a ZIP with all."""
    page = officer.page
    page.locator("a[href$='/berkas']").press("Enter")
    page.wait_for_url("**/berkas")
    officer.look(page, "file of the dispute, to be made")
    page.locator("main form button").press("Enter")
    page.wait_for_selector("a[href$='/berkas.zip']", timeout=120_000)  # the page looks again by itself
    officer.look(page, "file of the dispute, ready")
    for ending, first in ("pdf", b"%PDF-"), ("zip", b"PK"):
        with page.expect_download() as fetched:
            page.locator(f"a[href$='/berkas.{ending}']").press("Enter")
        content = fetched.value.path().read_bytes()
        assert content.startswith(first), ending
        if ending == "pdf":
            told = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
            assert COMMISSION in " ".join(told.split())
        else:
            assert any(name.endswith(".pdf") for name in ZipFile(io.BytesIO(content)).namelist())
