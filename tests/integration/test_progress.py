"""The register between receipt and decision: each act once, in its term, told and recorded in one commit."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from chassis import clock
from chassis.consumer import Consumer
from chassis.db import bound
from chassis.parking import Parking
from contracts.cases import ApplicantActed
from contracts.documents import PaperStored
from contracts.requests import RequestSubmitted
from services.registry.cases.commands import progress
from tests.integration.conftest import DEPOK, MAKASSAR, Working, envelope

pytestmark = pytest.mark.stack
MONDAY = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
INCOMPLETE = {"act": "declare_incomplete", "statement": "Nama pemberi kuasa belum lengkap."}
EXTENSION = {"act": "extend", "statement": "Dokumen masih dicari di arsip.", "ground": "not_documented"}


@pytest.fixture
def case_id(registry: Working) -> UUID:
    return _submitted(registry)


def _submitted(registry: Working, **changes: Any) -> UUID:
    request_id = uuid4()
    facts: dict[str, Any] = {
        "request_id": request_id, "number": f"{request_id.hex[:6]}/PPID-P/32.76/XI/2026", "channel": "portal",
        "applicant_kind": "person", "category": "anggaran_keuangan", "received_at": MONDAY, "regime": None,
    }  # fmt: skip
    with clock.held(MONDAY):
        registry.hear(DEPOK, RequestSubmitted(**(facts | changes)))
    return request_id


def _act(
    registry: Working, case_id: UUID, body: dict[str, Any], *, version: int = 1, role: str = "officer", days: int = 0
) -> Any:
    with clock.held(MONDAY + timedelta(days=days)):
        return registry.ask(
            DEPOK, role, path=f"/v1/cases/{case_id}/acts", method="POST", json=body,
            headers={"If-Match": f'"{version}"'},
        )  # fmt: skip


def _case(registry: Working, case_id: UUID, days: int = 0) -> dict[str, Any]:
    with clock.held(MONDAY + timedelta(days=days)):
        found: dict[str, Any] = registry.ask(DEPOK, "officer", path=f"/v1/cases/{case_id}").get_json()
    return found


def _applicant(registry: Working, case_id: UUID, act: str, days: int = 0) -> None:
    acted = ApplicantActed(request_id=case_id, number="1", act=act, acted_at=MONDAY + timedelta(days=days))
    registry.hear(DEPOK, acted, version=2)


def _tick(registry: Working, days: int) -> None:
    with clock.held(MONDAY + timedelta(days=days)), bound(registry.runtime.database):
        progress.lapse_due(registry.runtime)


def _told(registry: Working, case_id: UUID) -> list[dict[str, Any]]:
    url = registry.env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry"
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select body from outbox where aggregate_id = %s order by aggregate_version", [str(case_id)]
        ).fetchall()
    return [json.loads(body)["data"] for (body,) in rows]


def test_an_incomplete_request_waits_three_working_days_for_its_applicant(registry: Working, case_id: UUID) -> None:
    answer = _act(registry, case_id, INCOMPLETE)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    case = answer.get_json()
    assert (case["stage"], case["repair_until"], case["check_until"]) == ("incomplete", "2026-11-26", "2026-11-26")
    told = _told(registry, case_id)[-1]
    assert (told["act"], told["until"]) == ("declare_incomplete", "2026-11-26")
    path = f"/v1/cases/{case_id}/letters"
    (letter,) = registry.ask(DEPOK, "applicant", actor=f"request:{case_id}", path=path).get_json()["items"]
    assert (letter["statement"], letter["until"]) == (INCOMPLETE["statement"], "2026-11-26")
    assert registry.ask(DEPOK, "applicant", actor=f"request:{uuid4()}", path=path).status_code == 404
    assert registry.ask(DEPOK, path=path).status_code == 401


def test_completeness_is_checked_from_the_day_of_entry_however_late_the_register_hears_of_it(registry: Working) -> None:
    said = RequestSubmitted(
        request_id=uuid4(), number="1/PPID-P/32.76/XI/2026", channel="portal", applicant_kind="person",
        category="anggaran_keuangan", received_at=MONDAY, regime=None,
    )  # fmt: skip
    with clock.held(MONDAY):
        message = envelope(DEPOK, said)
    with clock.held(MONDAY + timedelta(days=2)), Parking.opened(registry.runtime.settings) as parking:
        Consumer(registry.runtime, parking).receive(message.encode(), message.routing_key)
    assert _case(registry, said.request_id, days=2)["check_until"] == "2026-11-26"


def test_a_repair_in_time_brings_the_case_back_to_be_checked(registry: Working, case_id: UUID) -> None:
    _act(registry, case_id, INCOMPLETE)
    _applicant(registry, case_id, "repair", days=3)
    assert _case(registry, case_id)["stage"] == "verifying"
    _tick(registry, days=10)
    assert _case(registry, case_id)["stage"] == "verifying"


def test_a_term_that_passes_without_repair_is_recorded_by_the_tick(registry: Working, case_id: UUID) -> None:
    _act(registry, case_id, INCOMPLETE)
    _tick(registry, days=3)  # the last day itself
    assert _case(registry, case_id)["stage"] == "incomplete"
    _tick(registry, days=5)
    case = _case(registry, case_id, days=5)
    assert (case["stage"], case["history"][-1]["facts"]["step"]) == ("lapsed", "lapse")
    assert case["history"][-1]["actor"] == "service:registry"
    _tick(registry, days=6)
    assert len(_told(registry, case_id)) == 3


def test_a_repair_made_in_time_undoes_the_lapse_that_overtook_it(registry: Working, case_id: UUID) -> None:
    _act(registry, case_id, INCOMPLETE)
    _tick(registry, days=5)
    _applicant(registry, case_id, "repair", days=3)  # its last day; it was under way for longer than the grace
    case = _case(registry, case_id, days=5)
    assert (case["stage"], case["due_on"]) == ("verifying", "2026-12-07")
    assert [entry["act"] for entry in case["history"]][-2:] == ["case.lapse_undone", "case.advanced"]
    assert (_told(registry, case_id)[-1]["act"], _told(registry, case_id)[-1]["stage"]) == ("repair", "verifying")


def test_a_repair_made_too_late_undoes_no_lapse(registry: Working, case_id: UUID) -> None:
    _act(registry, case_id, INCOMPLETE)
    _tick(registry, days=5)
    _applicant(registry, case_id, "repair", days=4)
    assert _case(registry, case_id, days=5)["stage"] == "lapsed"


def test_a_declaration_after_the_third_working_day_is_refused_with_the_article(
    registry: Working, case_id: UUID
) -> None:
    answer = _act(registry, case_id, INCOMPLETE, days=4)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "term-passed")
    assert "PerKI 1/2021" in answer.get_json()["detail"]
    assert "Yang dapat dilakukan sekarang: menyatakan lengkap, memperpanjang waktu" in answer.get_json()["detail"]


def test_completeness_puts_its_date_beside_the_strict_one_which_alarms(registry: Working, case_id: UUID) -> None:
    case = _act(registry, case_id, {"act": "declare_complete"}, days=2).get_json()
    assert (case["stage"], case["complete_on"]) == ("processing", "2026-11-25")
    assert (case["due_on"], case["deadline"]["from_completeness_on"]) == ("2026-12-07", "2026-12-09")
    assert _case(registry, case_id, days=15)["late"] is True


def test_an_extension_needs_the_ppid_a_ground_and_a_reason_and_comes_once(registry: Working, case_id: UUID) -> None:
    assert _act(registry, case_id, EXTENSION).status_code == 403
    missing = _act(registry, case_id, {"act": "extend"}, role="ppid")
    assert [fault["pointer"] for fault in missing.get_json()["errors"]] == ["/statement", "/ground"]
    extended = _act(registry, case_id, EXTENSION, role="ppid", days=14)  # 7 December, the last day
    assert (extended.status_code, extended.get_json()["stage"]) == (200, "extended")
    again = _act(registry, case_id, EXTENSION, role="ppid", version=2)
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    after = _case(registry, case_id, days=15)
    assert (after["late"], after["binding_on"], after["working_days_left"]) == (False, "2026-12-16", 6)
    with clock.held(MONDAY + timedelta(days=15)):
        late = registry.ask(DEPOK, "officer", path="/v1/cases?tab=late&size=200").get_json()
    assert str(case_id) not in [item["id"] for item in late["items"]]


def test_an_extension_after_the_first_term_is_refused(registry: Working, case_id: UUID) -> None:
    answer = _act(registry, case_id, EXTENSION, role="ppid", days=15)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "term-passed")
    acts = {act["act"]: act for act in _case(registry, case_id, days=15)["acts"]}
    assert acts["extend"]["allowed"] is False
    assert "7 Desember 2026" in acts["extend"]["reason"]


def test_the_election_regime_extends_by_two_working_days(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")
    case = _act(registry, case_id, EXTENSION, role="ppid").get_json()
    assert (case["due_on"], case["extended_due_on"]) == ("2026-11-26", "2026-11-30")


def test_an_applicant_withdraws_and_nobody_decides_any_more(registry: Working, case_id: UUID) -> None:
    _applicant(registry, case_id, "withdraw", days=1)
    assert _case(registry, case_id)["stage"] == "withdrawn"
    assert _act(registry, case_id, {"act": "declare_complete"}, version=2).status_code == 409


def test_an_officer_writes_down_a_withdrawal_on_the_applicants_word(registry: Working, case_id: UUID) -> None:
    assert _act(registry, case_id, {"act": "withdraw"}).status_code == 422
    said = {"act": "withdraw", "statement": "Pemohon datang ke loket pada 23 November."}
    assert _act(registry, case_id, said).get_json()["stage"] == "withdrawn"


def test_what_comes_too_late_for_the_table_waits_for_a_person(registry: Working, case_id: UUID) -> None:
    _act(registry, case_id, {"act": "withdraw", "statement": "Pemohon menelepon pada 23 November."})
    _applicant(registry, case_id, "repair")
    assert _case(registry, case_id)["stage"] == "withdrawn"


@pytest.mark.parametrize("category", ["data_pemilih", "lainnya"])
def test_the_regime_changes_once_with_a_reason_and_both_dates_are_shown(registry: Working, category: str) -> None:
    case_id = _submitted(registry, category=category)
    other = _case(registry, case_id)["other_regime"]
    assert (other["regime"], other["due_on"]) == ("election", "2026-11-26")
    path, body = f"/v1/cases/{case_id}/regime", {"regime": "election", "reason": "Menyangkut tahapan pemilihan."}

    def change(version: int, **changes: str) -> Any:
        headers = {"If-Match": f'"{version}"'}
        with clock.held(MONDAY):
            return registry.ask(DEPOK, "officer", path=path, method="POST", json=body | changes, headers=headers)

    assert change(1, reason="x").status_code == 422
    assert change(1, regime="ordinary").status_code == 422
    changed = change(1).get_json()
    assert (changed["regime"], changed["due_on"]) == ("election", "2026-11-26")
    assert changed["other_regime"]["due_on"] == "2026-12-07"
    assert "Menyangkut tahapan" in changed["regime_reason"]
    told = _told(registry, case_id)[-1]
    assert (told["cause"], date.fromisoformat(told["due_on"])) == ("regime", date(2026, 11, 26))
    assert change(2, regime="ordinary").status_code == 409


def test_of_two_officers_the_second_sees_that_the_case_changed(registry: Working, case_id: UUID) -> None:
    assert _act(registry, case_id, {"act": "declare_complete"}).status_code == 200
    assert _act(registry, case_id, INCOMPLETE).status_code == 412


def test_another_office_finds_neither_acts_nor_letters(registry: Working, case_id: UUID) -> None:
    headers = {"If-Match": '"1"'}
    call = registry.ask(
        MAKASSAR, "ppid", path=f"/v1/cases/{case_id}/acts", method="POST", json=INCOMPLETE, headers=headers
    )
    assert call.status_code == 404
    assert registry.ask(MAKASSAR, "ppid", path=f"/v1/cases/{case_id}/letters").status_code == 404


def test_a_question_and_its_answer_move_neither_stage_nor_clock(registry: Working, case_id: UUID) -> None:
    before = _case(registry, case_id)
    question = {"act": "clarify", "statement": "Tahun anggaran mana yang dimaksud?"}
    asked = _act(registry, case_id, question)
    assert asked.status_code == 200
    _applicant(registry, case_id, "answer", days=1)
    after = _case(registry, case_id)
    same = ("stage", "due_on", "extended_due_on", "repair_until", "complete_on")
    assert [after[name] for name in same] == [before[name] for name in same]
    steps = [entry["facts"]["step"] for entry in after["history"] if entry["act"] == "case.advanced"]
    assert (steps, after["version"]) == (["clarify", "answer"], 3)
    told = [(one["act"], one["stage"], one["until"]) for one in _told(registry, case_id)[1:]]
    assert told == [("clarify", "verifying", None), ("answer", "verifying", None)]
    (letter,) = registry.ask(DEPOK, "officer", path=f"/v1/cases/{case_id}/letters").get_json()["items"]
    assert (letter["act"], letter["statement"]) == ("clarify", question["statement"])


def test_a_question_without_words_or_after_the_decision_is_refused(registry: Working, case_id: UUID) -> None:
    empty = _act(registry, case_id, {"act": "clarify"})
    assert [fault["pointer"] for fault in empty.get_json()["errors"]] == ["/statement"]
    _act(registry, case_id, {"act": "withdraw", "statement": "Pemohon datang ke loket."})
    late = _act(registry, case_id, {"act": "clarify", "statement": "Tahun mana yang dimaksud?"}, version=2)
    assert (late.status_code, late.get_json()["code"]) == (409, "act-not-allowed")


def _paper(registry: Working, case_id: UUID, days: int, kind: str = "identity") -> None:
    came_at = MONDAY + timedelta(days=days)
    registry.hear(DEPOK, PaperStored(paper_id=uuid4(), request_id=case_id, kind=kind, came_at=came_at))


def test_a_missing_paper_that_arrives_is_a_repair(registry: Working, case_id: UUID) -> None:
    _paper(registry, case_id, days=0)
    assert _case(registry, case_id)["stage"] == "verifying"
    _act(registry, case_id, INCOMPLETE)
    _paper(registry, case_id, days=1, kind="objection_power")
    assert _case(registry, case_id, days=1)["stage"] == "incomplete"
    _paper(registry, case_id, days=3)
    assert _case(registry, case_id, days=3)["stage"] == "verifying"
    assert _told(registry, case_id)[-1]["act"] == "repair"


def test_a_paper_in_time_undoes_the_lapse_that_overtook_it_and_a_late_one_does_not(
    registry: Working, case_id: UUID
) -> None:
    _act(registry, case_id, INCOMPLETE)
    _tick(registry, days=5)
    _paper(registry, case_id, days=4)
    assert _case(registry, case_id, days=5)["stage"] == "lapsed"
    _paper(registry, case_id, days=3)  # its last day: it lay on an officer's desk
    assert _case(registry, case_id, days=5)["stage"] == "verifying"


def test_the_office_goes_on_with_an_incomplete_request_when_it_has_what_it_needs(
    registry: Working, case_id: UUID
) -> None:
    _act(registry, case_id, INCOMPLETE)
    case = _act(registry, case_id, {"act": "declare_complete"}, version=2, days=2).get_json()
    assert (case["stage"], case["complete_on"]) == ("processing", "2026-11-25")
    _tick(registry, days=5)
    assert _case(registry, case_id, days=5)["stage"] == "processing"
