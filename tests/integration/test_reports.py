"""The annual report (R-20): its figures from the registers, old and new, issued once, announced, seen above."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from chassis import clock
from contracts.reports import ReportIssued
from contracts.requests import RequestSubmitted
from services.intake.domain.importing import COLUMNS, FORMS
from statute.report import parts
from tests.corpora.sheets import sheet
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, Working
from tests.integration.serving import served, started
from tests.integration.test_register_import import OLD
from tests.integration.test_registry import REFUSAL

pytestmark = pytest.mark.stack
WORDS = {part.code: f"Isi bagian {part.code}." for part in parts()}
ROW: dict[str, Any] = dict.fromkeys((column.name for column in COLUMNS), "") | {
    "number": "9/PPID/2021", "received_on": date(2021, 3, 4), "name": "Siti Nurlaila", "information": "Hasil pemilu",
    "decision": "Dikabulkan sebagian", "notified_on": date(2021, 3, 15),
}  # fmt: skip


@pytest.fixture(scope="module")
def registry(work: Callable[[str], Working]) -> Iterator[Working]:
    with (
        served(work("intake")) as intake,
        started("registry", work("registry").env | {"PPID_INTAKE_URL": intake}) as registry,
    ):
        yield registry


@pytest.fixture
def year(registry: Working) -> int:
    """A year of which KPU Provinsi Jawa Barat has no report yet: each test takes one of its own."""
    taken = {one["year"] for one in _ask(registry, path="/v1/reports")["items"]}
    return next(year for year in range(2022, 2024) if year not in taken)


def _ask(registry: Working, *, role: str = "ppid", office: str = JABAR, status: int = 200, **call: Any) -> Any:
    answer = registry.ask(office, role, **call)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def _started(registry: Working, year: int) -> dict[str, Any]:
    return dict(_ask(registry, path="/v1/reports", method="POST", json={"year": year}, status=201))


def _change(registry: Working, one: dict[str, Any], method: str, act: str = "", status: int = 200, **call: Any) -> Any:
    headers = {"If-Match": f'"{one["version"]}"'}
    path = f"/v1/reports/{one['id']}{act}"
    return _ask(registry, path=path, method=method, headers=headers, status=status, **call)


def _request(registry: Working, year: int, refuse: bool) -> str:
    said = RequestSubmitted(
        request_id=uuid4(), number=f"{uuid4().hex[:8]}/PPID-P/32/III/{year}", channel="letter", applicant_kind="person",
        category="lainnya", received_at=datetime(year, 3, 4, 9, tzinfo=ZoneInfo("Asia/Jakarta")), regime="ordinary",
    )  # fmt: skip
    registry.hear(JABAR, said)
    if refuse:
        path, headers = f"/v1/cases/{said.request_id}/decision", {"If-Match": '"1"'}
        _ask(registry, path=path, method="POST", json=REFUSAL, headers=headers)
    return said.number


def test_the_figures_are_those_of_the_registers_with_the_old_one_counted_in(
    registry: Working, work: Callable[[str], Working]
) -> None:
    assert work("intake").ask(
        JABAR, "ppid", path="/v1/registers/requests/import", method="POST",
        data=sheet([[column.headings[0] for column in COLUMNS], [ROW[column.name] for column in COLUMNS]]),
    ).status_code == 200  # fmt: skip
    for register, told in OLD.items():
        columns = FORMS[register].columns
        row = told | {"number": f"old-{register}"}
        row |= {name: date(2021, 5, 3) for name in ("received_on", "answered_on", "filed_on") if name in told}
        row |= {"complied_on": date(2021, 9, 1)} if register == "disputes" else {}
        content = sheet([[one.headings[0] for one in columns], [row.get(one.name, "") for one in columns]])
        path = f"/v1/registers/{register}/import"
        assert work("intake").ask(JABAR, "ppid", path=path, method="POST", data=content).status_code == 200
    _request(registry, 2021, refuse=True)
    _request(registry, 2021, refuse=False)
    one = _started(registry, 2021)
    told = _ask(registry, role="officer", path=f"/v1/reports/{one['id']}")
    said = told["figures"]["requests"]
    assert (said["received"], said["old"], said["open"], said["answered"]) == (3, 1, 1, 2)
    assert said["by_outcome"] == {"partly_granted": 1, "refused": 1, "verifying": 1}
    assert (said["on_time"], said["late"], said["unanswered"]) == (0, 2, 1), "nobody counted the days of an old book"
    times = told["figures"]["times"]
    assert sorted((one["number"] is None, one["outcome"], one["late"]) for one in times) == [
        (False, "refused", True), (False, "verifying", True), (True, "partly_granted", False),
    ]  # fmt: skip
    assert told["figures"]["reasons"] == {REFUSAL["exemption"]: 1}
    objections, disputes = told["figures"]["objections"], told["figures"]["disputes"]
    assert (objections["received"], objections["old"], objections["by_outcome"]) == (1, 1, {"upheld": 1})
    assert (disputes["filed"], disputes["old"], disputes["rulings"]) == (1, 1, {"partly_granted": 1})
    assert disputes["comply"] == 1
    assert told["due_on"] == "2022-03-31"
    assert "Siti" not in str(told)


def test_it_is_issued_once_numbered_signed_announced_and_never_changes(registry: Working, year: int) -> None:
    one = _started(registry, year)
    missing = _change(registry, one, "POST", "/issue", status=422)
    assert "/words/policy" in [fault["pointer"] for fault in missing["errors"]]
    number = _request(registry, year, refuse=True)
    written = _change(registry, one, "PUT", json={"words": WORDS})
    assert registry.ask(JABAR, path=f"/v1/reports/{one['id']}/report.pdf").status_code == 404, "a draft is nobody's"
    issued = _change(registry, written, "POST", "/issue")
    assert "/PPID-LT/32/" in issued["letter_number"]
    _request(registry, year, refuse=False)
    told = _ask(registry, path=f"/v1/reports/{one['id']}")
    assert told["figures"]["requests"]["received"] == 1, "its figures are frozen"
    (listed,) = registry.ask(JABAR, path=f"/v1/published/{issued['item']}").get_json()["versions"]
    assert (listed["kind"], listed["decree_number"]) == ("periodic", issued["letter_number"])
    assert listed["link"].endswith(f"/laporan/{one['id']}.pdf")
    pdf = registry.ask(JABAR, path=f"/v1/reports/{one['id']}/report.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    assert f"{number}, ditolak, lewat tenggat" in " ".join(text.split())
    for words in (
        "Hari kerja",
        issued["letter_number"],
        "Isi bagian budget.",
        "PerKI 1/2021 Pasal 56",
        "KPU Provinsi Jawa Barat",
    ):
        assert words in text
    assert pdf.data == registry.ask(JABAR, path=f"/v1/reports/{one['id']}/report.pdf").data
    assert _change(registry, issued, "PUT", json={"words": {}}, status=409)["code"] == "report-issued"
    issued_at = clock.in_zone(datetime.fromisoformat(told["issued_at"]), "Asia/Jakarta")
    handing = {"on": issued_at.date().isoformat(), "reference": "12/KI-Jabar"}
    handed = _change(registry, issued, "POST", "/handover", json=handing)
    assert handed["handed_reference"] == "12/KI-Jabar"


def test_only_the_ppid_writes_and_only_of_a_year_that_has_ended(registry: Working, year: int) -> None:
    _ask(registry, role="officer", path="/v1/reports", method="POST", json={"year": year}, status=403)
    now = clock.in_zone(clock.now(), "Asia/Jakarta").year
    early = _ask(registry, path="/v1/reports", method="POST", json={"year": now}, status=409)
    assert early["code"] == "year-not-ended"
    one = _started(registry, year)
    _ask(registry, path="/v1/reports", method="POST", json={"year": year}, status=409)
    _change(registry, one | {"version": 9}, "PUT", json={"words": WORDS}, status=412)


def test_without_the_old_register_nothing_is_issued(registry: Working, work: Callable[[str], Working]) -> None:
    with started("registry", work("registry").env | {"PPID_INTAKE_URL": "http://127.0.0.1:9"}) as alone:
        one = _started(alone, 2024)
        written = _change(alone, one, "PUT", json={"words": WORDS})
        assert _change(alone, written, "POST", "/issue", status=503)["status"] == 503
    assert _ask(registry, path=f"/v1/reports/{one['id']}")["letter_number"] is None


def test_the_offices_above_see_who_has_delivered(registry: Working) -> None:
    report = ReportIssued(report_id=uuid4(), year=2021, number="001/PPID-LT/32.76/III/2022", issued_on=date(2022, 3, 5))
    for _ in range(2):  # told twice, kept once
        registry.hear(DEPOK, report)
    for supervisor in (JABAR, KPU_RI):
        found = _ask(registry, office=supervisor, path="/v1/reports/below?year=2021")
        assert {"office": DEPOK, "number": report.number, "issued_on": "2022-03-05"} in found["items"]
    assert JABAR in [
        one["office"] for one in _ask(registry, office=KPU_RI, path="/v1/reports/below?year=2021")["items"]
    ]
    assert _ask(registry, office=DEPOK, path="/v1/reports/below?year=2021")["items"] == []


def test_what_is_due_is_said_until_it_is_issued_and_not_to_an_office_that_had_no_case(registry: Working) -> None:
    last = clock.in_zone(clock.now(), "Asia/Jakarta").year - 1
    with clock.held(datetime(2031, 2, 3, tzinfo=ZoneInfo("Asia/Jakarta"))):  # nobody asked anything in 2030
        assert _ask(registry, role="officer", path="/v1/reports/reminders")["report_year"] is None
        assert _ask(registry, path="/v1/reports")["waits"] is False
    _request(registry, last, refuse=False)
    due = _ask(registry, role="officer", path="/v1/reports/reminders")
    assert (due["report_year"], due["report_due_on"]) == (last, f"{last + 1}-03-31")
    one = _started(registry, last)
    _change(registry, _change(registry, one, "PUT", json={"words": WORDS}), "POST", "/issue")
    assert _ask(registry, role="officer", path="/v1/reports/reminders")["report_year"] is None
