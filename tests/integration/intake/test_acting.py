"""What an applicant does on the tracking page: sealed with intake, told to the register, shown to the office."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from contracts.cases import CaseAdvanced, CaseRescheduled
from contracts.requests import RequestDecided, RequestRegistered
from tests.integration.intake_desk import Desk, Office

pytestmark = pytest.mark.stack
MONDAY = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
REPAIR = {"act": "repair", "words": "Nama pemberi kuasa: Ani dan Badu."}


@pytest.fixture
def given(intake: Desk, office: Office) -> dict[str, Any]:
    with clock.held(MONDAY):
        given = intake.submitted(office)
    registered = RequestRegistered(
        request_id=UUID(given["id"]),
        number=given["number"],
        regime="ordinary",
        due_on=date(2026, 12, 7),
        extended_due_on=date(2026, 12, 16),
    )
    intake.hear(office, registered, 1)
    return given


def _advanced(given: dict[str, Any], act: str, stage: str, until: date | None = None) -> CaseAdvanced:
    return CaseAdvanced(
        request_id=UUID(given["id"]), number=given["number"], act=act, stage=stage, until=until,
        advanced_at=MONDAY + timedelta(hours=1),
    )  # fmt: skip


def _act(intake: Desk, office: Office, given: dict[str, Any], body: dict[str, Any], days: int = 0) -> Any:
    with clock.held(MONDAY + timedelta(days=days, hours=2)):
        return intake.call(office, "POST", f"/v1/tracking/{given['tracking_token']}/acts", json=body)


def _tracked(intake: Desk, office: Office, given: dict[str, Any]) -> dict[str, Any]:
    return dict(intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}").get_json())


def test_an_incomplete_request_says_until_when_and_takes_a_repair(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    tracked = _tracked(intake, office, given)
    assert (tracked["state"], tracked["acts"]) == ("incomplete", ["repair", "withdraw"])
    assert tracked["steps"][-1]["until"] == "2026-11-26"
    assert f"/api/registry/v1/cases/{given['id']}/letters?ticket=" in tracked["letters_href"]
    assert _act(intake, office, given, REPAIR, days=3).status_code == 202
    told = intake.told(given["id"])[-1]
    assert (told["aggregateversion"], told["data"]["act"]) == (2, "repair")
    assert "Ani" not in str(told)
    kept = intake.rows("select words_sealed from applicant_act where request_id = %s", given["id"])
    assert b"Ani" not in kept[0][0]
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert [(one["act"], one["words"]) for one in shown["acted"]] == [("repair", REPAIR["words"])]


def test_the_same_repair_sent_twice_is_taken_once(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    assert [_act(intake, office, given, REPAIR).status_code for _ in range(2)] == [202, 409]
    assert len(intake.told(given["id"])) == 2


def test_a_repair_after_its_term_or_without_words_is_refused(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    late = _act(intake, office, given, REPAIR, days=4)
    assert (late.status_code, late.get_json()["code"]) == (409, "term-passed")
    empty = _act(intake, office, given, {"act": "repair"})
    assert [fault["pointer"] for fault in empty.get_json()["errors"]] == ["/words"]


def test_a_request_that_waits_for_nothing_cannot_be_repaired(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    assert _act(intake, office, given, REPAIR).status_code == 409


def test_an_applicant_withdraws_and_the_register_closes_the_case(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    assert _act(intake, office, given, {"act": "withdraw"}).status_code == 202
    assert _tracked(intake, office, given)["acted"][0]["act"] == "withdraw"
    intake.hear(office, _advanced(given, "withdraw", "withdrawn"), 2)
    tracked = _tracked(intake, office, given)
    assert (tracked["state"], tracked["acts"]) == ("withdrawn", [])
    assert _act(intake, office, given, {"act": "withdraw"}, days=1).status_code == 409


def test_a_decision_may_follow_an_extension(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    intake.hear(office, _advanced(given, "extend", "extended", date(2026, 12, 16)), 2)
    assert _tracked(intake, office, given)["state"] == "extended"
    decided = RequestDecided(
        request_id=UUID(given["id"]), number=given["number"], outcome="refused", documents=(), decided_at=MONDAY
    )
    intake.hear(office, decided, 3)
    assert _tracked(intake, office, given)["state"] == "refused"


def test_new_dates_of_the_register_are_shown_with_every_day(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    told = CaseRescheduled(
        request_id=UUID(given["id"]), number=given["number"], cause="regime", regime="election",
        due_on=date(2026, 11, 26), extended_due_on=date(2026, 11, 30), complete_from=None, rescheduled_at=MONDAY,
    )  # fmt: skip
    intake.hear(office, told, 2)
    tracked = _tracked(intake, office, given)
    assert (tracked["deadline"]["due_on"], tracked["deadline"]["rule"]) == ("2026-11-26", "E-01")
    assert (tracked["state"], tracked["steps"][-1]["kind"]) == ("registered", "rescheduled")


def test_dates_that_count_from_a_repair_are_shown_with_the_one_from_receipt(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    told = CaseRescheduled(
        request_id=UUID(given["id"]), number=given["number"], cause="completeness", regime="election",
        due_on=date(2026, 12, 2), extended_due_on=date(2026, 12, 4), complete_from=date(2026, 11, 27),
        rescheduled_at=MONDAY,
    )  # fmt: skip
    intake.hear(office, told, 2)
    deadline = _tracked(intake, office, given)["deadline"]
    assert (deadline["due_on"], [day["on"] for day in deadline["days"] if day["ordinal"]]) == (
        "2026-12-02", ["2026-11-30", "2026-12-01", "2026-12-02"],
    )  # fmt: skip
    assert deadline["complete_from"] == "2026-11-27"
    assert "sejak permohonan dilengkapi, Jumat, 27 November 2026" in deadline["regime_reason"]
    assert "Kamis, 26 November 2026" in deadline["regime_reason"]


@pytest.mark.parametrize("token", ["x", "A" * 43])
def test_an_unknown_token_can_do_nothing(intake: Desk, office: Office, token: str) -> None:
    assert intake.call(office, "POST", f"/v1/tracking/{token}/acts", json=REPAIR).status_code == 404


ASKED = {"act": "answer", "words": "Yang saya maksud tahun 2025."}


def test_an_applicant_answers_a_question_once_and_the_clock_runs_on(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    assert _act(intake, office, given, ASKED).status_code == 409  # nothing was asked
    before = _tracked(intake, office, given)
    intake.hear(office, _advanced(given, "clarify", "verifying"), 2)
    tracked = _tracked(intake, office, given)
    assert (tracked["state"], tracked["deadline"]) == (before["state"], before["deadline"])
    assert tracked["acts"] == ["withdraw", "answer"]
    assert tracked["letters_href"]
    assert _act(intake, office, given, {"act": "answer"}).get_json()["errors"][0]["pointer"] == "/words"
    assert _act(intake, office, given, ASKED, days=30).status_code == 202  # there is no term
    assert _act(intake, office, given, ASKED, days=30).status_code == 409
    told = intake.told(given["id"])[-1]
    assert told["data"]["act"] == "answer"
    assert ASKED["words"] not in str(told)
    kept = intake.rows("select words_sealed from applicant_act where request_id = %s", given["id"])
    assert b"2025" not in kept[0][0]
    intake.hear(office, _advanced(given, "answer", "verifying"), 3)
    assert _tracked(intake, office, given)["acts"] == ["withdraw"]
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert [(one["act"], one["words"]) for one in shown["acted"]] == [("answer", ASKED["words"])]


def test_a_question_does_not_lengthen_the_term_to_repair(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    intake.hear(office, _advanced(given, "clarify", "incomplete"), 3)
    late = _act(intake, office, given, REPAIR, days=4)
    assert (late.status_code, late.get_json()["code"]) == (409, "term-passed")
    assert _act(intake, office, given, REPAIR, days=3).status_code == 202


def _record(intake: Desk, office: Office, given: dict[str, Any], days: int = 0, **changes: Any) -> Any:
    said = REPAIR | {"way": "letter", "came_on": "2026-11-26"} | changes
    with clock.held(MONDAY + timedelta(days=days, hours=2)):
        path = f"/v1/requests/{given['id']}/acts"
        return intake.call(office, "POST", path, intake.staff(office), json=said)


def test_an_officer_records_a_repair_that_came_by_post_in_time_after_the_request_lapsed(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    intake.hear(office, _advanced(given, "lapse", "lapsed"), 3)
    assert _act(intake, office, given, REPAIR, days=7).status_code == 409
    assert _record(intake, office, given, days=7).status_code == 202
    told = intake.told(given["id"])[-1]["data"]
    assert (told["act"], told["acted_at"]) == ("repair", "2026-11-26T23:59:59.999999+07:00")
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert [(one["act"], one["way"], one["words"]) for one in shown["acted"]] == [("repair", "letter", REPAIR["words"])]
    assert _record(intake, office, given, days=7).status_code == 409, "it is on its way to the register"


@pytest.mark.parametrize(
    ("came_on", "code"),
    [("2026-11-27", "term-passed"), ("2026-12-01", "invalid"), ("2026-11-22", "invalid")],
    ids=["after its term", "in the future", "before it was asked for"],
)
def test_a_recorded_repair_keeps_its_term_and_a_day_that_can_be_true(
    intake: Desk, office: Office, given: dict[str, Any], came_on: str, code: str
) -> None:
    intake.hear(office, _advanced(given, "declare_incomplete", "incomplete", date(2026, 11, 26)), 2)
    answer = _record(intake, office, given, days=7, came_on=came_on)
    assert answer.get_json()["code"] == code
    if code == "invalid":
        assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/came_on"]


def test_an_officer_records_an_answer_and_only_what_was_asked(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    assert _record(intake, office, given, act="answer", way="counter", came_on="2026-11-23").status_code == 409
    intake.hear(office, _advanced(given, "clarify", "verifying"), 2)
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert shown["recordable"] == ["answer"]
    assert _record(intake, office, given, act="answer", way="portal").status_code == 422
    assert _record(intake, office, given, act="answer", way="counter", came_on="2026-11-23").status_code == 202
    assert intake.told(given["id"])[-1]["data"]["act"] == "answer"
