"""What is found in a file once it could be given, on the desk: counted in the queue, listed, one step from its case."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from chassis import clock
from chassis.service import Runtime
from gateway.config import DEMO_PASSWORD
from services.documents.domain.gate import Finding, Kind
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.e2e.watch import Watch
from tests.integration.conftest import Working
from tests.integration.document_desk import read_again, shown
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import AppOver, Desk, with_files
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import asked
from tests.integration.gateway.test_release_pages import brought, gave, judged, moment
from tests.integration.serving import served

pytestmark = pytest.mark.stack
LISTED = "/kerja/temuan-susulan"
HIDDEN, OTHER = Finding(Kind.HIDDEN_TEXT, "halaman 1", "12 huruf"), Finding(Kind.COMMENT, "halaman 1")
DONE = "Pemohon sudah diberi tahu lewat surat dan menerima salinan yang diperbaiki."
_papers = count(1)  # no random words: one in a thousand UUIDs holds a telephone number
COUNTED = "untuk sementara tidak dapat diberikan. Lihat temuan susulan"


def test_a_file_that_may_not_be_given_any_more_is_counted_in_the_queue_and_leads_to_its_case(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = judged(officer, ppid, request_id)
    assert ppid.row(LISTED, path) == ""
    ppid.get(path).send({"temuan": "0", "saat": moment(ppid)}, to=f"{path}/tarik")
    for somebody in (ppid, officer):
        assert COUNTED in somebody.get("/kerja").words
        row = somebody.row(LISTED, path)
        for words in ("jawaban.pdf", "/PPID-P/32.76/", "1 Sejak", "Untuk sementara tidak dapat diberikan"):
            assert words in row
        assert f'href="/kerja/{request_id}"' in somebody.text
    gave(work("documents"), request_id, path.rpartition("/")[2])
    assert "pemohon belum dapat mengunduhnya" in ppid.get("/kerja").words
    assert "Sudah diputuskan diberikan, pemohon belum dapat mengunduhnya" in ppid.row(LISTED, path)
    ppid.get("/kerja/temuan-susulan?bahasa=en")
    assert "Granted, but the applicant cannot download it yet" in ppid.words


@pytest.fixture
def late(citizen: Browser, memory: Memory, desk: Desk, documents: Working) -> str:
    """The page of a file that was given and in which newer rules then found something hidden."""
    request_id = asked(citizen, memory)
    document = brought(desk("petugas.depok"), request_id, saved(paper(said(f"Laporan susulan {next(_papers)}"))))
    gave(documents, request_id, document)
    read_again(documents, shown(documents, {"id": document}), HIDDEN)
    return f"/kerja/{request_id}/berkas/{document}"


def test_a_ppid_notes_what_was_done_and_the_file_leaves_the_list_until_something_else_is_found(
    desk: Desk, documents: Working, late: str
) -> None:
    ppid, officer, case = desk(), desk("petugas.depok"), late.partition("/berkas/")[0]
    notice = "menentukan apa yang perlu dilakukan"
    row = ppid.row(LISTED, late)
    assert "Sudah diberikan kepada pemohon Bila data pribadi ikut terbuka, beri tahu paling lambat" in row
    assert "Sudah lewat" not in row
    assert notice in ppid.get(case).words
    for words in (notice, "UU 27/2022 Pasal 46", "3 x 24 jam"):
        assert words in officer.get(late).words
    assert "Tindak lanjutnya dicatat oleh PPID" in officer.words
    assert "Seharusnya dibuang sebelum berkas ini diberikan" in officer.words
    assert "Sudah diberikan" in officer.words
    assert "Boleh diberikan" not in officer.words
    assert "sebelum diberikan" not in officer.get(late).text.partition("<h1>")[2].partition("</h1>")[0]
    assert 'name="follow_up"' not in officer.text
    ppid.get(late).send({"follow_up": ""}, to=f"{late}/tindak-lanjut")
    assert "Jelaskan apa yang sudah dilakukan" in ppid.words
    ppid.send({"follow_up": "sudah"}, to=f"{late}/tindak-lanjut")
    assert "Tulis 20 sampai 1000 karakter" in ppid.words
    assert ">\nsudah</textarea>" in ppid.text
    ppid.send({"follow_up": DONE}, to=f"{late}/tindak-lanjut")
    for somebody in (ppid, officer.get(late)):
        for words in ("Sudah ditindaklanjuti", DONE, "menurut PPID contoh"):
            assert words in somebody.words
    for path in (late, case):
        assert notice not in ppid.get(path).words
    assert ppid.row(LISTED, late) == ""
    read_again(documents, shown(documents, {"id": late.rpartition("/")[2]}), HIDDEN, OTHER)
    assert "Sudah diberikan kepada pemohon" in ppid.row(LISTED, late)
    assert "Sudah ditindaklanjuti, lalu ada temuan lain" in ppid.get(late).words
    assert 'name="follow_up"' in ppid.text
    assert "Dealt with, then something else was found" in ppid.get(f"{late}?bahasa=en").words


def test_the_list_and_the_file_say_when_the_term_to_tell_of_a_breach_is_over(
    desk: Desk, documents: Working, late: str
) -> None:
    file = shown(documents, {"id": late.rpartition("/")[2]})
    assert "Dihitung sejak ditemukan, batasnya" in desk("petugas.depok").get(late).words
    read_again(documents, file)
    with clock.held(clock.now() - timedelta(hours=73)):
        read_again(documents, file, HIDDEN)
    officer = desk("petugas.depok")
    assert "Sudah lewat" in officer.row(LISTED, late)
    assert "Sudah lewat" in officer.get(late).words


def test_a_form_that_was_open_while_something_else_was_found_notes_nothing_and_keeps_the_words(
    desk: Desk, documents: Working, late: str
) -> None:
    ppid = desk().get(late)
    read_again(documents, shown(documents, {"id": late.rpartition("/")[2]}), HIDDEN, OTHER)
    ppid.send({"follow_up": DONE}, to=f"{late}/tindak-lanjut")
    assert "diperiksa ulang sejak Anda membukanya" in ppid.words
    assert f">\n{DONE}</textarea>" in ppid.text
    assert "Sudah ditindaklanjuti" not in ppid.words
    ppid.send({"follow_up": DONE}, to=f"{late}/tindak-lanjut")
    assert "Sudah ditindaklanjuti" in ppid.words


@pytest.mark.browser
def test_by_keyboard_alone_from_the_list_to_what_was_done_on_every_width(
    chromium: Chromium, app_over: AppOver, memory: Memory, documents: Working, runtime: Runtime, late: str
) -> None:
    watch = Watch((320, 1280))
    page = chromium.new_context(bypass_csp=True).new_page()  # the page's own policy forbids axe
    with served(Working(runtime, app_over(with_files(memory, documents)), {})) as url:
        page.goto(f"http://depokkotappid.localhost:{urlsplit(url).port}{LISTED}")
        page.fill("#username", "ppid.depok")
        page.fill("#password", DEMO_PASSWORD)
        page.press("#password", "Enter")
        watch(page, "late findings")
        page.press(f"a[href='{late}']", "Enter")
        watch(page, "a file with a late finding")
        page.press("text=Catat tindak lanjut", "Enter")
        expect(page.locator("#follow_up-salah")).to_contain_text("Jelaskan apa yang sudah dilakukan")
        watch(page, "a file with a late finding, missing")
        page.focus("#follow_up")
        page.keyboard.type(DONE)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#tindak-lanjut")).to_contain_text("Sudah ditindaklanjuti")
        watch(page, "a file that was followed up")
        page.context.close()
    assert watch.wrong == []
