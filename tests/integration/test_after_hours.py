"""By decree an office counts what came after hours from its next working day: intake, register and recount agree."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chassis.context import Context
from services.registry.cases.commands import recount
from services.registry.objections.commands import recount as recounting_objections
from statute import deadlines
from statute.settings import Setting, receipt_settings
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
DECREE = Setting(date(2026, 1, 1), "next_working_day", "SK contoh", "D", offices=frozenset({DEPOK}))
MORNING, EVENING = "2026-10-05T09:00:00+07:00", "2026-10-05T20:00:00+07:00"  # a Monday: due on the 19th


def _decreed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadlines, "receipt_settings", lambda: (*receipt_settings(), DECREE))


def _asked(office: Carrying, at: str) -> dict[str, Any]:
    with office.at(at):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    return dict(given)


def _case(office: Carrying, given: dict[str, Any]) -> dict[str, Any]:
    return dict(office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{given['id']}"))


def _objected(office: Carrying, request: dict[str, Any], at: str) -> dict[str, Any]:
    said = {"grounds": ["c"], "position": f"Tidak ada tanggapan sampai {at}.", "demand": "Mohon dijawab."}
    path = f"/v1/tracking/{request['tracking_token']}/objections"
    with office.at(at):
        given = office.ask("intake", DEPOK, path=path, method="POST", json=said)
        office.carry()
    return dict(given)


def _objection(office: Carrying, given: dict[str, Any]) -> dict[str, Any]:
    return dict(office.ask("registry", DEPOK, "superior", path=f"/v1/objections/{given['id']}"))


def _recount(office: Carrying, work: Callable[[], recount.Moved]) -> int:
    with office.work("registry").runtime.acting(Context(DEPOK, "service:registry")):
        return work().moved


def test_by_decree_what_came_in_the_evening_is_due_a_working_day_later_everywhere(
    office: Carrying, monkeypatch: pytest.MonkeyPatch
) -> None:
    _decreed(monkeypatch)
    before = _recount(office, recount.preview)
    early, evening = _asked(office, MORNING), _asked(office, EVENING)
    assert (early["deadline"]["due_on"], evening["deadline"]["due_on"]) == ("2026-10-19", "2026-10-20")
    stands_in = evening["deadline"]["days"][0]
    assert (stands_in["on"], stands_in["ordinal"], stands_in["decree"]) == ("2026-10-06", None, "SK contoh")
    for given in (early, evening):
        case = _case(office, given)
        assert case["due_on"] == case["deadline"]["due_on"] == given["deadline"]["due_on"]
    assert _recount(office, recount.preview) == before, "a recount finds nothing to move in them"


def test_a_new_decree_moves_open_cases_with_preview_record_and_notice(
    office: Carrying, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, evening = _asked(office, MORNING), _asked(office, EVENING)
    assert _case(office, evening)["due_on"] == "2026-10-19"
    _decreed(monkeypatch)
    expected = _recount(office, recount.preview)
    assert expected >= 1
    assert _recount(office, recount.recompute) == expected
    office.carry()
    moved, stayed = _case(office, evening), _case(office, early)
    assert (moved["due_on"], moved["history"][-1]["act"]) == ("2026-10-20", "case.recomputed")
    assert stayed["due_on"] == "2026-10-19"
    token = evening["tracking_token"]
    assert office.ask("intake", DEPOK, path=f"/v1/tracking/{token}")["deadline"]["due_on"] == "2026-10-20"
    monkeypatch.undo()
    assert _recount(office, recount.recompute) >= expected, "and back again for the tests that follow"


def test_by_decree_an_objection_of_the_evening_is_answered_a_working_day_later_everywhere(
    office: Carrying, monkeypatch: pytest.MonkeyPatch
) -> None:
    _decreed(monkeypatch)
    request = _asked(office, MORNING)
    early = _objected(office, request, "2026-10-26T09:00:00+07:00")
    evening = _objected(office, request, "2026-10-26T20:00:00+07:00")
    assert (early["deadline"]["due_on"], evening["deadline"]["due_on"]) == ("2026-12-07", "2026-12-08")
    for given in (early, evening):
        file = _objection(office, given)
        assert file["due_on"] == file["answering"]["due_on"] == given["deadline"]["due_on"]


def test_a_new_decree_moves_open_objections_with_preview_record_and_notice(
    office: Carrying, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = _asked(office, MORNING)
    evening = _objected(office, request, "2026-10-26T20:00:00+07:00")
    assert _objection(office, evening)["due_on"] == "2026-12-07"
    _decreed(monkeypatch)
    expected = _recount(office, recounting_objections.preview)
    assert expected >= 1
    assert _recount(office, recounting_objections.recompute) == expected
    assert _recount(office, recounting_objections.preview) == 0
    office.carry()
    file = _objection(office, evening)
    assert (file["due_on"], file["history"][-1]["act"]) == ("2026-12-08", "objection.recomputed")
    (shown,) = office.ask("intake", DEPOK, path=f"/v1/tracking/{request['tracking_token']}/objections")["items"]
    assert shown["deadline"]["due_on"] == "2026-12-08"
    monkeypatch.undo()
    assert _recount(office, recounting_objections.recompute) >= expected, "and back again for the tests that follow"
