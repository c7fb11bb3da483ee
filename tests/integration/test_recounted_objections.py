"""A receipt is proved or a decree on days off changes: the days to object and to dispute move, and the flag too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chassis.context import Context
from services.registry.cases.steps.recount import Moved
from services.registry.objections import domain as objection_domain
from services.registry.objections.commands import recount
from statute.calendar import DayOff, Kind, national
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK
from tests.integration.intake_desk import body
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_objections import FILING

pytestmark = pytest.mark.stack
LATE = "2026-12-01T10:00:00+07:00"  # the last day to object was Friday, 27 November


@pytest.fixture
def decided(office: Carrying) -> dict[str, Any]:
    """A request that was answered on Friday, 16 October 2026, by a letter."""
    with office.at("2026-10-05T09:00:00+07:00"):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    with office.at("2026-10-16T14:00:00+07:00"):
        path, headers = f"/v1/cases/{given['id']}/decision", {"If-Match": '"1"'}
        office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=NOT_HELD, headers=headers)
        office.carry()
    return dict(given)


def _objected(office: Carrying, request: dict[str, Any], at: str) -> dict[str, Any]:
    with office.at(at):
        path = f"/v1/tracking/{request['tracking_token']}/objections"
        given = office.ask("intake", DEPOK, path=path, method="POST", json=FILING)
        office.carry()
    return dict(given)


def _seen(
    office: Carrying, request: dict[str, Any], objection: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The objection as the register has it, and as its applicant follows it."""
    path = f"/v1/tracking/{request['tracking_token']}/objections"
    (shown,) = office.ask("intake", DEPOK, path=path)["items"]
    return office.ask("registry", DEPOK, "officer", path=f"/v1/objections/{objection['id']}"), shown


def _recount(office: Carrying, work: Callable[[], Moved]) -> int:
    with office.work("registry").runtime.acting(Context(DEPOK, "service:registry")):
        return work().moved


def _new_day_off(monkeypatch: pytest.MonkeyPatch, *days: date) -> None:
    calendar = national().adding(*(DayOff(day, Kind.NATIONAL, "Libur contoh", "Keppres contoh") for day in days))
    monkeypatch.setattr(objection_domain, "calendar", lambda: calendar)


def test_a_receipt_proved_after_the_objection_was_filed_moves_its_limit_and_takes_its_flag_away(
    office: Carrying, decided: dict[str, Any]
) -> None:
    objection = _objected(office, decided, LATE)
    with office.at(LATE):
        file, shown = _seen(office, decided, objection)
        assert (file["timeliness"], len(shown["warnings"])) == ("late", 1)
        proof = {"step": "received", "way": "post", "at": "2026-10-26T10:00:00+07:00", "receiver": "household"}
        path, headers = f"/v1/cases/{decided['id']}/deliveries", {"If-Match": '"2"'}
        office.ask("registry", DEPOK, "officer", path=path, method="POST", json=proof, headers=headers)
        office.carry()
        file, shown = _seen(office, decided, objection)
    assert (file["timeliness"], file["filing_until"]) == ("in_time", "2026-12-07")
    assert (shown["warnings"], file["history"][-1]["act"]) == ([], "objection.recomputed")


def test_a_new_day_off_moves_the_last_day_to_object_once_and_a_day_off_taken_back_takes_nothing(
    office: Carrying, decided: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = _objected(office, decided, LATE)
    with office.at(LATE):
        _new_day_off(monkeypatch, date(2026, 11, 4), date(2026, 11, 5))
        expected = _recount(office, recount.preview)
        assert 1 <= expected == _recount(office, recount.recompute)
        assert _recount(office, recount.preview) == 0
        monkeypatch.undo()
        _recount(office, recount.recompute)
        office.carry()
        file, shown = _seen(office, decided, objection)
    assert (file["timeliness"], file["filing_until"], shown["warnings"]) == ("in_time", "2026-12-01", [])


def test_a_new_day_off_moves_the_last_day_to_dispute_and_the_letter_keeps_what_it_told(
    office: Carrying, decided: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = _objected(office, decided, "2026-10-20T10:00:00+07:00")
    with office.at("2026-10-26T10:00:00+07:00"):
        said = {"outcome": "rejected", "reasons": "Tepat."}
        path, headers = f"/v1/objections/{objection['id']}/answer", {"If-Match": '"1"'}
        office.ask("registry", DEPOK, "superior", path=path, method="POST", json=said, headers=headers)
        office.carry()
        assert _seen(office, decided, objection)[1]["dispute_until"] == "2026-11-13"
        _new_day_off(monkeypatch, date(2026, 11, 4))
        _recount(office, recount.recompute)
        office.carry()
        file, shown = _seen(office, decided, objection)
    assert (file["dispute"]["due_on"], shown["dispute_until"]) == ("2026-11-16", "2026-11-16")
    assert file["reply"]["dispute_until"] == "2026-11-13"
