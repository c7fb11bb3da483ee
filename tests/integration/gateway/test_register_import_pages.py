"""An old register comes in through the desk, stands beside the platform's own, and goes out with it. Real services."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from chassis.service import Runtime
from gateway.app import create_app
from gateway.config import DEMO_PASSWORD
from services.intake.domain.importing import COLUMNS, FORMS
from tests.corpora.sheets import sheet
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.intake_desk import body
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_register_import import DISPUTE, HEADING, OBJECTION, ROW

pytestmark = pytest.mark.stack
IMPORT = "/kerja/register/lama/impor"
YEAR = 2023  # of which no other test leaves anything
Open = Callable[[str], Browser]


@pytest.fixture
def visitor(runtime: Runtime, work: Callable[[str], Working]) -> Open:
    """A browser of KPU Kota Depok's desk."""
    services = Services.of(Memory(), intake=Direct(work("intake")), registry=Direct(work("registry")))
    app = create_app(runtime, services)  # type: ignore[arg-type]  # the same shape

    def visit(username: str) -> Browser:
        browser = Browser(app, "depokkotappid.localhost", address())
        return browser.get("/kerja/register").send({"username": username, "password": DEMO_PASSWORD})

    return visit


def _sheet(*changes: dict[str, Any]) -> bytes:
    rows = [[(ROW | change)[column.name] for column in COLUMNS] for change in changes]
    return sheet([["REGISTER PERMINTAAN INFORMASI"], [], HEADING, *rows])


def _sent(browser: Browser, content: bytes, step: str) -> Browser:
    return browser.get(IMPORT).send({"berkas": (BytesIO(content), "register.xlsx"), "langkah": step})


def test_a_register_is_checked_row_by_row_and_then_taken_over_whole(visitor: Open) -> None:
    ppid, number = visitor("ppid.depok"), uuid4().hex[:8]
    open_row = {"number": f"{number}/2", "decision": "Diproses", "notified_on": "", "given_on": ""}
    wrong = _sent(ppid, _sheet({"number": f"{number}/1"}, {"number": f"{number}/1", "received_on": "besok"}), "impor")
    assert "Tidak ada yang diimpor." in wrong.words
    assert "“besok” bukan tanggal" in wrong.words
    good = _sheet({"number": f"{number}/1"}, open_row)
    looked = _sent(ppid, good, "periksa")
    assert "2 baris benar" in looked.words
    assert "1 baris perlu perhatian" in looked.words
    assert "Baris 5: Belum diputus." in looked.words
    assert number not in ppid.get("/kerja/register/lama?tahun=2019").words
    assert "2 baris masuk register lama." in _sent(ppid, good, "impor").words
    masked = ppid.get("/kerja/register/lama?tahun=2019")
    assert f"{number}/1" in masked.words
    assert "Siti N***" in masked.words
    assert "Kenanga" not in masked.words
    assert "Jl. Kenanga 12" in ppid.send({"tahun": "2019"}, to="/kerja/register/lama").words


def test_only_the_ppid_brings_a_register_in(visitor: Open) -> None:
    officer = visitor("petugas.depok")
    assert "Impor register lama" not in officer.get("/kerja/register/lama").words
    assert officer.get(IMPORT).status == 403
    assert "bukan berkas XLSX" in _sent(visitor("ppid.depok"), b"bukan", "periksa").words


def test_the_file_of_one_office_comes_into_another_word_for_word(visitor: Open, office: Carrying) -> None:
    late = {"received_at": f"{YEAR}-05-02T09:00:00+07:00", "late_reason": "Terselip di meja."}
    said = body(purpose="=1+1\nSkripsi", channel="letter", **late)
    given = office.ask("intake", DEPOK, "officer", path="/v1/requests", method="POST", json=said)
    office.carry()
    path = f"/v1/cases/{given['id']}/decision"
    office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=NOT_HELD, headers={"If-Match": '"1"'})
    ppid = visitor("ppid.depok")
    old = {"number": uuid4().hex[:8], "received_on": date(YEAR, 1, 5), "notified_on": date(YEAR, 1, 8), "given_on": ""}
    _sent(ppid, _sheet(old), "impor")
    ppid.get(f"/kerja/register/permohonan?tahun={YEAR}").send(
        {"tahun": str(YEAR)}, to="/kerja/register/permohonan.xlsx"
    )
    assert ppid.page is not None
    exported = ppid.page.data
    intake = office.work("intake")
    taken = intake.ask(MAKASSAR, "ppid", path="/v1/registers/requests/import", method="POST", data=exported)
    assert taken.status_code == 200, taken.get_json()
    read = f"/v1/registers/requests/imported?year={YEAR}&size=500&opened=true"
    kept = {row["told"]["number"]: row["told"] for row in intake.ask(MAKASSAR, "ppid", path=read).get_json()["items"]}
    rows = CalamineWorkbook.from_filelike(BytesIO(exported)).get_sheet_by_index(0).to_python(skip_empty_area=False)[4:]
    assert {given["number"], old["number"]} <= set(kept)
    for row in rows:
        cells = {
            column.name: cell.isoformat() if isinstance(cell, date) else cell
            for column, cell in zip(COLUMNS, row, strict=True)
            if cell
        }
        assert kept[cells["number"]] == cells


@pytest.mark.parametrize(
    ("name", "register", "row"), [("keberatan-lama", "objections", OBJECTION), ("sengketa-lama", "disputes", DISPUTE)]
)
def test_the_other_registers_come_in_by_the_same_page_and_go_out_with_the_files(
    visitor: Open, name: str, register: str, row: dict[str, Any]
) -> None:
    ppid, number = visitor("ppid.depok"), uuid4().hex[:8]
    columns = FORMS[register].columns
    told = row | {"number": f"{number}/2019"}
    content = sheet([[one.headings[0] for one in columns], [told.get(one.name, "") for one in columns]])
    address = f"/kerja/register/{name}"
    ppid.get(f"{address}/impor").send({"berkas": (BytesIO(content), "lama.xlsx"), "langkah": "periksa"})
    assert "1 baris benar" in ppid.words
    ppid.get(f"{address}/impor").send({"berkas": (BytesIO(content), "lama.xlsx"), "langkah": "impor"})
    assert "1 baris masuk register lama." in ppid.words
    assert f"{number}/2019" in ppid.get(f"{address}?tahun=2019").words
    page = ppid.get(f"/kerja/register/{name.removesuffix('-lama')}.xlsx?tahun=2019").page
    book = CalamineWorkbook.from_filelike(BytesIO(page.data))  # type: ignore[union-attr]  # it was just opened
    assert f"{number}/2019" in str(book.get_sheet_by_index(0).to_python())
    assert visitor("petugas.depok").get(f"{address}/impor").status == 403
    assert ppid.get("/kerja/register/dip/impor").status == 404
