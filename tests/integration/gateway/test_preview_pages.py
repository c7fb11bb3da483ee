"""What the desk shows of a file before it is opened."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from services.documents.previews import commands as preview_commands
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.integration import document_desk
from tests.integration.conftest import Working
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import asked
from tests.integration.gateway.test_release_pages import granted_with

pytestmark = pytest.mark.stack


def _brought(officer: Browser, request_id: str, words: str, work: Callable[[str], Working]) -> str:
    """A file on the case, with its preview; the result is the path of its page."""
    document = granted_with(officer, request_id, saved(paper(said(words))))
    document_desk.previewed(work("documents"), {"id": document})
    return f"/kerja/{request_id}/berkas/{document}"


def test_a_case_shows_the_first_page_of_its_files_and_leads_to_their_words(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    request_id, officer, word = asked(citizen, memory), desk(), uuid4().hex[:8]
    path = _brought(officer, request_id, f"Rekapitulasi {word}", work)
    officer.get(f"/kerja/{request_id}")
    assert f'<img class="first-page" src="{path}/halaman.png" alt="Halaman pertama ' in officer.text
    assert officer.get(f"{path}/halaman.png").status == 200
    officer.get(f"{path}/teks")
    assert f"Rekapitulasi {word}" in officer.words


def test_a_file_without_pages_has_a_likeness_that_says_so_and_one_too_large_a_sentence(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working], monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id, officer = asked(citizen, memory), desk()
    path = f"/kerja/{request_id}/berkas"
    officer.get(f"/kerja/{request_id}")
    for name in ("rekap.csv", "besar.csv"):
        officer.send({"berkas": file(f"TPS;Jumlah\r\n{uuid4().hex};250\r\n".encode(), name)}, to=path)
        document = re.findall(rf'href="{path}/([0-9a-f-]{{36}})"[^>]*>{name}', officer.text)[0]
        document_desk.previewed(work("documents"), {"id": document})
        monkeypatch.setattr(preview_commands, "LARGEST", 1)
        officer.get(f"/kerja/{request_id}")
    assert 'halaman.png" alt="Gambaran isi rekap.csv, bukan tata letak aslinya"' in officer.text
    assert officer.words.count("Di atas 64 MB tidak dibuatkan gambar") == 1
    officer.get(re.findall(r'src="([^"]+)/halaman.png"', officer.text)[0] + "/teks")
    assert "Gambaran isi yang terlihat di berkas ini" in officer.words


def test_files_of_a_case_are_found_by_words_in_them_and_the_timeline_stays_whole(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    request_id, officer, word = asked(citizen, memory), desk(), uuid4().hex[:8]
    wanted, other = (_brought(officer, request_id, f"Lampiran {one}", work) for one in (word, "lain"))
    officer.get(f"/kerja/{request_id}")
    officer.send({"cari": word}, to=f"/kerja/{request_id}/cari")
    assert word not in officer.path
    assert f'href="{wanted}"' in officer.text
    assert f'href="{other}"' not in officer.text
    assert f"1 berkas memuat “{word}”" in officer.words
    assert officer.words.count("Berkas disimpan") == 2


def test_what_is_not_of_this_case_has_no_words_below_it(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    first, second, officer = asked(citizen, memory), asked(citizen, memory), desk()
    path = _brought(officer, first, "Rekapitulasi", work)
    for what in ("teks", "halaman.png"):
        assert officer.get(f"{path.replace(first, second)}/{what}").status == 404
