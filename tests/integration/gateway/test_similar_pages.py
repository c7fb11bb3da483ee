"""A case says which requests are like it: the office's own with their subject, those of other offices without."""

import pytest

from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
OWN = {
    "office": "KPU Kota Depok", "number": "004/PPID-P/32.76/XI/2026", "received_on": "2026-11-18", "percent": 92,
    "id": "20000000-0000-4000-8000-000000000000", "subject": "Realisasi anggaran 2025",
}  # fmt: skip
OTHER = {
    "office": "KPU Kota Makassar", "number": "007/PPID-P/73.71/XI/2026", "received_on": "2026-11-19", "percent": 71,
    "id": None, "subject": None,
}  # fmt: skip


def test_the_desk_is_told_of_similar_requests_and_the_applicant_is_not(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    ((case_id, kept),) = memory.requests.items()
    officer.get(f"/kerja/{case_id}")
    assert "Serupa dengan permohonan lain" not in officer.words
    memory.moves[case_id] = {"similar": [OWN, OTHER]}
    officer.get(f"/kerja/{case_id}")
    for words in ("Realisasi anggaran 2025", "kira-kira 92 % sama", "KPU Kota Makassar", "Hanya petunjuk"):
        assert words in officer.words
    assert f'href="/kerja/{OWN["id"]}"' in officer.text
    for one in (OWN, OTHER):
        assert f'<span class="nowrap">{one["number"]}</span>' in officer.text
    citizen.get(f"/permohonan/{kept['token']}")
    assert "erupa" not in citizen.words
