"""The links of a page lead to what was given however old the page is, and back to it from one that ran out."""

import pytest

from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack


@pytest.fixture
def page(citizen: Browser, officer: Browser, memory: Memory) -> str:
    """The page of a request that was granted with a file."""
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/kabulkan").send({"berkas": file(), "langkah": "unggah"})
    officer.send({"langkah": "periksa", "statement": "Terlampir laporannya."}).send({"langkah": "terbitkan"})
    return f"/permohonan/{memory.requests[request_id]['token']}"


def _led(citizen: Browser, path: str) -> str:
    """Where a link leads, one step."""
    answer = citizen.client.get(path, base_url=f"http://{citizen.host}:8080")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store"), path
    return str(answer.headers["Location"])


def test_every_link_of_the_page_leads_to_a_ticket_of_its_own(citizen: Browser, memory: Memory, page: str) -> None:
    (request_id,) = memory.requests
    (document,) = memory.decisions[request_id]["documents"]
    citizen.get(page)
    for path, href in (
        (f"{page}/berkas/{document}", f"/api/documents/v1/documents/{document}/content?ticket=t"),
        (f"{page}/jawaban.zip", f"/api/documents/v1/answers/{request_id}/package.zip?ticket=t"),
        (f"{page}/pemberitahuan.pdf", f"/api/registry/v1/cases/{request_id}/notice.pdf?ticket=t"),
    ):
        assert f'href="{path}"' in citizen.text
        assert _led(citizen, path) == href
    assert "ticket=" not in citizen.text


def test_what_was_not_given_leads_back_to_the_page(citizen: Browser, page: str) -> None:
    assert _led(citizen, f"{page}/berkas/00000000-0000-4000-8000-000000000000") == page
    assert citizen.get("/permohonan/ZZZZZZZZZZZZZZZZZZZZ/jawaban.zip").status == 404


def test_from_a_ticket_that_ran_out_the_way_leads_back_to_the_page(citizen: Browser, page: str) -> None:
    citizen.get("/tautan-lama")
    assert "Tautan unduh ini sudah kedaluwarsa" in citizen.words
    _led(citizen, f"{page}/jawaban.zip")
    assert citizen.get("/tautan-lama").path.startswith(page)
    assert "Tautan unduh tadi sudah kedaluwarsa" in citizen.words
