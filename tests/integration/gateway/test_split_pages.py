"""Splitting a request on the pages: an officer writes each question, the applicant sees all of them from one link."""

import pytest

from chassis.client import Refused
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
WHY = "Memuat dua pertanyaan untuk dua bagian."
TYPED = {
    "category-1": "anggaran_keuangan", "subject-1": "Realisasi anggaran", "detail-1": "Laporan tahun 2025.",
    "category-2": "data_pemilih", "subject-2": "Jumlah pemilih", "detail-2": "Rekapitulasi DPT.",
    "split_reason": WHY, "langkah": "periksa",
}  # fmt: skip


def test_an_officer_splits_a_request_and_the_applicant_sees_all_of_it_from_the_one_link(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}")
    assert f'href="/kerja/{case_id}/pecah"' in officer.text
    officer.get(f"/kerja/{case_id}/pecah")
    assert memory.requests[case_id]["subject"] in officer.text
    assert "Semua tenggat dihitung sejak permohonan ini diterima" in officer.words
    assert officer.send(TYPED | {"langkah": "konsep"}).text == f"pdf konsep {WHY}"
    assert "way" not in memory.moves[case_id]
    officer.get(f"/kerja/{case_id}/pecah").send(TYPED)
    for words in ("Akibat tindakan ini", "Permohonan baru 2", "Pertanyaan 2", "Jumlah pemilih", "Data pemilih", WHY):
        assert words in officer.words
    assert "way" not in memory.moves[case_id], "nothing is done before it was shown"
    officer.send({"langkah": "terbitkan"})
    move = memory.moves[case_id]
    assert (move["way"], move["body"]["statement"], len(move["body"]["parts"])) == ("split", WHY, 2)
    assert [one["subject"] for one in move["questions"]] == ["Realisasi anggaran", "Jumlah pemilih"]
    for words in ("Dipecah menjadi 2 permohonan", "Jumlah pemilih", "002/PPID-P/32.76/XI/2026"):
        assert words in officer.words
    assert f'href="/kerja/{move["parts"][1]["id"]}"' in officer.text
    for part in move["parts"]:
        part["tracking_url"] = f"http://depokkotappid.localhost:8080/permohonan/{part['id']}"
    citizen.get(f"/permohonan/{memory.requests[case_id]['token']}")
    for words in ("Permohonan Anda dipecah", WHY, "Realisasi anggaran", "Jumlah pemilih", "Sen, 7 Des 2026"):
        assert words in citizen.words
    assert f'href="{move["parts"][0]["tracking_url"]}"' in citizen.text


def test_a_part_says_when_the_whole_was_received_and_leads_to_it(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    whole = {
        "id": case_id, "number": "009/PPID-P/32.76/XI/2026", "subject": "Dua hal", "state": "split",
        "received_at": "2026-11-16T09:00:00+07:00", "due_on": "2026-11-30",
    }  # fmt: skip
    memory.moves[case_id] = {"part_of": whole}
    officer.get(f"/kerja/{case_id}")
    memory.moves[case_id] = {"part_of": whole | {"tracking_url": "http://depokkotappid.localhost:8080/permohonan/x"}}
    citizen.get(f"/permohonan/{memory.requests[case_id]['token']}")
    for browser in (officer, citizen):
        assert "009/PPID-P/32.76/XI/2026" in browser.words
        assert "16 Nov 2026" in browser.words
    assert 'href="http://depokkotappid.localhost:8080/permohonan/x"' in citizen.text


def test_another_question_is_added_without_a_script_and_what_was_typed_stays(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/pecah").send(TYPED | {"langkah": "tambah"})
    for kept in ('id="subject-3"', 'value="Jumlah pemilih"', "Laporan tahun 2025.", WHY):
        assert kept in officer.text
    for _ in range(12):
        officer.send(TYPED | {"langkah": "tambah"})
    assert 'id="subject-10"' in officer.text
    assert 'id="subject-11"' not in officer.text


def test_what_is_missing_stands_beside_its_question(officer: Browser, memory: Memory, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/pecah").send(TYPED | {"subject-2": "", "split_reason": ""})
    for place in ('id="subject-2-salah"', 'id="split_reason-salah"', 'href="#subject-2"'):
        assert place in officer.text
    assert "way" not in memory.moves.get(case_id, {})
    fault = {"pointer": "/parts/1/detail", "detail": "Teks ini tidak dapat dibaca."}
    memory.moves[case_id] = {"refusal": Refused({"code": "invalid", "title": "Periksa", "errors": [fault]}, 422)}
    officer.send(TYPED).send({"langkah": "terbitkan"})
    assert 'id="detail-2-salah"' in officer.text
    assert "Teks ini tidak dapat dibaca." in officer.words


def test_somebody_elses_change_is_said_and_the_questions_stay(officer: Browser, memory: Memory, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/pecah")
    memory.versions[case_id] += 1
    officer.send(TYPED).send({"langkah": "terbitkan"})
    assert "diubah orang lain" in officer.words
    assert "Jumlah pemilih" in officer.text


def test_what_the_table_does_not_allow_is_explained_and_not_offered(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/perpanjang").send(
        {"ground": "undecided", "extension_reason": "Masih diuji."}
    ).send({"langkah": "terbitkan"})
    officer.get(f"/kerja/{case_id}")
    assert "/pecah" not in officer.text
    officer.get(f"/kerja/{case_id}/pecah")
    assert "Sudah." in officer.words
    assert 'name="banyak"' not in officer.text
