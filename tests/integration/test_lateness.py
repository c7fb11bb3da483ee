"""Late stays late: whatever happens to a case after its day had passed, flag and days stay where people look."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis import clock
from chassis.context import Context
from contracts.requests import RequestSubmitted
from services.registry import asking
from services.registry.reports.queries import reports
from tests.integration.conftest import MAKASSAR, OFFICER, Working

pytestmark = pytest.mark.stack
MONDAY = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
SECOND = "staff:2"
NOT_HELD = {
    "outcome": "not_held", "statement": "Dokumen ini tidak dikuasai kantor ini.", "holder": "Dinas Arsip Kota Makassar",
}  # fmt: skip


@pytest.fixture
def registry(work: Callable[[str], Working]) -> Working:
    return work("registry")


def _submitted(registry: Working, received: int = 0, recorded: int = 0, **changes: Any) -> UUID:
    """A request that was received and recorded so many days after the Monday."""
    request_id = uuid4()
    facts: dict[str, Any] = {
        "request_id": request_id, "number": f"{request_id.hex[:6]}/PPID-P/73.71/XI/2026", "channel": "letter",
        "applicant_kind": "person", "category": "anggaran_keuangan", "received_at": MONDAY + timedelta(days=received),
        "regime": None,
    }  # fmt: skip
    with clock.held(MONDAY + timedelta(days=recorded)):
        registry.hear(MAKASSAR, RequestSubmitted(**(facts | changes)))
    return request_id


def _post(
    registry: Working, case_id: UUID, way: str, body: dict[str, Any], days: int, version: int = 1, actor: str = OFFICER
) -> Any:
    with clock.held(MONDAY + timedelta(days=days)):
        return registry.ask(
            MAKASSAR, "officer", "ppid", actor=actor, path=f"/v1/cases/{case_id}/{way}", method="POST", json=body,
            headers={"If-Match": f'"{version}"'},
        )  # fmt: skip


def _line(registry: Working, case_id: UUID, days: int, tab: str = "all") -> dict[str, Any] | None:
    with clock.held(MONDAY + timedelta(days=days)):
        page = registry.ask(MAKASSAR, "officer", path=f"/v1/cases?tab={tab}&ids={case_id}").get_json()
    line: dict[str, Any] | None = next(iter(page["items"]), None)
    return line


def _kinds(line: dict[str, Any] | None) -> list[tuple[str, int]]:
    assert line is not None
    return [(one["kind"], one["days"]) for one in line["lateness"]]


def test_a_late_answer_is_late_for_good_in_queue_and_register(registry: Working) -> None:
    case_id = _submitted(registry)
    assert _post(registry, case_id, "decision", NOT_HELD, days=17).status_code == 200
    line = _line(registry, case_id, days=60)
    assert line is not None
    assert (line["late"], line["late_days"], _kinds(line)) == (True, 3, [("answer", 3)])
    with clock.held(MONDAY + timedelta(days=60)):
        rows = registry.ask(MAKASSAR, "ppid", path="/v1/registers/requests?year=2026&size=500").get_json()["items"]
    (row,) = [row for row in rows if row["id"] == str(case_id)]
    assert [(one["kind"], one["days"], one["due_on"]) for one in row["lateness"]] == [("answer", 3, "2026-12-07")]


def test_a_letter_found_incomplete_after_its_day_stays_late_after_it_lapsed(registry: Working) -> None:
    case_id = _submitted(registry, received=-21, recorded=0)  # typed three weeks after it came
    found = _post(registry, case_id, "acts", {"act": "declare_incomplete", "statement": "KTP belum ada."}, days=1)
    assert [(one["kind"], one["due_on"]) for one in found.get_json()["lateness"]] == [
        ("check", "2026-11-05"), ("incomplete", "2026-11-16"),
    ]  # fmt: skip
    gone = _post(registry, case_id, "acts", {"act": "withdraw", "statement": "Pemohon menelepon."}, days=2, version=2)
    assert gone.get_json()["stage"] == "withdrawn"
    line = _line(registry, case_id, days=30)
    assert line is not None
    assert (line["late_days"], [kind for kind, _ in _kinds(line)]) == (6, ["check", "incomplete"])


def test_an_overdue_case_changes_its_regime_by_two_people_and_stays_late(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")  # due on Thursday, 26 November
    other = {"regime": "ordinary", "reason": "Bukan informasi tahapan."}
    first = _post(registry, case_id, "regime", other, days=7)
    assert (first.status_code, first.get_json()["regime"], first.get_json()["regime_proposed"]) == (
        200, "election", "ordinary",
    )  # fmt: skip
    alone = _post(registry, case_id, "regime", other, days=7)
    assert (alone.status_code, alone.get_json()["code"]) == (403, "second-person")
    agreed = {"regime": "ordinary", "reason": "Saya sudah memeriksa isinya."}
    case = _post(registry, case_id, "regime", agreed, days=7, actor=SECOND).get_json()
    assert (case["regime"], case["late"], case["late_days"]) == ("ordinary", False, 2)
    assert "Bukan informasi tahapan. Disetujui orang kedua: Saya sudah" in case["regime_reason"]
    assert [(one["kind"], one["days"], one["regime"]) for one in case["lateness"]] == [("regime", 2, "election")]
    assert _line(registry, case_id, days=7, tab="late") is not None
    acts = [(entry["act"], entry["actor"]) for entry in case["history"] if entry["act"].startswith("case.regime")]
    assert acts == [("case.regime_proposed", OFFICER), ("case.regime_changed", SECOND)]


def test_a_case_in_time_changes_its_regime_by_one_person_and_is_not_late(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")
    other = {"regime": "ordinary", "reason": "Bukan informasi tahapan."}
    case = _post(registry, case_id, "regime", other, days=3).get_json()
    assert (case["regime"], case["lateness"]) == ("ordinary", [])


def test_the_annual_report_counts_what_came_late_by_kind(registry: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, Any] = {"received": 0, "by_outcome": {}, "steps": {}}
    monkeypatch.setattr(asking, "old_books", lambda _: {"items": [], "objections": nothing, "disputes": nothing})

    def counted() -> dict[str, int]:
        with clock.held(MONDAY), registry.runtime.acting(Context(MAKASSAR, "service:registry")):
            found: dict[str, int] = reports.figures_of(2026)["requests"]["lateness"]
        return found

    before = counted().get("end", 0)
    case_id = _submitted(registry)
    _post(registry, case_id, "acts", {"act": "withdraw", "statement": "Pemohon datang ke loket."}, days=16)
    assert _kinds(_line(registry, case_id, days=20)) == [("end", 2)]
    assert counted()["end"] == before + 1
