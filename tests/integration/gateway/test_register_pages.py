"""The registers on the desk and as files: masked, opened on the record, in the columns of the law. Real services."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import psycopg
import pytest
from python_calamine import CalamineWorkbook

from chassis import clock
from gateway.config import DEMO_PASSWORD
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.intake_desk import body, person

pytestmark = pytest.mark.stack
NAMES = ("permohonan", "keberatan", "sengketa", "dip", "dik")
Open = Callable[..., Browser]


@pytest.fixture
def visitor(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    """A browser of KPU Kota Depok's desk."""
    services = Services.of(Memory(), intake=Direct(work("intake")), registry=Direct(work("registry")))
    app = app_over(services)

    def visit(username: str) -> Browser:
        browser = Browser(app, "depokkotappid.localhost", address())
        return browser.get("/kerja/register").send({"username": username, "password": DEMO_PASSWORD})

    return visit


@pytest.fixture
def asked(office: Carrying) -> dict[str, Any]:
    """A request whose texts a spreadsheet would like to compute, refused on the day it came."""
    applicant = person(name="=Siti Nurlaila", address="@Jl. Kenanga 12", phone="+6281234567890")
    given = office.ask(
        "intake", DEPOK, path="/v1/requests", method="POST",
        json=body(applicant=applicant, subject="+Realisasi anggaran", purpose="-Skripsi"),
    )  # fmt: skip
    office.carry()
    office.ask(
        "registry", DEPOK, "ppid", path=f"/v1/cases/{given['id']}/decision", method="POST", headers={"If-Match": '"1"'},
        json={
            "outcome": "not_held", "statement": "Dokumen ini tidak kami kuasai.",
            "holder": "Dinas Keuangan",
        },
    )  # fmt: skip
    office.carry()
    return dict(given)


def _sheet(browser: Browser) -> list[list[Any]]:
    assert browser.page is not None
    assert browser.status == 200
    book = CalamineWorkbook.from_filelike(BytesIO(browser.page.data))
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows


def _page_of(browser: Browser, number: str) -> str:
    """The address of the page of the register of requests that has a number: other tests fill it, too."""
    address, page = "/kerja/register/permohonan?hal={}", 1
    while number not in browser.get(address.format(page)).words:
        assert "Berikutnya" in browser.words
        page += 1
    return address.format(page)


def _row(rows: list[list[Any]], number: str) -> dict[str, Any]:
    return dict(zip(rows[3], next(row for row in rows if row[0] == number), strict=True))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_register_has_its_page_and_its_file(
    visitor: Open, name: str, language: str, asked: dict[str, Any]
) -> None:
    officer = visitor("petugas.depok")
    assert officer.get(f"/kerja/register/{name}?bahasa={language}&tahun=x&hal=-3").status == 200
    rows = _sheet(officer.get(f"/kerja/register/{name}.xlsx"))
    assert rows[1][0] == "KPU Kota Depok"
    assert all(rows[3])
    assert officer.get("/kerja/register/lain").status == 404


def test_the_page_masks_who_asked_until_it_is_opened_on_the_record(
    visitor: Open, office: Carrying, asked: dict[str, Any]
) -> None:
    ppid = visitor("ppid.depok")
    page = _page_of(ppid, asked["number"])
    assert "=Siti N***" in ppid.words
    assert "Kenanga" not in ppid.words
    before = len(_audited(office, 1000))
    ppid.send(to=page)
    for said in (
        "=Siti Nurlaila",
        "@Jl. Kenanga 12",
        "Mahasiswa",
        "-Skripsi",
        "Dinas Keuangan",
        "Pembukaan ini tercatat",
    ):
        assert said in ppid.words
    assert len(_audited(office, 1000)) == before + 1
    assert _audited(office, 1)[0][0] == "register.opened"


def test_an_officer_sees_no_names_and_cannot_open_them(visitor: Open, asked: dict[str, Any]) -> None:
    officer = visitor("petugas.depok")
    officer.get("/kerja/register/permohonan")
    assert "Buka nama dan alamat" not in officer.words
    assert "PPID dan Atasan PPID dapat membukanya." in officer.words
    for to in ("/kerja/register/permohonan", "/kerja/register/permohonan.xlsx"):
        officer.get("/kerja/register/permohonan")
        assert officer.send(to=to).status == 403
    assert "Kenanga" not in str(_sheet(officer.get("/kerja/register/permohonan.xlsx")))


def test_the_file_holds_the_columns_of_the_law_real_days_and_no_formula(visitor: Open, asked: dict[str, Any]) -> None:
    superior = visitor("atasan.depok")
    superior.get("/kerja/register/permohonan").send(to="/kerja/register/permohonan.xlsx")
    row = _row(_sheet(superior), asked["number"])
    received = clock.in_zone(clock.now(), "Asia/Jakarta").date()
    assert row["Tanggal diterima"] == received
    assert isinstance(row["Tanggal diterima"], date)
    assert row["Nama"] == "=Siti Nurlaila"
    assert row["Alamat"] == "@Jl. Kenanga 12"
    assert row["Nomor kontak"] == "+6281234567890, siti@example.com"
    assert row["Informasi yang diminta"] == "+Realisasi anggaran\nMohon salinan laporan realisasi anggaran."
    assert row["Tujuan penggunaan informasi"] == "-Skripsi"
    assert row["Status informasi"] == "Informasi tidak berada di bawah penguasaan kantor ini.\nDinas Keuangan"
    assert row["Keputusan"] == "Tidak dikuasai"
    assert row["Hari dan tanggal pemberitahuan tertulis"] == received
    assert row["Biaya dan cara pembayaran"] == ""


def test_taking_a_file_with_names_is_one_entry_with_the_number_of_rows(
    visitor: Open, office: Carrying, asked: dict[str, Any]
) -> None:
    superior = visitor("atasan.depok")
    superior.get("/kerja/register/permohonan").send(to="/kerja/register/permohonan.xlsx")
    assert _row(_sheet(superior), asked["number"])["Nama"] == "=Siti Nurlaila"
    ((act, facts),) = _audited(office, 1)
    assert act == "register.exported"
    assert facts["rows"] == _asked_in(office, facts["year"])
    assert facts["register"] == "requests"


def test_a_year_shows_what_came_in_it_and_nothing_else(visitor: Open, asked: dict[str, Any]) -> None:
    officer = visitor("petugas.depok")
    assert asked["number"] not in officer.get("/kerja/register/permohonan?tahun=2015").words
    assert "Belum ada baris." in officer.words


def test_an_objection_stands_with_its_grounds_and_what_followed(
    visitor: Open, office: Carrying, asked: dict[str, Any]
) -> None:
    filed = office.ask(
        "intake", DEPOK, path=f"/v1/tracking/{asked['tracking_token']}/objections", method="POST",
        json={
            "grounds": ["a", "d"], "position": "Ditolak.", "demand": "Mohon diberikan.",
            "attorney": {"name": "Budi Kuasa", "letter_number": "1", "letter_date": "2026-01-05", "stamped": True},
        },
    )  # fmt: skip
    office.carry()
    superior = visitor("atasan.depok")
    superior.get("/kerja/register/keberatan").send(to="/kerja/register/keberatan.xlsx")
    row = _row(_sheet(superior), filed["number"])
    assert row["Identitas pemohon atau kuasanya"] == "=Siti Nurlaila\nmelalui kuasa Budi Kuasa"
    assert row["Nomor pendaftaran permohonan"] == asked["number"]
    assert row["Alasan keberatan"].startswith("a. Permohonan saya ditolak")
    assert "\nd. " in row["Alasan keberatan"]
    assert row["Keputusan Atasan PPID"] == ""
    path, said = f"/v1/objections/{filed['id']}/answer", {"outcome": "rejected", "reasons": "Sudah tepat."}
    office.ask("registry", DEPOK, "superior", path=path, method="POST", json=said, headers={"If-Match": '"1"'})
    superior.get("/kerja/register/keberatan").send(to="/kerja/register/keberatan.xlsx")
    row = _row(_sheet(superior), filed["number"])
    assert row["Nama dan posisi Atasan PPID"] == "Agus Salim\nAtasan PPID", "who signed, not who handed it in"


def _intake(office: Carrying) -> psycopg.Connection[Any]:
    env = office.work("intake").env
    return psycopg.connect(env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake")


def _asked_in(office: Carrying, year: int) -> int:
    """How many requests the office received in a year, taken over by the registry or not: so many names are told."""
    asked = """
        select count(*) from information_request
        where tenant = %s and date_part('year', received_at at time zone 'Asia/Jakarta') = %s
    """
    with _intake(office) as connection:
        row = connection.execute(asked, [DEPOK, year]).fetchone()
    assert row is not None
    return int(row[0])


def _audited(office: Carrying, newest: int) -> list[tuple[str, dict[str, Any]]]:
    with _intake(office) as connection:
        return connection.execute(
            "select act, facts from audit_entry where tenant = %s and act like 'register.%%' order by id desc limit %s",
            [DEPOK, newest],
        ).fetchall()
