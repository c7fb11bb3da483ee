"""Blackening a workbook or a message on the desk without a script: masks by cell, word and kind; the second person."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.corpora import mails
from tests.corpora.leaking_pdfs import SECRET
from tests.corpora.leaking_sheets import book, cell
from tests.integration import document_desk
from tests.integration.conftest import Working
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import STATEMENT, asked
from tests.integration.gateway.test_redaction_pages import act

pytestmark = pytest.mark.stack
SHEET = f'<row r="2">{cell("A2", "Siti Rahmawati")}{cell("B2", SECRET)}</row>'
CELL = {"area": "Rekap!A2", "ground": "h", "note": "Milik Siti"}


@pytest.fixture
def officer(citizen: Browser, memory: Memory, desk: Desk) -> Browser:
    """An officer before the masks of a workbook that the release gate holds back."""
    return _before_masks(asked(citizen, memory), desk, book(SHEET), "rekap.xlsx")


def _before_masks(request_id: str, desk: Desk, content: bytes, name: str) -> Browser:
    ppid, officer = desk(), desk("petugas.depok")
    assert "surel (.eml)" in ppid.get(f"/kerja/{request_id}/kabulkan").words
    ppid.send({"berkas": file(content, name), "langkah": "unggah", "statement": STATEMENT})
    ppid.get(f"/kerja/{request_id}")
    document = re.findall(rf'href="/kerja/{request_id}/berkas/([^"/]+)"', ppid.text)[-1]
    return officer.get(f"/kerja/{request_id}/berkas/{document}").send()


def test_a_workbook_is_masked_proposed_and_approved_by_somebody_else(
    officer: Browser, desk: Desk, work: Callable[[str], Working]
) -> None:
    assert ("tanpa rumus" in officer.words, "lampiran" in officer.words) == (True, False)
    for mask in (CELL, {"pattern": "nik", "ground": "h"}):
        act(officer, "tambah-penanda", **mask)
    for words in ("2 penanda", "Rekap!A2", "Semua NIK di dalam berkas", "Milik Siti"):
        assert words in officer.words
    act(officer, "usul")
    assert "Salinan sedang dibuat" in officer.words
    document_desk.tick(work("documents"), timedelta(seconds=5))
    path, ppid = officer.path.partition("?")[0], desk()
    ppid.get(path)
    for words in ("Setiap penanda mengenai sesuatu", "Pemeriksa tidak menemukan apa pun lagi"):
        assert words in ppid.words
    ppid.get(f"{path}/salinan")
    assert ppid.page is not None
    assert "rekap%20%28dihitamkan%29.xlsx" in ppid.page.headers["Content-Disposition"]
    assert SECRET.encode() not in ppid.page.data
    act(ppid.get(path), "setujui", sha256=re.findall(r'name="sha256" value="([^"]+)"', ppid.text)[0])
    assert "Disetujui oleh" in ppid.words


def test_a_message_is_masked_and_its_copy_is_a_clean_text(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    content = mails.carrying(b"x", "ktp.txt", Received="from [10.1.2.3]", To="Siti <siti@example.com>")
    officer = _before_masks(asked(citizen, memory), desk, content, "surel.eml")
    path = officer.path.partition("?")[0]
    assert ("Salinannya menjadi teks" in officer.words, "rumus" in officer.words) == (True, False)
    act(officer, "tambah-penanda", words="Siti", ground="h")
    act(officer, "tambah-penanda", pattern="email", ground="h")
    act(officer, "usul")
    document_desk.tick(work("documents"), timedelta(seconds=5))
    ppid = desk().get(path)
    assert "Pemeriksa tidak menemukan apa pun lagi" in ppid.words
    ppid.get(f"{path}/salinan")
    assert ppid.page is not None
    assert "surel%20%28dihitamkan%29.txt" in ppid.page.headers["Content-Disposition"]
    assert b"siti@example.com" not in ppid.page.data
    assert "- ktp.txt (1 KB)" in ppid.page.data.decode()


def test_what_cannot_be_meant_is_said_beside_the_field_and_what_was_typed_stays(officer: Browser) -> None:
    act(officer, "tambah-penanda", **CELL)
    act(officer, "tambah-penanda", area="A2:B9", ground="h", note="catatan saya")
    assert "Tulis lembar dan rentangnya" in officer.words
    assert officer.text.count('class="fault"') == 1
    for typed in ('value="A2:B9"', 'value="catatan saya"'):
        assert typed in officer.text


def test_what_the_finder_sees_is_masked_and_taken_over_one_by_one_or_all(officer: Browser) -> None:
    search = {"pola": ["nik"], "nama": "Siti Rahmawati"}
    act(officer, "cari", **search)
    for words in ("2 temuan", "S. R.", "Rekap!A2", "••••••••••••9001", "Rekap!B2"):
        assert words in officer.words
    assert SECRET not in officer.text
    act(officer, "ambil", dasar="h", **search)
    assert "Pilih sedikitnya satu temuan" in officer.words
    act(officer, "ambil", temuan=["1"], dasar="h", **search)
    assert "1 penanda" in officer.words
    assert SECRET not in officer.text, "the list shows its end, too"
    act(officer, "cari", **search)
    assert officer.text.count("disabled") == 1
    assert "sudah tertutup" in officer.words
    act(officer, "ambil-semua", ada=["0"], dasar="h", **search)
    assert "2 penanda" in officer.words
    act(officer, "ambil", temuan=["²", "9"], dasar="h", **search)
    assert "Temuan ini tidak ada" in officer.words
    act(officer, "cari", nama="")
    assert 'class="fault"' in officer.text


def test_a_mask_is_removed_and_one_that_hits_nothing_is_named(officer: Browser, work: Callable[[str], Working]) -> None:
    for mask in (CELL, {"words": "Budi Santoso", "ground": "h"}):
        act(officer, "tambah-penanda", **mask)
    act(officer, "hapus-penanda", nomor="0")
    assert "1 penanda" in officer.words
    act(officer, "usul")
    document_desk.tick(work("documents"), timedelta(seconds=5))
    officer.get(officer.path.partition("?")[0])
    assert "tidak mengenai apa pun: “Budi Santoso”" in officer.words
    act(officer, "tolak", kata="Nama itu tidak ada.")
    assert "Tambah penanda" in officer.words
