"""In an election a request that was found incomplete and repaired within its terms counts from its repair."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chassis import clock
from contracts.requests import RequestSplitOff
from tests.integration.conftest import DEPOK, Working
from tests.integration.test_progress import EXTENSION, INCOMPLETE, MONDAY, _act, _applicant, _case, _submitted, _told

pytestmark = pytest.mark.stack


def test_in_an_election_a_request_repaired_in_time_is_judged_from_its_repair(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")  # due on Thursday, 26 November
    _act(registry, case_id, INCOMPLETE, days=1)  # to be repaired until Friday
    waiting = _case(registry, case_id, days=4)
    assert (waiting["binding_on"], waiting["late"]) == ("2026-12-02", False)
    _applicant(registry, case_id, "repair", days=4)
    repaired = _case(registry, case_id, days=4)
    assert (repaired["stage"], repaired["binding_on"], repaired["late"]) == ("verifying", "2026-12-02", False)
    assert (repaired["due_on"], repaired["completeness"]["due_on"]) == ("2026-11-26", "2026-12-02")
    assert repaired["history"][-1]["act"] == "case.counted_from_repair"
    told = _told(registry, case_id)[-1]
    assert (told["cause"], told["complete_from"], told["due_on"]) == ("completeness", "2026-11-27", "2026-12-02")
    assert _case(registry, case_id, days=10)["late"] is True
    extended = _act(registry, case_id, EXTENSION, role="ppid", version=repaired["version"], days=9).get_json()
    assert (extended["binding_on"], extended["extended_due_on"]) == ("2026-12-04", "2026-11-30")


def test_an_early_repair_gives_no_more_time_than_its_own_day(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")
    _act(registry, case_id, INCOMPLETE, days=1)
    _applicant(registry, case_id, "repair", days=2)
    assert _case(registry, case_id, days=2)["binding_on"] == "2026-11-30"


def test_what_the_office_takes_up_without_a_repair_counts_from_its_receipt(registry: Working) -> None:
    case_id = _submitted(registry, regime="election")
    _act(registry, case_id, INCOMPLETE, days=1)
    case = _act(registry, case_id, {"act": "declare_complete"}, version=2, days=4).get_json()
    assert (case["binding_on"], case["late"], case["completeness"]) == ("2026-11-26", True, None)


def test_what_was_late_when_found_incomplete_counts_from_its_receipt_however_soon_it_is_repaired(
    registry: Working,
) -> None:
    case_id = _submitted(registry, regime="election", received_at=MONDAY - timedelta(days=7))
    _act(registry, case_id, INCOMPLETE)
    _applicant(registry, case_id, "repair", days=1)
    case = _case(registry, case_id, days=1)
    assert (case["binding_on"], case["late"], case["completeness"]) == ("2026-11-19", True, None)


def test_a_repair_moves_the_day_only_while_the_election_rules_hold(registry: Working) -> None:
    case_id = _submitted(registry)
    _act(registry, case_id, INCOMPLETE, days=1)
    _applicant(registry, case_id, "repair", days=3)
    case = _case(registry, case_id, days=3)
    assert (case["binding_on"], case["completeness"]) == ("2026-12-07", None)
    assert case["other_regime"]["due_on"] == "2026-12-01"
    with clock.held(MONDAY + timedelta(days=3)):
        moved = registry.ask(
            DEPOK, "officer", path=f"/v1/cases/{case_id}/regime", method="POST",
            json={"regime": "election", "reason": "Menyangkut tahapan pemilihan."},
            headers={"If-Match": f'"{case["version"]}"'},
        ).get_json()  # fmt: skip
    assert (moved["due_on"], moved["binding_on"]) == ("2026-11-26", "2026-12-01")


def test_a_question_split_off_after_the_repair_counts_from_it_as_well(registry: Working) -> None:
    whole = _submitted(registry, regime="election")
    _act(registry, whole, INCOMPLETE, days=1)
    _applicant(registry, whole, "repair", days=4)
    part = RequestSplitOff(
        request_id=uuid4(), number=f"{whole.hex[:5]}/PPID-P/32.76/XI/2026", part_of=whole, channel="portal",
        applicant_kind="person", category="data_pemilih", received_at=MONDAY, regime="election",
    )  # fmt: skip
    with clock.held(MONDAY + timedelta(days=4)):
        registry.hear(DEPOK, part)
    case = _case(registry, part.request_id, days=4)
    assert (case["due_on"], case["binding_on"], case["late"]) == ("2026-11-26", "2026-12-02", False)
    assert _told(registry, part.request_id)[-1]["complete_from"] == "2026-11-27"
