"""Who holds the roles of the law, through the desk's pages, on the real registry."""

import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from chassis import clock
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
URGENT = {
    "dip_summary": "Peringatan banjir", "dip_unit": "Subbagian Umum", "dip_responsible": "Sekretaris",
    "dip_made_on": "2026-01-15", "dip_made_in": "Depok", "dip_form": "softcopy", "dip_retention": "10 tahun",
    "dip_archive_class": "", "dip_link": "",
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


def test_who_runs_the_accounts_holds_no_role_of_the_law(visitor: Open) -> None:
    offered = visitor("atasan.depok").get(NEW).text.partition("appointed_holder")[2].partition("</select>")[0]
    assert "Petugas contoh" in offered
    assert "Admin contoh" not in offered


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


@pytest.fixture
def themselves(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    """A browser in which everybody reaches the registry with the account that is signed in."""
    services = Services.of(Memory(), registry=Direct(work("registry"), appointed=False))
    app = app_over(services)
    return lambda username: (
        Browser(app, "depokkotappid.localhost", address())
        .get(LIST)
        .send({"username": username, "password": DEMO_PASSWORD})
    )


def test_an_officer_who_stands_in_for_the_ppid_does_what_is_the_ppids_until_it_ends(themselves: Open) -> None:
    superior, officer = themselves("atasan.depok"), themselves("petugas.depok")
    urgent = "/kerja/dip/serta-merta"
    assert officer.get(urgent).status == 403
    today = clock.now().astimezone(ZoneInfo("Asia/Jakarta")).date()
    account = re.findall(r'value="(staff:[^"]+)"[^>]*>Petugas contoh', superior.get(NEW).text)[0]
    standing_in = ADVISER | {
        "appointed_role": "ppid", "appointed_capacity": "plh", "appointed_name": "Petugas contoh",
        "appointed_holder": account, "appointed_since": today.isoformat(), "appointed_until": today.isoformat(),
    }  # fmt: skip
    superior.send(standing_in)
    assert superior.path == LIST
    officer.get(urgent).send(URGENT)
    assert "Entri sudah terbit." in officer.words
    ending = re.findall(
        r'href="(/kerja/pejabat/[\w-]+/akhiri)">[^<]*<span class="unseen"> Petugas contoh', superior.text
    )
    yesterday = today - timedelta(days=1)
    superior.get(ending[0]).send({"ended_until": yesterday.isoformat(), "ended_because": "Pejabatnya hadir."})
    assert officer.get(urgent).status == 403


def test_an_account_of_another_office_is_nobody_here(visitor: Open) -> None:
    browser = visitor("atasan.depok").get(NEW)
    browser.send(ADVISER | {"appointed_holder": "staff:0b0e7f7a-0000-4000-8000-000000000000"})
    assert browser.path == NEW
    assert "Pilih akun yang masih aktif di kantor ini." in browser.words
