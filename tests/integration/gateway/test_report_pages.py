"""The annual report on the desk: due, written, read, issued, announced, and seen by the office above. Real services."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from chassis import clock
from contracts.reports import ReportIssued
from contracts.requests import RequestSubmitted
from gateway.config import DEMO_PASSWORD
from statute.report import parts
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.serving import served, started

pytestmark = pytest.mark.stack
Open = Callable[[str, str], Browser]
HOST = "depokkotappid.localhost"
WORDS = {f"report_{part.code}": f"Isi {part.code.replace('_', ' ')}." for part in parts()}


@pytest.fixture(scope="module")
def registry(work: Callable[[str], Working]) -> Iterator[Working]:
    with (
        served(work("intake")) as intake,
        started("registry", work("registry").env | {"PPID_INTAKE_URL": intake}) as registry,
    ):
        yield registry


@pytest.fixture
def visitor(app_over: AppOver, registry: Working, work: Callable[[str], Working]) -> Open:
    services = Services.of(Memory(), registry=Direct(registry), intake=Direct(work("intake")))
    app = app_over(services)

    def visit(host: str, username: str) -> Browser:
        browser = Browser(app, host, address())
        return browser.get("/masuk").send({"username": username, "password": DEMO_PASSWORD}) if username else browser

    return visit


def test_the_ppid_is_reminded_writes_reads_and_issues_the_report_and_anybody_reads_it(
    visitor: Open, registry: Working
) -> None:
    last = clock.now().astimezone(ZoneInfo("Asia/Jakarta")).year - 1
    registry.hear(
        DEPOK,
        RequestSubmitted(
            request_id=uuid4(), number=f"{uuid4().hex[:8]}/PPID-P/32.76/III/{last}", channel="letter",
            applicant_kind="person", category="lainnya", received_at=datetime(last, 3, 4, 9, tzinfo=UTC),
            regime="ordinary",
        ),
    )  # fmt: skip
    ppid = visitor(HOST, "ppid.depok").get("/kerja")
    assert f"Laporan tahun {last} belum terbit" in ppid.words
    ppid.get("/kerja/laporan").send({"tahun": str(last)})
    assert "Tulis bagian laporan" in ppid.words
    ppid.send(WORDS | {"report_budget": ""})
    assert "Belum ditulis, padahal wajib:" in ppid.words
    path = ppid.path.partition("?")[0]
    ppid.get(f"{path}/terbitkan").send()
    assert "Tulis bagian" in ppid.words, "an issue that lacks a part says which"
    ppid.get(f"{path}/tulis").send(WORDS | {"report_staff": "x" * 5001})
    assert 'id="report_staff-salah"' in ppid.text
    ppid.send(WORDS)
    assert "Isi budget." in ppid.words
    draft = PdfReader(BytesIO(ppid.get(f"{path}.pdf").page.data))  # type: ignore[union-attr]  # it was just opened
    assert "KONSEP" in draft.pages[0].extract_text()
    ppid.get(f"{path}/terbitkan").send()
    assert "Laporan sudah terbit dan diumumkan." in ppid.words
    citizen = visitor(HOST, "")
    report = citizen.get(path.replace("/kerja", "") + ".pdf").page
    assert "/PPID-LT/32.76/" in PdfReader(BytesIO(report.data)).pages[0].extract_text()  # type: ignore[union-attr]
    citizen.get(f"/informasi?q=laporan+layanan+{last}")
    assert f"Laporan layanan informasi publik tahun {last}" in citizen.words
    today = clock.in_zone(clock.now(), "Asia/Jakarta").date()
    ppid.get(f"{path}/serahkan").send({"handed_on": today.isoformat(), "handed_reference": "12/KI-SS"})
    assert "12/KI-SS" in ppid.words
    assert "belum terbit" not in ppid.get("/kerja").words


def test_the_figures_are_a_table_that_names_nobody(visitor: Open, registry: Working) -> None:
    number = f"{uuid4().hex[:8]}/PPID-P/32.76/III/2022"
    received_at = datetime(2022, 3, 4, 3, tzinfo=UTC)
    registry.hear(
        DEPOK,
        RequestSubmitted(
            request_id=uuid4(), number=number, channel="letter", applicant_kind="person", category="lainnya",
            received_at=received_at, regime="ordinary",
        ),
    )  # fmt: skip
    ppid = visitor(HOST, "ppid.depok").get("/kerja/laporan").send({"tahun": "2022"})
    path = ppid.path.removesuffix("/tulis")
    book = CalamineWorkbook.from_filelike(BytesIO(ppid.get(f"{path}.xlsx").page.data))  # type: ignore[union-attr]
    told = book.get_sheet_by_index(0).to_python()
    assert told[0][0] == "Laporan layanan informasi publik tahun 2022"
    assert ["Permohonan informasi", "Permohonan diterima", "1"] in told
    assert [row[2] for row in told if row[1].startswith(f"{number}, ") and row[1].endswith("lewat tenggat")] == ["–"]


def test_an_officer_reads_and_does_not_write(visitor: Open) -> None:
    officer = visitor(HOST, "petugas.depok").get("/kerja/laporan")
    assert "Susun laporan" not in officer.words
    assert officer.send({"tahun": "2023"}, to="/kerja/laporan").status == 403


def test_the_office_above_sees_who_has_delivered(visitor: Open, registry: Working) -> None:
    registry.hear(
        DEPOK,
        ReportIssued(report_id=uuid4(), year=2021, number="004/PPID-LT/32.76/III/2022", issued_on=clock.now().date()),
    )
    nation = visitor("ppid.localhost", "ppid.ri").get("/kerja/pengawasan/laporan?tahun=2021")
    assert "004/PPID-LT/32.76/III/2022" in nation.words
    assert "Belum, lewat batas waktu" in nation.words
    assert "<summary>KPU Provinsi Jawa Barat" in nation.text  # the offices below stand by province, closed
    assert "<details open" not in nation.text
    assert visitor(HOST, "ppid.depok").get("/kerja/pengawasan/laporan").status == 404
