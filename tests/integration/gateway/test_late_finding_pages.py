"""What is found in a file once it could be given, on the desk: counted in the queue, listed, one step from its case."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.integration.conftest import Working
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import asked
from tests.integration.gateway.test_release_pages import gave, judged, moment

pytestmark = pytest.mark.stack
COUNTED = "untuk sementara tidak dapat diberikan. Lihat temuan susulan"


def _row(browser: Browser, path: str) -> str:
    """The words of the row that leads to a file, on whichever page of the list it is; none where it is not."""
    for number in range(1, 100):
        browser.get(f"/kerja/temuan-susulan?hal={number}")
        for row in re.findall(r"<tr role=\"row\">(.*?)</tr>", browser.text, re.DOTALL):
            if f'href="{path}"' in row:
                return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row)))
        if f"hal={number + 1}" not in browser.text:
            break
    return ""


def test_a_file_that_may_not_be_given_any_more_is_counted_in_the_queue_and_leads_to_its_case(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = judged(officer, ppid, request_id)
    assert _row(ppid, path) == ""
    ppid.get(path).send({"temuan": "0", "saat": moment(ppid)}, to=f"{path}/tarik")
    for somebody in (ppid, officer):
        assert COUNTED in somebody.get("/kerja").words
        row = _row(somebody, path)
        for words in ("jawaban.pdf", "/PPID-P/32.76/", "1 Sejak", "Untuk sementara tidak dapat diberikan"):
            assert words in row
        assert f'href="/kerja/{request_id}"' in somebody.text
    gave(work("documents"), request_id, path.rpartition("/")[2])
    assert "pemohon belum dapat mengunduhnya" in ppid.get("/kerja").words
    assert "Sudah diputuskan diberikan, pemohon belum dapat mengunduhnya" in _row(ppid, path)
    ppid.get("/kerja/temuan-susulan?bahasa=en")
    assert "Granted, but the applicant cannot download it yet" in ppid.words
