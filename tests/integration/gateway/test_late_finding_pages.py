"""What is found in a file once it could be given, on the desk: counted in the queue, listed, one step from its case."""

from collections.abc import Callable

import pytest

from tests.integration.conftest import Working
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Desk
from tests.integration.gateway.services import Memory
from tests.integration.gateway.test_deciding_pages import asked
from tests.integration.gateway.test_release_pages import gave, judged, moment

pytestmark = pytest.mark.stack
LISTED = "/kerja/temuan-susulan"
COUNTED = "untuk sementara tidak dapat diberikan. Lihat temuan susulan"


def test_a_file_that_may_not_be_given_any_more_is_counted_in_the_queue_and_leads_to_its_case(
    citizen: Browser, memory: Memory, desk: Desk, work: Callable[[str], Working]
) -> None:
    request_id, ppid, officer = asked(citizen, memory), desk(), desk("petugas.depok")
    path = judged(officer, ppid, request_id)
    assert ppid.row(LISTED, path) == ""
    ppid.get(path).send({"temuan": "0", "saat": moment(ppid)}, to=f"{path}/tarik")
    for somebody in (ppid, officer):
        assert COUNTED in somebody.get("/kerja").words
        row = somebody.row(LISTED, path)
        for words in ("jawaban.pdf", "/PPID-P/32.76/", "1 Sejak", "Untuk sementara tidak dapat diberikan"):
            assert words in row
        assert f'href="/kerja/{request_id}"' in somebody.text
    gave(work("documents"), request_id, path.rpartition("/")[2])
    assert "pemohon belum dapat mengunduhnya" in ppid.get("/kerja").words
    assert "Sudah diputuskan diberikan, pemohon belum dapat mengunduhnya" in ppid.row(LISTED, path)
    ppid.get("/kerja/temuan-susulan?bahasa=en")
    assert "Granted, but the applicant cannot download it yet" in ppid.words
