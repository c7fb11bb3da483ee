"""What the desk shows of the release gate: what was found in a file, where, and what may stay."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chassis import clock
from contracts.requests import RequestDecided
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import LEAKS, SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import tick
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import STATEMENT, asked

pytestmark = pytest.mark.stack
PERSONAL = saved(paper(said("Rekapitulasi"), said(f"NIK {SECRET}")))
COPY_OF = "select document_id from copy where original_id = %s"
WHY = "Nomor register surat, bukan nomor kependudukan."


Work = Callable[[str], Working]


def gave(documents: Working, request_id: str, document: str) -> None:
    """A decision gives a file to the applicant."""
    told = RequestDecided(
        request_id=UUID(request_id), number="1", outcome="granted", documents=(UUID(document),),
        decided_at=clock.now(),
    )  # fmt: skip
    documents.hear(DEPOK, told)


def granted_with(officer: Browser, request_id: str, content: bytes) -> str:
    """The form to grant, with a file just uploaded; the result is the path of that file's page."""
    officer.get(f"/kerja/{request_id}/kabulkan").send(
        {"berkas": file(content), "langkah": "unggah", "statement": STATEMENT}
    )
    officer.get(f"/kerja/{request_id}")
    return re.findall(rf'href="/kerja/{request_id}/berkas/([0-9a-f-]{{36}})', officer.text)[-1]


def brought(officer: Browser, request_id: str, content: bytes, name: str = "jawaban.pdf") -> str:
    """The id of a file that an officer attaches to a case."""
    officer.get(f"/kerja/{request_id}").send({"berkas": file(content, name)}, to=f"/kerja/{request_id}/berkas")
    return re.findall(rf'href="/kerja/{request_id}/berkas/([0-9a-f-]{{36}})', officer.text)[-1]


def test_a_file_with_personal_data_says_on_the_form_what_and_where_and_cannot_be_ticked(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    request_id, officer = asked(citizen, memory), desk()
    officer.get(f"/kerja/{request_id}/kabulkan").send(
        {"berkas": file(PERSONAL), "langkah": "periksa", "statement": STATEMENT}
    )
    for words in ("belum dapat diberikan", "Halaman 2: Ada NIK.", "••••••••••••9001"):
        assert words in officer.words
    assert SECRET not in officer.text
    assert "disabled" in officer.text
    assert STATEMENT in officer.text


def test_the_ppid_lets_a_finding_stay_with_a_reason_and_the_file_may_be_given(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = f"/kerja/{request_id}/berkas/{brought(officer, request_id, PERSONAL)}"
    ppid.get(path).send({"temuan": "0", "gate_words": WHY}, to=path)
    assert ppid.text.count('class="fault"') == 1
    assert WHY in ppid.text
    ppid.send({"temuan": "0", "gate_reason": "mistaken", "gate_words": "bukan"}, to=path)
    assert "sedikitnya 20 huruf" in ppid.words or "Tulis 20 sampai 1000 karakter" in ppid.words
    ppid.send({"temuan": "0", "gate_reason": "mistaken", "gate_words": WHY}, to=path)
    for words in ("Boleh tetap ada", WHY, "Boleh diberikan"):
        assert words in ppid.words
    ppid.get(f"/kerja/{request_id}/kabulkan")
    assert f'value="{UUID(path.rpartition("/")[2])}" checked' in ppid.text


def judged(officer: Browser, ppid: Browser, request_id: str) -> str:
    """The path of a file's page on which a PPID said that what was found may stay."""
    path = f"/kerja/{request_id}/berkas/{brought(officer, request_id, PERSONAL)}"
    ppid.get(path).send({"temuan": "0", "gate_reason": "mistaken", "gate_words": WHY}, to=path)
    return path


def moment(browser: Browser) -> str:
    """When it was said, as the form on the page tells it."""
    (found,) = re.findall(r'name="saat" value="([^"]+)"', browser.text)
    return str(found)


def test_the_page_says_who_let_a_finding_stay_and_a_ppid_takes_it_back_there(
    citizen: Browser, memory: Memory, desk: Desk
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = judged(officer, ppid, request_id)
    assert "Boleh tetap ada menurut PPID contoh" in ppid.words
    officer.get(path)
    assert "menurut PPID contoh" in officer.words
    assert "Tarik kembali" not in officer.words
    before = {"temuan": "0", "saat": moment(ppid)}
    ppid.send(before, to=f"{path}/tarik")
    assert "Ada temuan" in ppid.words
    assert 'name="gate_words"' in ppid.text, "it can be judged anew"
    ppid.send(before, to=f"{path}/tarik")
    assert "dinilai orang lain atau diperiksa ulang sejak Anda membukanya" in ppid.words


def test_what_was_said_of_a_file_that_was_given_cannot_be_taken_back_and_the_page_says_so(
    citizen: Browser, memory: Memory, desk: Desk, work: Work
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = judged(officer, ppid, request_id)
    before = {"temuan": "0", "saat": moment(ppid)}
    gave(work("documents"), request_id, path.rpartition("/")[2])
    ppid.send(before, to=f"{path}/tarik")
    assert "Berkas ini sudah diberikan, jadi pernyataan tentang temuannya tidak dapat ditarik lagi" in ppid.words
    assert "Tarik kembali" not in ppid.get(path).words
    assert "sudah diberikan, jadi pernyataan ini tidak dapat ditarik" in ppid.words


def _reading(browser: Browser) -> str:
    """Which reading of the file the form on the page is about."""
    (found,) = re.findall(r'name="diperiksa" value="([^"]+)"', browser.text)
    return str(found)


def test_a_form_that_was_open_while_the_file_was_read_again_lets_nothing_stay(
    citizen: Browser, memory: Memory, desk: Desk, files: psycopg.Connection[Any]
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    document = brought(officer, request_id, PERSONAL)
    path = f"/kerja/{request_id}/berkas/{document}"
    seen = _reading(ppid.get(path))
    files.execute(f"update clearance set checked_at = now() where document_id in ({COPY_OF})", [document])
    said_of = {"temuan": "0", "gate_reason": "mistaken", "gate_words": WHY}
    ppid.send(said_of | {"diperiksa": seen}, to=path)
    assert "diperiksa ulang sejak Anda membukanya" in ppid.words
    assert WHY in ppid.text, "what was typed stays"
    ppid.send(said_of | {"diperiksa": ""}, to=path)
    assert "Belum disebut daftar temuan mana yang Anda lihat" in ppid.words
    assert "Boleh tetap ada menurut" not in ppid.words


def test_the_ppid_who_attached_a_file_is_told_who_judges_it(
    citizen: Browser, memory: Memory, desk: Desk, files: psycopg.Connection[Any]
) -> None:
    request_id, ppid = asked(citizen, memory), desk()
    document = granted_with(ppid, request_id, PERSONAL)
    path = f"/kerja/{request_id}/berkas/{document}"
    read_at = f"select checked_at from clearance where document_id in ({COPY_OF})"
    ((seen,),) = files.execute(read_at, [document]).fetchall()
    ppid.get(path)
    assert "Anda yang melampirkan berkas ini" in ppid.words
    assert "minta petugas melampirkan berkas ini" in ppid.words
    assert 'name="gate_words"' not in ppid.text
    said_of = {"temuan": "0", "gate_reason": "mistaken", "gate_words": WHY, "diperiksa": seen.isoformat()}
    ppid.send(said_of, to=path)
    assert "temuannya dinilai orang lain" in ppid.words
    assert "Ada temuan" in ppid.words


def test_what_is_hidden_has_no_form_and_an_officer_has_none_at_all(
    citizen: Browser, memory: Memory, desk: Desk, work: Work
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    personal = granted_with(ppid, request_id, PERSONAL)
    path = f"/kerja/{request_id}/berkas/{brought(officer, request_id, LEAKS['text under a black box'][0]())}"
    assert "Berkas ini boleh diberikan" in ppid.get(path).words, "what is hidden is not in its copy"
    ppid.send({"original_words": "Formulir isian yang diminta pemohon."}, to=f"{path}/asli")
    tick(work("documents"), timedelta(seconds=1))
    assert "Harus dibuang dari berkas" in ppid.get(path).words
    officer.get(f"/kerja/{request_id}/berkas/{personal}")
    assert "dinilai oleh PPID" in officer.words
    assert 'name="gate_words"' not in officer.text


def test_a_file_of_another_case_is_not_found_below_this_one(citizen: Browser, memory: Memory, desk: Desk) -> None:
    first, second, ppid = asked(citizen, memory), asked(citizen, memory), desk()
    document = granted_with(ppid, first, leaking_pdfs.clean())
    assert ppid.get(f"/kerja/{second}/berkas/{document}").status == 404
    assert ppid.get(f"/kerja/{first}/berkas/{document}").status == 200


def test_the_page_shows_the_copy_that_is_given_and_what_it_lacks(
    citizen: Browser, memory: Memory, desk: Desk, work: Work, files: psycopg.Connection[Any]
) -> None:
    request_id, ppid = asked(citizen, memory), desk()
    document = brought(ppid, request_id, leaking_pdfs.clean(2))
    path = f"/kerja/{request_id}/berkas/{document}"
    losses = "update copy set losses = '{Rumus tidak ikut.}' where original_id = %s"
    files.execute(losses, [document])
    ppid.get(path)
    for words in ("Salinan yang diberikan", "jawaban.pdf", "Bagian yang tidak tampak tidak ikut", "Rumus tidak ikut."):
        assert words in ppid.words
    assert ppid.get(f"{path}/salinan").status == 200
    files.execute("update copy set made_at = null, done = 3, whole = 20 where original_id = %s", [document])
    assert "Salinan sedang dibuat: 3 dari 20 halaman" in ppid.get(path).words


def test_a_ppid_has_the_original_given_once_the_page_said_what_that_means(
    citizen: Browser, memory: Memory, desk: Desk, work: Work
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = f"/kerja/{request_id}/berkas/{brought(officer, request_id, leaking_pdfs.clean(1))}"
    assert "Berikan berkas aslinya" not in officer.get(path).words
    ppid.get(path)
    assert "Pemohon menerima berkas asli seutuhnya, termasuk yang tidak tampak" in ppid.words
    ppid.send({"original_words": ""}, to=f"{path}/asli")
    assert "Jelaskan mengapa berkas asli yang diberikan." in ppid.words
    why = "Keputusan bertanda tangan elektronik, tidak dapat diverifikasi pada salinan."
    ppid.send({"original_words": why}, to=f"{path}/asli")
    for words in ("Berkas asli yang diberikan", "Berkas aslinya sedang diperiksa", why):
        assert words in ppid.words
    assert "waiting.js" in ppid.text, "the page looks again by itself"
    tick(work("documents"), timedelta(seconds=1))
    assert "Boleh diberikan" in ppid.get(path).words
    assert "waiting.js" not in ppid.text
    ppid.send({}, to=f"{path}/asli/batal")
    assert "Salinan yang diberikan" in ppid.words
