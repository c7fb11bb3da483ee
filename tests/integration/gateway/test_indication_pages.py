"""An indication of bad faith on the pages: noted with evidence, seen at the desk, taken back; no citizen reads it."""

import pytest

from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
SEEN = "Permohonan kesembilan belas bulan ini."


def test_an_officer_notes_what_was_seen_and_the_case_goes_on_as_before(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/indikasi")
    for words in ("PerKI 1/2013 Pasal 4 ayat (3)", "tidak memutus apa pun", "Tidak ditemukan aturan."):
        assert words in officer.words
    officer.send({"indication_ground": "a", "indication_evidence": SEEN})
    assert SEEN in officer.words
    assert "Kabulkan" in officer.words
    assert "/tolak" in officer.text
    citizen.get(f"/permohonan/{memory.requests[case_id]['token']}")
    assert SEEN not in citizen.text
    assert "ndikasi" not in citizen.words


def test_what_is_missing_stands_beside_its_field_and_what_was_typed_stays(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/indikasi").send({"indication_evidence": SEEN})
    assert 'id="indication_ground-salah"' in officer.text
    assert SEEN in officer.text


def test_it_is_taken_back_with_a_reason_that_stays_beside_it(officer: Browser, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/indikasi").send({"indication_ground": "b", "indication_evidence": SEEN})
    officer.get(f"/kerja/{case_id}/indikasi/10000000-0000-4000-8000-000000000000/cabut")
    assert SEEN in officer.words
    officer.send({"indication_removal": "Ternyata pemohon yang berbeda."})
    for words in (SEEN, "Dicabut", "Ternyata pemohon yang berbeda."):
        assert words in officer.words
    again = officer.get(f"/kerja/{case_id}/indikasi/10000000-0000-4000-8000-000000000000/cabut")
    assert again.status == 404
