"""The lists of public and of exempt information through the pages of several offices. Real registry."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest

from chassis import clock, consumer, relay
from chassis.context import Context
from gateway.config import DEMO_PASSWORD
from services.registry.dik.commands import consequence_tests
from tests.corpora.sheets import listed, row
from tests.integration.conftest import Working
from tests.integration.gateway.applying import PERSON
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.english import untold
from tests.integration.gateway.services import Memory, Services

pytestmark = pytest.mark.stack
DEPOK, JABAR = "depokkotappid.localhost", "jabarppid.localhost"
ENTRY = {
    "dip_summary": "Laporan keuangan tahun 2025", "dip_kind": "periodic", "dip_unit": "Subbagian Keuangan",
    "dip_responsible": "Sekretaris", "dip_made_on": "2026-01-15", "dip_made_in": "Depok", "dip_form": "softcopy",
    "dip_retention": "10 tahun", "dip_archive_class": "", "dip_link": "",
}  # fmt: skip
DECREE = {"dip_decree_number": "12/HK.03.1/2026", "dip_decree_on": "2026-02-01"}
Open = Callable[..., Browser]
PROPOSAL = {
    "dik_information": "Denah gudang logistik", "dik_exemption": "c", "dik_basis": "UU 7/2017 Pasal 347",
    "dik_harm_if_opened": "Gudang dapat diserang.", "dik_harm_if_closed": "Publik tidak tahu biayanya.",
    "dik_ends_on": "2031-01-31", "dik_until": "", "dik_occasion": "before_request", "dik_tester": "province",
    "dik_not_always_open": "yes",
}  # fmt: skip
DECISION = {
    "dik_not_always_open": "yes", "dik_considerations": "Bahaya lebih besar.",
    "dik_decree_number": "98/2026", "dik_decree_on": "2026-11-02",
}  # fmt: skip


@pytest.fixture
def visitor(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    """A browser of somebody's own on KPU Kota Depok's host."""
    services = Services.of(Memory(), registry=Direct(work("registry")))
    app = app_over(services)
    return lambda host=DEPOK: Browser(app, host, address())


@pytest.fixture
def citizen(visitor: Open) -> Browser:
    return visitor()


@pytest.fixture
def ppid(visitor: Open) -> Browser:
    return visitor().get("/kerja/dip").send({"username": "ppid.depok", "password": DEMO_PASSWORD})


@pytest.fixture
def officer(visitor: Open) -> Browser:
    return visitor().get("/kerja/dip").send({"username": "petugas.depok", "password": DEMO_PASSWORD})


def carry(registry: Working) -> None:
    """Let everything that was told be heard."""
    relay.run_once(registry.runtime.settings, relay.known_subscriptions())
    consumer.run_once(registry.runtime)


def written(browser: Browser, **changes: str) -> str:
    """Write a draft; the result is the address of its page."""
    browser.get("/kerja/dip/baru").send(ENTRY | changes)
    assert "Draf tersimpan." in browser.words, browser.words
    return browser.path.partition("?")[0]


def published(browser: Browser, **changes: str) -> str:
    address = written(browser, **changes)
    browser.get(f"{address}/terbitkan").send(DECREE)
    assert "Entri sudah terbit." in browser.words, browser.words
    return address


def test_an_entry_is_written_published_found_and_read_by_anybody(ppid: Browser, citizen: Browser) -> None:
    address = published(ppid, dip_summary="Laporan keuangan sepedamotor")
    citizen.get("/informasi?q=sepedamotr")
    assert "Laporan keuangan sepedamotor" in citizen.words
    assert "tidak ada dalam daftar" in citizen.words
    citizen.get(address.replace("/kerja/dip", "/informasi"))
    for said in ("Laporan keuangan sepedamotor", "10 tahun", "Sekretaris", "Versi 1", "12/HK.03.1/2026", "Pasal 9"):
        assert said in citizen.words


def test_a_draft_is_on_no_public_page(ppid: Browser, citizen: Browser) -> None:
    address = written(ppid, dip_summary="Draf rahasiadapur")
    assert "rahasiadapur" not in citizen.get("/informasi?q=rahasiadapur").words.replace("“rahasiadapur”", "")
    assert citizen.get(address.replace("/kerja/dip", "/informasi")).status == 404


def test_what_is_missing_stands_beside_its_field_and_what_was_typed_stays(ppid: Browser) -> None:
    ppid.get("/kerja/dip/baru").send(ENTRY | {"dip_unit": "", "dip_made_in": "Depok <b>"})
    assert 'href="#dip_unit"' in ppid.text
    assert "Depok &lt;b&gt;" in ppid.text
    ppid.send(ENTRY | {"dip_link": "ftp://x"})
    assert 'id="dip_link-salah"' in ppid.text
    assert "Tautan dimulai dengan https://" in ppid.words


def test_an_officer_writes_but_does_not_publish(officer: Browser) -> None:
    address = written(officer)
    assert "Hanya PPID" in officer.words
    assert officer.get(f"{address}/terbitkan").status == 403


def test_an_edit_shows_outside_only_after_it_is_published_again(ppid: Browser, citizen: Browser) -> None:
    address = published(ppid)
    outside = address.replace("/kerja/dip", "/informasi")
    ppid.get(f"{address}/ubah").send(ENTRY | {"dip_retention": "permanen"})
    assert "Perubahan tersimpan." in ppid.words
    assert "permanen" not in citizen.get(outside).words
    ppid.get(f"{address}/terbitkan").send(DECREE | {"dip_decree_number": "30/2026"})
    assert "permanen" in citizen.get(outside).words
    assert "Versi 2" in citizen.words


def test_of_two_who_edit_at_once_the_second_keeps_what_was_typed(visitor: Open, ppid: Browser) -> None:
    address = written(ppid)
    other = visitor().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    other.get(f"{address}/ubah")
    ppid.get(f"{address}/ubah").send(ENTRY | {"dip_unit": "Unit pertama"})
    other.send(ENTRY | {"dip_unit": "Unit kedua"})
    assert "diubah orang lain" in other.words
    assert "Unit kedua" in other.text
    other.send({"dip_summary": ENTRY["dip_summary"]})
    assert "Perubahan tersimpan." in other.words


def test_what_is_withdrawn_with_a_reason_is_gone_outside(ppid: Browser, citizen: Browser) -> None:
    address = published(ppid)
    ppid.get(f"{address}/tarik").send({"dip_reason": ""})
    assert "Tulis alasan penarikan." in ppid.words
    ppid.send({"dip_reason": "Sudah digabung."})
    assert "Sudah digabung." in ppid.words
    assert citizen.get(address.replace("/kerja/dip", "/informasi")).status == 404


@pytest.mark.parametrize("query", ["", "?daftar=due", "?daftar=published&golongan=periodic", "?hal=99", "?hal=x"])
def test_every_part_of_the_office_list_answers(ppid: Browser, query: str) -> None:
    assert ppid.get(f"/kerja/dip{query}").status == 200


@pytest.mark.parametrize("query", ["?q=%00", "?golongan=x&tahun=99999&hal=-1", "?tahun=2024", "?q='&bahasa=en"])
def test_the_public_page_answers_whatever_stands_in_its_address(citizen: Browser, query: str) -> None:
    assert citizen.get(f"/informasi{query}").status == 200


@pytest.fixture
def province(visitor: Open) -> Browser:
    return visitor(JABAR).get("/kerja/dik").send({"username": "ppid.jabar", "password": DEMO_PASSWORD})


def proposed(browser: Browser, **changes: str) -> str:
    """Write a proposal; the result is the address of its page."""
    browser.get("/kerja/dik/usul/baru").send(PROPOSAL | changes)
    assert "Serahkan untuk diuji" in browser.words, browser.words
    return browser.path


def test_a_proposal_travels_from_one_office_through_the_next_to_every_public_page(
    ppid: Browser, province: Browser, citizen: Browser, work: Callable[[str], Working]
) -> None:
    address = proposed(ppid, dik_information="Denah gudang rotanwangi")
    ppid.send(to=f"{address}/serahkan")
    assert "Sedang diuji" in ppid.words
    carry(work("registry"))
    province.get("/kerja/dik")
    assert "Denah gudang rotanwangi" in province.words
    test = address.replace("/usul/", "/uji/")
    province.get(f"{test}/tetapkan").send(PROPOSAL | DECISION | {"dik_information": "Denah gudang rotanwangi"})
    assert "Berlaku" in province.words
    carry(work("registry"))
    assert "98/2026" in ppid.get(address).words
    citizen.get("/informasi/dikecualikan?huruf=c")
    for said in ("Denah gudang rotanwangi", "Gudang dapat diserang.", "tidak tahu biayanya", "KPU Provinsi Jawa Barat"):
        assert said in citizen.words
    at_work = Context("32", "service:registry", frozenset({"service"}))
    with clock.held(datetime(2030, 12, 10, tzinfo=UTC)), work("registry").runtime.acting(at_work):
        consequence_tests.watch(UUID(test.rpartition("/")[2]))
    assert "Terbitkan keputusan pembukaan paling lambat Jum, 20 Des 2030" in province.get(test).words
    assert "pengecualian segera berakhir" in province.get("/kerja").words
    province.get(f"{test}/akhiri").send(
        {"dik_how": "withdrawn", "dik_ended_on": "2026-11-03", "dik_because": "Keputusan 99/2026"}
    )
    assert "Dicabut" in province.words
    carry(work("registry"))
    assert "rotanwangi" not in citizen.get("/informasi/dikecualikan?huruf=c").words


def test_an_exemption_without_end_is_refused_beside_its_field(ppid: Browser) -> None:
    ppid.get("/kerja/dik/usul/baru").send(PROPOSAL | {"dik_ends_on": ""})
    assert 'id="dik_ends_on-salah"' in ppid.text
    assert "Gudang dapat diserang." in ppid.text


def test_a_proposal_can_be_changed_until_it_is_handed_over(ppid: Browser, officer: Browser) -> None:
    address = proposed(officer)
    assert "Hanya PPID" in officer.words
    officer.get(f"{address}/ubah").send(PROPOSAL | {"dik_basis": "UU 7/2017 Pasal 350"})
    assert "Pasal 350" in officer.words
    assert ppid.get(address).send(to=f"{address}/serahkan").status == 200
    ppid.get(f"{address}/ubah").send(PROPOSAL)
    assert "sudah diserahkan" in ppid.words


def test_another_office_finds_no_proposal_of_this_one(ppid: Browser, province: Browser) -> None:
    address = proposed(ppid)
    assert province.get(address).status == 404
    assert province.get(address.replace("/usul/", "/uji/")).status == 404


def sent(browser: Browser, content: bytes, step: str) -> Browser:
    """Send a spreadsheet."""
    return browser.get("/kerja/dip/impor").send({"berkas": (BytesIO(content), "daftar.xlsx"), "langkah": step})


def test_a_spreadsheet_is_checked_row_by_row_and_then_taken_over_whole(officer: Browser) -> None:
    sent(officer, listed(row(summary="Benar"), row(kind="Rahasia")), "impor")
    assert "Tidak ada yang diimpor." in officer.words
    assert "Isi dengan berkala, serta-merta, atau setiap saat." in officer.words
    good = listed(row(summary="Daftar teluk sagubatang"))
    assert "1 baris benar" in sent(officer, good, "periksa").words
    assert "sagubatang" not in officer.get("/kerja/dip?daftar=draft").words
    assert "1 baris menjadi draf." in sent(officer, good, "impor").words
    assert "sagubatang" in officer.words


def test_a_file_that_is_no_spreadsheet_is_told_beside_its_field(officer: Browser) -> None:
    sent(officer, b"bukan", "periksa")
    assert "bukan berkas XLSX" in officer.words
    assert 'id="berkas-salah"' in officer.text
    officer.get("/kerja/dip/impor").send({"langkah": "periksa"})
    assert "Pilih berkas" in officer.words


def test_the_ppid_announces_at_once_and_adds_the_decree_later(ppid: Browser, citizen: Browser) -> None:
    urgent = {name: value for name, value in ENTRY.items() if name != "dip_kind"}
    ppid.get("/kerja/dip").get("/kerja/dip/serta-merta")
    assert "dapat menyusul" in ppid.words
    ppid.send(urgent | {"dip_summary": ""})
    assert 'href="#dip_summary"' in ppid.text
    ppid.send(urgent | {"dip_summary": "Peringatan banjirgudang"})
    assert "Entri sudah terbit." in ppid.words
    assert "Menunggu keputusan" in ppid.words
    address = ppid.path.partition("?")[0]
    assert "Keputusan penetapan menyusul" in citizen.get(address.replace("/kerja/dip", "/informasi")).words
    ppid.get(f"{address}/tetapkan").send(DECREE)
    assert "Keputusan penetapan tercatat." in ppid.words
    assert DECREE["dip_decree_number"] in citizen.get(address.replace("/kerja/dip", "/informasi")).words


def test_an_officer_hurries_the_ppid_but_announces_nothing(officer: Browser) -> None:
    address = written(officer, dip_kind="immediate", dip_summary="Peringatan gempasiang")
    assert "tidak boleh ditunda" in officer.words
    assert "menundanya dilarang" in officer.get("/kerja/dip").words
    assert officer.get("/kerja/dip/serta-merta").status == 403
    assert officer.get(f"{address}/terbitkan").status == 403


def test_what_was_searched_in_vain_becomes_the_subject_of_a_request(ppid: Browser, citizen: Browser) -> None:
    published(ppid, dip_summary="Anggaran kotaksuara")
    citizen.get("/informasi?q=anggaram+zzqx")
    assert "Yang ditampilkan" not in citizen.words
    link = re.findall(r'href="(/permohonan/baru\?perihal=[^"]+)"', citizen.text)[0]
    citizen.get(link).send({"kind": "person"}).send(PERSON)
    assert 'name="subject" value="anggaram zzqx"' in citizen.text


def test_an_english_reader_finds_the_lists_in_english(ppid: Browser, citizen: Browser) -> None:
    address = published(ppid).replace("/kerja/dip", "/informasi")
    citizen.get("/?bahasa=en")
    for path in ("/informasi", address, "/informasi/dikecualikan"):
        assert untold(citizen.get(path).text) == []
