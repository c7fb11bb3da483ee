"""What waits for a second person, on the desk: counted in the queue, listed, and one step from its approval."""

import re
from collections.abc import Callable

import pytest

from tests.corpora import leaking_pdfs
from tests.integration.conftest import Working
from tests.integration.document_desk import tick
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import STATEMENT, asked
from tests.integration.gateway.test_redaction_pages import SIDES, SOON, act, begun
from tests.integration.gateway.test_release_pages import brought

pytestmark = pytest.mark.stack
LISTED = "/kerja/penghitaman"


def test_a_proposal_is_counted_in_the_queue_and_each_sees_whom_it_waits_for(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    officer, ppid, superior = begun(citizen, memory, desk), desk(), desk("atasan.depok")
    path = officer.path
    act(officer, "tambah", **SIDES)
    assert officer.row(LISTED, path) == "", "nothing was proposed yet"
    officer.get(path)
    act(officer, "usul")
    assert "Salinan sedang dibuat" in ppid.row(LISTED, path)
    tick(work("documents"), SOON)
    for somebody, waits in ((officer, "orang lain"), (ppid, "Anda"), (superior, "orang lain")):
        row = somebody.row(LISTED, path)
        for words in ("jawaban.pdf", "/PPID-P/32.76/", "Petugas contoh", f"Menunggu persetujuan {waits}"):
            assert words in row
    assert "menunggu persetujuan orang lain." in officer.get("/kerja").words
    assert "Lihat usul penghitaman" in officer.words
    assert "menunggu persetujuan Anda." in ppid.get("/kerja").words
    assert 'href="/kerja/penghitaman"' in ppid.text

    act(ppid.get(path), "tolak", kata="Nomor di halaman dua belum tertutup.")
    row = officer.row(LISTED, path)
    for words in ("Dikembalikan, perlu diperbaiki", "Oleh PPID contoh", "Nomor di halaman dua belum tertutup."):
        assert words in row
    assert "perlu diperbaiki. Lihat usul penghitaman" in officer.get("/kerja").words

    assert "Buang penghitaman ini" in officer.get(path).words
    act(officer, "buang")
    assert "Dibuang oleh Petugas contoh" in officer.words
    assert "Usulkan" not in officer.words
    assert officer.row(LISTED, path) == ""
    officer.get(re.findall(r'class="back" href="([^"]+)"', officer.get(path).text)[0])
    assert "Dibuang" in officer.words
    assert "/hitamkan" in officer.text, "it can be begun anew"


def test_an_original_cannot_be_ticked_once_its_copy_waits_and_who_ticked_it_before_is_told_why(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    document = brought(officer, request_id, leaking_pdfs.clean())
    ppid.get(f"/kerja/{request_id}/kabulkan")
    assert f'value="{document}" checked' in ppid.text
    officer.get(f"/kerja/{request_id}").send({}, to=f"/kerja/{request_id}/berkas/{document}/hitamkan")
    act(officer, "tambah", **SIDES)
    act(officer, "usul")
    ppid.send({"documents": [document], "langkah": "periksa", "statement": STATEMENT})
    for words in (
        "tidak dapat diberikan di samping salinannya",
        "menunggu persetujuan, jadi yang asli tidak",
    ):
        assert words in ppid.words
    assert f'value="{document}" disabled' in ppid.text
    assert "Diganti salinannya" in ppid.get(f"/kerja/{request_id}/berkas/{document}").words
    assert "Boleh diberikan" not in ppid.words


def test_originals_that_copies_replace_are_folded_below_what_can_be_given_and_the_reason_is_said_once(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    for pages, name in enumerate(("Pertama.pdf", "Kedua.pdf"), start=2):
        document = brought(officer, request_id, leaking_pdfs.clean(pages), name)
        officer.get(f"/kerja/{request_id}").send({}, to=f"/kerja/{request_id}/berkas/{document}/hitamkan")
        act(officer, "tambah", **SIDES)
        act(officer, "usul")
    brought(officer, request_id, leaking_pdfs.clean(), "Ketiga.pdf")

    words = ppid.get(f"/kerja/{request_id}/kabulkan").words

    folded = words.index("2 berkas asli diganti salinannya")
    assert words.index("Ketiga.pdf") < folded < words.index("Pertama.pdf") < words.index("Kedua.pdf")
    assert words.count("menunggu persetujuan, jadi yang asli tidak") == 1


def test_the_queue_stands_while_documents_is_away_and_the_list_says_that_it_cannot_be_read(officer: Browser) -> None:
    officer.get("/kerja")
    assert officer.status == 200
    assert "usul penghitaman" not in officer.words
    assert officer.get("/kerja/penghitaman").status == 503
