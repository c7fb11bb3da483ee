"""A decree changes: a preview says how many open cases move, the recount moves them once, settled ones stay."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner

from chassis import audit_chain
from chassis.context import Context
from contracts.requests import RequestPassedOn, RequestSubmitted
from ppid.offices import office
from ppid.statute_command import statute
from services.registry.cases.commands import recount
from services.registry.cases.domain import terms
from services.registry.cases.steps.recount import Moved
from statute.calendar import DayOff, Kind, by_settings, national
from statute.settings import Setting, joint_leave_settings
from tests.integration.conftest import KPU_RI, OFFICES, Working
from verifier.record import follow

pytestmark = pytest.mark.stack
RECEIVED = datetime(2026, 10, 12, 2, 15, tzinfo=UTC)  # a Monday; ten plain working days follow
DECREE = DayOff(date(2026, 10, 14), Kind.NATIONAL, "Libur contoh", "Keppres contoh")


@pytest.fixture
def changed_decree(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more day off in the middle of the term."""
    calendar = national().adding(DECREE)
    monkeypatch.setattr(terms, "calendar", lambda: calendar)
    terms.clock_of_day.cache_clear()
    yield
    terms.clock_of_day.cache_clear()


@pytest.fixture
def changed_setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Joint leave is worked from March 2026 on."""
    calendar = by_settings((*joint_leave_settings(), Setting(date(2026, 3, 1), "working", "Keputusan contoh", "D")))
    monkeypatch.setattr(terms, "calendar", lambda: calendar)
    terms.clock_of_day.cache_clear()
    yield
    terms.clock_of_day.cache_clear()


def _submitted(registry: Working, received_at: datetime = RECEIVED) -> UUID:
    request_id = uuid4()
    registry.hear(
        KPU_RI,
        RequestSubmitted(
            request_id=request_id, number=f"{request_id.hex[:8]}/PPID-P/00/X/2026", channel="portal",
            applicant_kind="person", category="lainnya", received_at=received_at, regime=None,
        ),
    )  # fmt: skip
    return request_id


def _in_office(registry: Working, work: Callable[[], Moved], code: str = KPU_RI) -> Moved:
    with registry.runtime.acting(Context(code, "service:registry")):
        return work()


def _case(registry: Working, case_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = registry.ask(KPU_RI, "officer", path=f"/v1/cases/{case_id}").get_json()
    return found


def _admin(registry: Working) -> psycopg.Connection[Any]:
    url = registry.env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry"
    return psycopg.connect(url, autocommit=True)


def _taken_over(registry: Working, first: datetime) -> UUID:
    """A request that another office passed on, received here a week after it came there."""
    request_id = uuid4()
    registry.hear(
        KPU_RI,
        RequestPassedOn(
            request_id=request_id, number=f"{request_id.hex[:8]}/PPID-P/00/X/2026", channel="portal",
            applicant_kind="person", category="lainnya", received_at=first + timedelta(days=7), regime="ordinary",
            first_received_at=first, offices=("32.76",),
        ),
    )  # fmt: skip
    return request_id


def test_without_a_change_nothing_moves(registry: Working) -> None:
    _submitted(registry)
    _in_office(registry, recount.recompute)
    assert _in_office(registry, recount.preview).moved == 0


def test_a_new_day_off_moves_open_cases_once_and_says_so(registry: Working, changed_decree: None) -> None:
    with _admin(registry) as rows:
        case_id, settled = _submitted(registry), _submitted(registry)
        old = "update case_file set due_on = '2026-10-26', extended_due_on = '2026-11-04' where id = any(%s)"
        rows.execute(old, [[case_id, settled]])
        rows.execute("update case_file set stage = 'withdrawn' where id = %s", [settled])
        before = _in_office(registry, recount.preview)
        assert before.moved >= 1
        assert _case(registry, case_id)["due_on"] == "2026-10-26"
        assert _in_office(registry, recount.recompute) == before
        case = _case(registry, case_id)
        assert (case["due_on"], case["extended_due_on"], case["version"]) == ("2026-10-27", "2026-11-05", 2)
        assert case["history"][-1]["act"] == "case.recomputed"
        assert _case(registry, settled)["due_on"] == "2026-10-26"
        told = rows.execute(
            "select routing_key from outbox where aggregate_id = %s and aggregate_version = 2", [str(case_id)]
        ).fetchall()
        assert told == [("t.00.case.rescheduled.v2",)]
        assert _in_office(registry, recount.recompute).moved == 0


def test_the_command_counts_all_offices_at_once_and_each_as_its_own(
    registry: Working, changed_decree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ppid.statute_command.offices", lambda: {code: office(code) for code in OFFICES})
    with _admin(registry) as rows:
        old = "update case_file set due_on = '2026-10-26', extended_due_on = '2026-11-04' where id = %s"
        rows.execute(old, [_submitted(registry)])
    alone = {code: _in_office(registry, recount.preview, code) for code in OFFICES}
    said = CliRunner().invoke(statute, ["recompute", "--preview"], env=registry.env).output
    assert alone[KPU_RI].moved >= 1
    for code, counted in alone.items():
        line = f"{office(code).name}: {counted.moved} dari {counted.open} permohonan terbuka bergeser"
        assert (line in said) is (counted.moved > 0)
    total = f"{sum(each.moved for each in alone.values())} dari {sum(each.open for each in alone.values())}"
    assert f"{total} permohonan terbuka akan bergeser." in said


def test_a_changed_setting_of_joint_leave_moves_open_cases_with_the_same_record_and_notice(
    registry: Working, changed_setting: None
) -> None:
    with _admin(registry) as rows:
        case_id = _submitted(registry, datetime(2026, 3, 9, 2, 15, tzinfo=UTC))
        rows.execute("update case_file set due_on = '2026-03-30' where id = %s", [case_id])  # as it was
        assert _in_office(registry, recount.preview).moved >= 1
        _in_office(registry, recount.recompute)
        case = _case(registry, case_id)
        assert (case["due_on"], case["history"][-1]["act"]) == ("2026-03-24", "case.recomputed")
        told = rows.execute("select routing_key from outbox where aggregate_id = %s", [str(case_id)]).fetchall()
        assert ("t.00.case.rescheduled.v2",) in told


def test_a_thousand_cases_are_counted_anew_in_seconds(registry: Working, changed_decree: None) -> None:
    with _admin(registry) as rows:
        rows.execute(
            "insert into case_file (tenant, id, number, channel, applicant_kind, category, received_at, regime,"
            " regime_reason, stage, due_on, extended_due_on, registered_on, version)"
            " select '00', gen_random_uuid(), 'massal-' || n, 'portal', 'person', 'lainnya', %s, 'ordinary', 'x',"
            " 'processing', '2026-10-26', '2026-11-04', '2026-10-12', 1 from generate_series(1, 1000) n",
            [RECEIVED],
        )
        started = time.perf_counter()
        moved = _in_office(registry, recount.recompute)
        seconds = time.perf_counter() - started
        recorded = rows.execute(
            "select count(*) from audit_entry join case_file on subject = case_file.id::text"
            " where act = 'case.recomputed' and number like 'massal-%%' and facts ->> 'before' = '2026-10-26'",
            [],
        ).fetchone()
        told = rows.execute(
            "select count(*) from outbox join case_file on aggregate_id = case_file.id::text"
            " where routing_key = 't.00.case.rescheduled.v2' and aggregate_version = 2 and number like 'massal-%%'",
            [],
        ).fetchone()
        rows.execute("delete from case_file where number like 'massal-%%'", [])
    assert (recorded, told) == ((1000,), (1000,))
    with registry.runtime.acting(Context(KPU_RI)):
        assert follow(audit_chain.everything(), [])[1] == []
    assert moved.moved >= 1000
    assert seconds < 5, f"{moved.moved} cases in {seconds:.2f} s"


def test_a_recount_also_moves_only_the_date_from_the_first_receipt(
    registry: Working, request: pytest.FixtureRequest
) -> None:
    case_id = _taken_over(registry, RECEIVED)
    before = _case(registry, case_id)
    assert (before["due_on"], before["strict"]["due_on"]) == ("2026-11-02", "2026-10-26")
    request.getfixturevalue("changed_decree")  # the day off lies before the receipt here
    assert _in_office(registry, recount.preview).moved > 0
    _in_office(registry, recount.recompute)
    after = _case(registry, case_id)
    assert (after["due_on"], after["strict"]["due_on"], after["version"]) == ("2026-11-02", "2026-10-27", 2)
    assert _in_office(registry, recount.recompute).moved == 0
