"""An applicant asks that the own data be corrected or erased; the PPID answers; nobody else is told of it."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis import clock
from tests.integration.intake_desk import NIK, Desk, Office

pytestmark = pytest.mark.stack
OLD, NEW = "Siti Nurlaila Ramadhani", "Siti Nurlela Ramadani"
REFUSED = {"outcome": "refused", "ground": "unproven", "reason": "Nama pada KTP tidak sama."}


def _ask(intake: Desk, office: Office, given: dict[str, Any], **corrected: str) -> Any:
    path = f"/v1/tracking/{given['tracking_token']}/corrections"
    return intake.call(office, "POST", path, json={"corrected": corrected or {"name": NEW, "phone": "0813 1111 2222"}})


def _decide(intake: Desk, office: Office, given: dict[str, Any], claim_id: str, role: str = "ppid", **said: Any) -> Any:
    path = f"/v1/requests/{given['id']}/claims/{claim_id}/decision"
    return intake.call(office, "POST", path, intake.staff(office, role), json=said or {"outcome": "granted"})


def _applicant(intake: Desk, office: Office, given: dict[str, Any]) -> dict[str, Any]:
    opened = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office))
    return dict(opened.get_json()["applicant"])


def _facts(intake: Desk, office: Office) -> str:
    """All that the record of an office says."""
    return str(intake.rows("select act, facts::text from audit_entry where tenant = %s", office.code))


def test_a_correction_is_received_at_once_with_its_term_and_changes_nothing_yet(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    asked = _ask(intake, office, given)
    assert asked.status_code == 201
    said = asked.get_json()
    assert (said["kind"], said["fields"]) == ("correction", ["name", "phone"])
    assert datetime.fromisoformat(said["due_at"]) - datetime.fromisoformat(said["asked_at"]) == timedelta(hours=72)
    assert _applicant(intake, office, given)["name"] == OLD
    path = f"/v1/tracking/{given['tracking_token']}/claims"
    followed = intake.call(office, "GET", path)
    assert followed.get_json()["items"][0]["state"] == "open"
    assert NEW not in followed.text
    assert "values" not in followed.get_json()["items"][0]
    told = [message["data"] for message in intake.told(said["id"])]
    assert told == [{
        "claim_id": said["id"], "request_id": given["id"], "kind": "correction", "due_at": told[0]["due_at"],
    }]  # fmt: skip


@pytest.mark.promise("persons")
def test_what_is_granted_holds_from_then_on_everywhere_and_the_record_names_nobody(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    claim_id = _ask(intake, office, given).get_json()["id"]
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}/claims", intake.staff(office)).get_json()
    assert {one["field"]: (one["old"], one["new"]) for one in shown["items"][0]["values"]} == {
        "name": (OLD, NEW),
        "phone": ("+6281234567890", "+6281311112222"),
    }
    assert _decide(intake, office, given, claim_id).status_code == 200
    applicant = _applicant(intake, office, given)
    assert (applicant["name"], applicant["phone"], applicant["email"]) == (NEW, "+6281311112222", "siti@example.com")
    path = f"/v1/registers/requests?year={given['received_at'][:4]}&opened=true"
    (entry,) = intake.call(office, "GET", path, intake.staff(office, "ppid")).get_json()["items"]
    assert entry["name"] == NEW
    record = _facts(intake, office)
    assert "claim.submitted" in record
    assert "claim.decided" in record
    assert not any(one in record for one in (OLD, NEW, "0813", "+62813", NIK))
    assert intake.told(claim_id)[1]["data"]["outcome"] == "granted"
    assert NEW not in json.dumps(intake.told(claim_id))


@pytest.mark.promise("persons")
def test_a_letter_issued_before_the_correction_goes_on_naming_who_it_was_issued_to(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    claim_id = _ask(intake, office, given).get_json()["id"]
    before = clock.now()
    _decide(intake, office, given, claim_id)

    def addressee(at: datetime) -> Any:
        path, query = f"/v1/requests/{given['id']}/addressee", {"at": at.isoformat()}
        token = intake.service(office, "registry")
        return intake.call(office, "GET", path, token, query_string=query).get_json()["name"]

    assert addressee(before) == OLD
    assert addressee(clock.now()) == NEW


def test_a_refusal_says_ground_article_and_words_and_leaves_the_data(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    claim_id = _ask(intake, office, given).get_json()["id"]
    bare = _decide(intake, office, given, claim_id, outcome="refused")
    assert [one["pointer"] for one in bare.get_json()["errors"]] == ["/ground", "/reason"]
    assert _decide(intake, office, given, claim_id, **REFUSED).status_code == 200
    (told,) = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}/claims").get_json()["items"]
    assert (told["state"], told["reason"]) == ("refused", REFUSED["reason"])
    assert told["refusal"]["article"] == "UU 27/2022 Pasal 27-29"
    assert _applicant(intake, office, given)["name"] == OLD
    assert _decide(intake, office, given, claim_id).status_code == 409
    assert _ask(intake, office, given).status_code == 201


def test_one_waits_at_a_time_and_nothing_new_is_no_correction(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    same = _ask(intake, office, given, name=OLD)
    assert (same.status_code, same.get_json()["errors"][0]["pointer"]) == (422, "/corrected")
    wrong = _ask(intake, office, given, email="siti@", phone="12")
    assert [one["pointer"] for one in wrong.get_json()["errors"]] == ["/corrected/email", "/corrected/phone"]
    assert [_ask(intake, office, given).status_code for _ in range(2)] == [201, 409]


def test_the_desk_sees_what_waits_and_the_ppid_alone_answers(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    claim_id = _ask(intake, office, given).get_json()["id"]
    for role in ("officer", "ppid", "superior"):
        (waiting,) = intake.call(office, "GET", "/v1/claims", intake.staff(office, role)).get_json()["items"]
        assert (waiting["id"], waiting["number"], waiting["request_id"]) == (claim_id, given["number"], given["id"])
    assert _decide(intake, office, given, claim_id, role="officer").status_code == 403
    assert _decide(intake, office, given, claim_id).status_code == 200
    assert intake.call(office, "GET", "/v1/claims", intake.staff(office)).get_json()["items"] == []


def test_the_copy_of_the_own_data_holds_what_was_asked_concerning_it(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    _ask(intake, office, given)
    path = f"/v1/tracking/{given['tracking_token']}/personal-data"
    copy = intake.call(office, "POST", path, json={"proof": NIK}).get_json()
    assert [one["values"][0]["new"] for one in copy["claims"]] == [NEW]


def test_erasure_of_a_request_that_is_under_way_is_received_and_cannot_be_granted_yet(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    asked = intake.call(office, "POST", f"/v1/tracking/{given['tracking_token']}/erasure")
    claim_id = asked.get_json()["id"]
    assert asked.status_code == 201
    path = f"/v1/requests/{given['id']}/claims"
    (shown,) = intake.call(office, "GET", path, intake.staff(office)).get_json()["items"]
    assert "masih berjalan" in shown["obstacle"]
    granted = _decide(intake, office, given, claim_id)
    assert (granted.status_code, granted.get_json()["code"]) == (409, "data-still-needed")
    assert _decide(intake, office, given, claim_id, **REFUSED | {"ground": "needed"}).status_code == 200
    (told,) = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}/claims").get_json()["items"]
    assert (told["state"], told["refusal"]["article"]) == ("refused", "UU 27/2022 Pasal 43-44")
    assert _applicant(intake, office, given)["name"] == OLD
