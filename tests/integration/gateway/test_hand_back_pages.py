"""Handing a request back, on the pages: the PPID reads what it does before it is done; the other office reads why."""

import pytest

from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
WHY = "Permohonan ini keliru dikirim: dokumennya ada pada KPU Provinsi Jawa Barat."


def test_the_ppid_reads_what_handing_back_does_before_it_is_done(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    memory.moves[case_id] = {"came_from": "32"}
    officer.get(f"/kerja/{case_id}")
    assert f'href="/kerja/{case_id}/kembalikan"' in officer.text
    officer.get(f"/kerja/{case_id}/kembalikan")
    assert "Permohonan ini dialihkan oleh KPU Provinsi Jawa Barat" in officer.words
    assert officer.send({"hand_back_reason": WHY, "langkah": "konsep"}).text == f"pdf konsep {WHY}"
    officer.get(f"/kerja/{case_id}/kembalikan").send({"hand_back_reason": WHY})
    for words in (
        "Permohonan kembali ke KPU Provinsi Jawa Barat", WHY, "seolah tidak pernah pindah",
        "Dihitung dari penerimaan pertama, jawaban ditunggu paling lambat", "diberi tahu kantor mana yang menjawab",
    ):  # fmt: skip
        assert words in officer.words
    assert "way" not in memory.moves[case_id], "nothing is done before it was shown"
    officer.send({"langkah": "terbitkan"})
    move = memory.moves[case_id]
    assert (move["way"], move["body"]) == ("hand-back", {"statement": WHY})
    assert "Alasan pengembalian" in officer.words


def test_handing_back_without_a_reason_keeps_the_page(officer: Browser, memory: Memory, case_id: str) -> None:
    memory.moves[case_id] = {"came_from": "32"}
    officer.get(f"/kerja/{case_id}/kembalikan").send({"hand_back_reason": ""})
    assert 'id="hand_back_reason-salah"' in officer.text
    assert "way" not in memory.moves[case_id]


def test_what_came_here_first_is_not_handed_back(officer: Browser, memory: Memory, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}")
    assert "/kembalikan" not in officer.text
    officer.get(f"/kerja/{case_id}/kembalikan")
    assert "<textarea" not in officer.text


def test_the_office_that_gets_it_back_reads_by_whom_and_why(officer: Browser, memory: Memory, case_id: str) -> None:
    memory.moves[case_id] = {"returned_by": "32", "returned_because": WHY}
    officer.get(f"/kerja/{case_id}")
    for words in ("Dikembalikan oleh KPU Provinsi Jawa Barat", WHY, "Tenggatnya berjalan terus"):
        assert words in officer.words


def test_an_officer_who_is_not_the_ppid_does_not_hand_back(visit: Visit, memory: Memory, case_id: str) -> None:
    from gateway.config import DEMO_PASSWORD

    memory.moves[case_id] = {"came_from": "32"}
    desk = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    assert "/kembalikan" not in desk.get(f"/kerja/{case_id}").text
