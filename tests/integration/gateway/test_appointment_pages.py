"""Who holds the roles of the law, through the desk's pages, on the real registry."""

import re
from collections.abc import Callable

import pytest

from gateway.config import DEMO_PASSWORD
from tests.integration.conftest import Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack
LIST, NEW = "/kerja/pejabat", "/kerja/pejabat/baru"
ADVISER = {
    "appointed_role": "adviser", "appointed_name": "Dr. Wulan Sari", "appointed_position": "Kepala Bagian Hukum",
    "appointed_holder": "", "appointed_decree_number": "31/2026", "appointed_decree_on": "2026-01-02",
    "appointed_since": "2026-01-05", "appointed_until": "",
}  # fmt: skip
Open = Callable[[str], Browser]


@pytest.fixture
def visitor(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    """A browser signed in on KPU Kota Depok's host."""
    services = Services.of(Memory(), registry=Direct(work("registry")))
    app = app_over(services)

    def visit(username: str) -> Browser:
        browser = Browser(app, "depokkotappid.localhost", address())
        return browser.get(LIST).send({"username": username, "password": DEMO_PASSWORD})

    return visit


def test_everybody_at_the_desk_sees_who_signs_today_and_on_which_decree(visitor: Open) -> None:
    browser = visitor("petugas.depok").get(LIST)
    assert "Rina Kartika" in browser.words
    assert "Keputusan Nomor 1/2010, Jumat, 30 April 2010" in browser.words
    assert "Catat penunjukan" not in browser.words
    assert visitor("ppid.depok").get(NEW).status == 403


def test_the_atasan_ppid_records_an_appointment_and_ends_it(visitor: Open) -> None:
    browser = visitor("atasan.depok").get(NEW).send(ADVISER)
    assert browser.path == LIST
    assert "Dr. Wulan Sari" in browser.words
    ending = re.findall(r'href="(/kerja/pejabat/[\w-]+/akhiri)">[^<]*<span class="unseen"> Dr. Wulan', browser.text)[0]
    browser.get(ending).send({"ended_until": "2026-06-30", "ended_because": "Mutasi ke kantor lain."})
    assert browser.path == LIST
    assert "Mutasi ke kantor lain." in browser.words


def test_an_overlap_is_said_and_what_was_typed_stays(visitor: Open) -> None:
    browser = visitor("atasan.depok").get(NEW).send(ADVISER | {"appointed_role": "ppid"})
    assert "PPID dijabat Rina Kartika" in browser.words
    assert 'value="Dr. Wulan Sari"' in browser.text
    browser.send(ADVISER | {"appointed_decree_on": "2999-01-01"})
    assert "Tanggal keputusan belum terjadi." in browser.words
