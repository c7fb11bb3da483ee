"""Passing a request on, on the pages: the PPID chooses an office, the applicant reads where it went and follows."""

import re
from datetime import UTC, datetime

import pytest

from chassis import clock
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.notices import deadline
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
WHY = "Dokumen ini dikuasai KPU Provinsi Jawa Barat."
FIRST = {
    "office": "KPU Kabupaten Bogor", "number": "009/PPID-P/32.01/XI/2026", "due_on": "2026-12-01",
    "received_at": "2026-11-16T09:00:00+07:00",
}  # fmt: skip


def test_the_ppid_passes_a_request_on_and_the_applicant_reads_where_it_went(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}")
    assert "Alihkan ke kantor KPU lain" in officer.words
    officer.get(f"/kerja/{case_id}/alihkan")
    for words in ("badan di luar KPU", "KPU Provinsi Jawa Barat"):
        assert words in officer.words
    assert officer.send({"receiver": "32", "transfer_reason": WHY, "langkah": "konsep"}).text == f"pdf konsep {WHY}"
    assert "way" not in memory.moves[case_id]
    officer.get(f"/kerja/{case_id}/alihkan").send({"receiver": "32", "transfer_reason": WHY})
    for words in ("Akibat tindakan ini", "Permohonan pindah ke KPU Provinsi Jawa Barat", WHY, "tidak dapat dibatalkan"):
        assert words in officer.words
    assert "way" not in memory.moves[case_id], "nothing is done before it was shown"
    officer.send({"langkah": "terbitkan"})
    move = memory.moves[case_id]
    assert (move["way"], move["body"]) == ("transfer", {"receiver": "32", "statement": WHY})
    assert "Dialihkan ke KPU Provinsi Jawa Barat" in officer.words
    citizen.get(f"/permohonan/{memory.requests[case_id]['token']}")
    for words in ("dialihkan ke kantor yang berwenang", WHY, "001/PPID-P/32/XI/2026"):
        assert words in citizen.words
    assert 'href="http://jabarppid.localhost:8080/permohonan/x"' in citizen.text
    assert "sudah dijawab" not in citizen.words


def test_a_transfer_without_office_or_reason_keeps_what_was_typed(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/alihkan").send({"receiver": "", "transfer_reason": WHY})
    assert 'id="receiver-salah"' in officer.text
    assert WHY in officer.text
    officer.send({"receiver": "32", "transfer_reason": ""})
    assert 'id="transfer_reason-salah"' in officer.text
    assert re.search('value="32"[^>]* checked', officer.text)


def test_the_receiver_is_found_by_any_word_of_its_name_and_a_chosen_one_stays(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/alihkan")
    assert officer.text.count('name="receiver"') <= 2, "the offices above, not all of the nation"
    officer.send({"langkah": "cari", "receiver_search": "makasar", "transfer_reason": WHY})
    assert "KPU Kota Makassar" in officer.words
    assert 'value="32.76"' not in officer.send({"langkah": "cari", "receiver_search": "depok"}).text
    officer.send({"langkah": "cari", "receiver_search": "kpu", "receiver": "32"})
    assert "Yang tampak 20 kantor pertama" in officer.words
    assert re.search('value="32"[^>]* checked', officer.text)
    officer.send({"langkah": "cari", "receiver_search": "xyzzy"})
    assert "Tidak ada kantor bernama xyzzy" in officer.words
    officer.send({"receiver": "99.99"})
    assert 'id="receiver-salah"' in officer.text


def test_from_the_check_page_what_was_typed_can_be_changed(officer: Browser, memory: Memory, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/alihkan").send({"receiver": "32", "transfer_reason": WHY})
    officer.send({"langkah": "ubah"})
    assert re.search('value="32"[^>]* checked', officer.text)
    assert WHY in officer.text
    assert case_id not in memory.moves or "way" not in memory.moves[case_id]


def test_the_first_receipt_stands_before_applicant_and_office_and_its_clock_alarms(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    memory.moves[case_id] = {"first_receipt": FIRST, "passed": ["32.01"], "strict": deadline(due_on="2026-12-01")}
    with clock.held(datetime(2026, 11, 24, 3, 0, tzinfo=UTC)):
        officer.get(f"/kerja/{case_id}")
        citizen.get(f"/permohonan/{memory.requests[case_id]['token']}")
    for browser in (officer, citizen):
        for words in ("KPU Kabupaten Bogor", "009/PPID-P/32.01/XI/2026", "Selasa, 1 Desember 2026"):
            assert words in browser.words
    assert 'class="big"><time datetime="2026-12-01"' in officer.text
    assert "Menurut penerimaan di kantor ini" in officer.words


def test_the_not_held_page_points_to_the_other_way_and_back(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/tidak-dikuasai")
    assert f'href="/kerja/{case_id}/alihkan"' in officer.text


def test_an_officer_who_is_not_the_ppid_is_not_offered_the_way(visit: Visit, case_id: str) -> None:
    from gateway.config import DEMO_PASSWORD

    desk = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    desk.get(f"/kerja/{case_id}")
    assert "/alihkan" not in desk.text
