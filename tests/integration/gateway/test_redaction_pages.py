"""Blackening on the desk without a script: begun at a finding, drawn by numbers and by the finder, nothing lost."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from chassis.service import Runtime
from gateway.app import create_app
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import Working
from tests.integration.document_desk import tick
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import DEPOK, Desk, signed_in, with_files
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import asked
from tests.integration.gateway.test_release_pages import granted_with

pytestmark = pytest.mark.stack
SOON = timedelta(seconds=5)
PERSONAL = saved(paper(said("Rekapitulasi"), said(f"NIK {SECRET}")))
SIDES = {"x": "10", "y": "20,5", "width": "40", "height": "5", "ground": "h"}


def begun(citizen: Browser, memory: Memory, desk: Desk, content: bytes = PERSONAL) -> Browser:
    """An officer before the pages of a file that the release gate holds back."""
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    document = granted_with(ppid, request_id, content)
    return officer.get(f"/kerja/{request_id}/berkas/{document}").send()


@pytest.fixture(scope="module")
def opened(runtime: Runtime, documents: Working) -> Browser:
    memory = Memory()
    app = create_app(runtime, with_files(memory, documents))  # type: ignore[arg-type]  # the others answer from memory
    return begun(Browser(app, DEPOK, address()), memory, partial(signed_in, app, memory, documents))


@pytest.fixture(scope="module")
def address_of_draft(opened: Browser) -> str:
    return opened.path


@pytest.fixture
def draft(opened: Browser, address_of_draft: str) -> Browser:
    """An officer before a draft that several tests share: what they send is not to be saved."""
    return opened.get(address_of_draft)


def act(browser: Browser, name: str, **typed: object) -> Browser:
    """Press a button of the page of a redaction, as it stands."""
    kept = {field: re.findall(rf'name="{field}" value="([^"]*)"', browser.text)[0] for field in ("bukti", "versi")}
    path = browser.path.partition("?")[0]
    return browser._open("POST", path, data={"hal": "1", **kept, **typed, "langkah": name})


def drawn(browser: Browser) -> int:
    """How many boxes are drawn on the picture of the page."""
    return browser.text.partition('<svg class="drawn"')[2].partition("</svg>")[0].count("<rect")


def test_a_finding_leads_to_the_pages_and_back_to_where_the_redaction_stands(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    officer = begun(citizen, memory, desk)
    assert re.fullmatch(r"/kerja/penghitaman/[0-9a-f-]{36}", officer.path)
    path = officer.path
    picture = re.findall(r'<img src="([^"]+)"', officer.text)[0]
    officer.get(re.findall(r'class="back" href="([^"]+)"', officer.text)[0])
    assert "Sedang dihitamkan" in officer.words
    assert f'href="{path}"' in officer.text
    assert "/hitamkan" not in officer.text
    officer.get(re.findall(r'class="back" href="([^"#]+)', officer.text)[0])
    assert "Sedang dihitamkan" in officer.words
    assert f'href="{path}"' in officer.text
    officer.get(picture)
    assert officer.page is not None
    assert officer.page.data[:4] == b"\x89PNG"
    tag = officer.page.headers["ETag"]
    assert officer._open("GET", picture, headers={"If-None-Match": tag}).status == 304


def test_a_box_is_added_by_numbers_changed_removed_and_brought_back(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    officer = begun(citizen, memory, desk)
    act(officer, "tambah", **SIDES)
    assert "10 % dari kiri, 20 % dari atas" in officer.words
    assert drawn(officer) == 1
    act(officer, "ubah", **SIDES | {"width": "60", "ground": "j", "act": "UU 27/2022 Pasal 4"}, nomor="0")
    assert 'value="60"' in officer.text
    assert '<option value="j" selected' in officer.text
    act(officer, "ubah", **SIDES, nomor="0", pages="1-2")
    assert drawn(officer) == 1
    assert "2 kotak" in officer.words, "the same box on the other page"
    act(officer, "hapus", nomor="0")
    assert drawn(officer) == 0
    version = re.findall(r'name="dari" value="(\d+)"', officer.text)[0]
    act(officer, "kembalikan", dari=version)
    assert drawn(officer) == 1


def test_below_many_boxes_a_link_leads_past_them_to_the_proposal(citizen: Browser, memory: Memory, desk: Desk) -> None:
    officer = begun(citizen, memory, desk)
    for top in range(5):
        act(officer, "tambah", **SIDES | {"y": str(10 * top)})
    assert 'href="#selesai"' not in officer.text
    act(officer, "tambah", **SIDES | {"y": "60"})
    assert 'href="#selesai">Selesai menandai?' in officer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"x": "sepuluh"}, "Isi angka 0 sampai 100"),
        ({"height": ""}, "Isi angka 0 sampai 100"),
        ({"x": "90"}, "melewati tepi halaman"),
        ({"ground": "j"}, "Sebutkan Undang-Undang"),
        ({"ground": "j", "pages": "1-2"}, "Sebutkan Undang-Undang"),
        ({"pages": "2-3"}, "Tulis halaman yang ada pada berkas ini"),
    ],
)
def test_a_box_that_cannot_be_says_why_beside_the_field_and_keeps_what_was_typed(
    draft: Browser, wrong: dict[str, str], sentence: str
) -> None:
    before = drawn(draft)
    act(draft, "tambah", **SIDES | {"note": "nomor ketua"} | wrong)
    fault = re.sub(r"<[^>]+>", " ", draft.text.partition('class="fault"')[2].partition("</p>")[0])
    assert sentence in fault
    assert 'value="nomor ketua"' in draft.text
    assert drawn(draft) == before


def test_what_the_finder_sees_is_masked_and_taken_over_one_by_one_or_all(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    officer = begun(citizen, memory, desk)
    search = {"pola": ["nik"], "nama": "Rekapitulasi"}
    act(officer, "cari", **search)
    assert "2 temuan" in officer.words
    assert SECRET not in officer.text
    first, second = re.findall(r'name="temuan" value="([^"]+)"', officer.text)
    act(officer, "ambil", temuan=[first], dasar="h", **search)
    act(officer, "cari", **search)
    assert officer.text.count("disabled") == 1
    act(officer, "ambil-semua", ada=[second], dasar="h", **search)
    assert "2 kotak" in officer.words
    hidden = '"words": "Rekapitulasi"'  # what the copy must not hold
    assert officer.text.count(hidden) == 1
    act(officer, "ubah", **SIDES, nomor="1")
    assert officer.text.count(hidden) == 1, "however the box is moved"
    act(officer, "cari", nama="")
    assert 'class="fault"' in officer.text


def test_who_saves_over_somebody_elses_boxes_is_shown_what_changed_and_keeps_their_own(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    officer, other = begun(citizen, memory, desk), desk()
    other.get(officer.path)
    act(other, "tambah", **SIDES)
    act(officer, "tambah", **SIDES | {"x": "33", "note": "punya saya"})
    assert "Ada yang menyimpan sementara Anda bekerja" in officer.words
    assert "Baru: Halaman 1 dari 2, 10 % dari kiri" in officer.words
    assert "Yang mengubahnya: PPID contoh." in officer.words
    assert 'value="33"' in officer.text
    act(officer, "tambah", **SIDES | {"x": "33"})
    assert drawn(officer) == 2
    other.get(officer.path)
    act(officer, "usul")
    act(other, "tambah", **SIDES)
    assert "Yang mengubahnya: Petugas contoh. Penghitaman ini bukan draf lagi" in other.words


def test_a_draft_is_discarded_by_whoever_drew_it_and_begun_anew(citizen: Browser, memory: Memory, desk: Desk) -> None:
    officer = begun(citizen, memory, desk)
    act(officer, "tambah", **SIDES)
    act(officer, "buang")
    assert "Dibuang oleh Petugas contoh" in officer.words
    assert 'value="usul"' not in officer.text


def test_a_session_that_ran_out_gives_the_typed_box_back_after_signing_in(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    officer = begun(citizen, memory, desk)
    path = officer.path
    officer.client.delete_cookie("ppid_sesi", domain=officer.host)
    act(officer, "tambah", **SIDES | {"note": "punya saya"})
    officer.send({"username": "petugas.depok", "password": "contoh-ppid-2026"}).send()
    assert officer.path == path
    assert 'value="punya saya"' in officer.text
    assert drawn(officer) == 0


def test_the_superior_reads_the_boxes_and_has_no_form(citizen: Browser, memory: Memory, desk: Desk) -> None:
    officer, superior = begun(citizen, memory, desk), desk("atasan.depok")
    act(officer, "tambah", **SIDES)
    superior.get(officer.path)
    assert drawn(superior) == 1
    assert 'name="langkah"' not in superior.text
    assert superior._open("POST", officer.path.partition("?")[0], data={"langkah": "hapus"}).status == 403


def test_a_second_person_looks_at_the_copy_returns_it_with_words_and_approves_the_next(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    officer, ppid = begun(citizen, memory, desk), desk()
    path = officer.path
    act(officer, "usul")
    assert "Usulkan" in officer.words, "nothing is blackened yet"
    act(officer, "tambah", **SIDES)
    act(officer, "usul")
    assert "Salinan sedang dibuat" in officer.words
    tick(work("documents"), SOON)
    assert "Setujui salinan ini" not in officer.get(path).words
    assert "Setujui salinan ini" in ppid.get(f"{path}?hal=9").words
    assert "salinan-3.png" in ppid.text, "the annex is the last page"
    act(ppid, "tolak", kata="belum")
    assert 'class="fault"' in ppid.text
    act(ppid, "tolak", kata="Nomor di halaman dua belum tertutup.")
    officer.get(path)
    assert "Dikembalikan oleh PPID contoh Nomor di halaman dua belum tertutup." in officer.words
    act(officer, "tambah", **SIDES, hal="2")
    act(officer, "usul")
    tick(work("documents"), SOON)
    ppid.get(path)
    digest = re.findall(r'name="sha256" value="([^"]*)"', ppid.text)[0]
    act(ppid, "setujui", sha256="0" * 64)
    assert "Disetujui" not in ppid.words
    act(ppid, "setujui", sha256=digest)
    assert "Disetujui oleh PPID contoh" in ppid.words
    ppid.get(f"{path}/salinan.pdf")
    assert ppid.page is not None
    assert hashlib.sha256(ppid.page.data).hexdigest() == digest
    case = re.findall(r'href="(/kerja/[0-9a-f-]{36})#berkas"', officer.get(path).text)[0]
    assert "(dihitamkan).pdf" in officer.get(case).words


@pytest.mark.parametrize(
    "typed",
    [
        {"langkah": "ambil", "temuan": "1 nan 0 0.5 0.5", "dasar": "h"},
        {"langkah": "ambil", "temuan": "1 0.1", "dasar": "h"},
        {"langkah": "ubah", "nomor": "²", "x": "1"},
        {"langkah": "kembalikan", "dari": "9" * 40},
        {"langkah": "tambah", "hal": "9" * 400, **SIDES},
        {"langkah": "cari", "lembar": "² x"},
        {"langkah": "entah"},
    ],
    ids=str,
)
def test_what_no_page_of_ours_sends_is_no_fault_of_ours(draft: Browser, typed: dict[str, str]) -> None:
    path = draft.path.partition("?")[0]
    act(draft, typed["langkah"], **typed)
    assert draft.status < 500
    draft._open("POST", f"{path}/kotak", data={"kotak": "[NaN]"})
    assert draft.status < 500
