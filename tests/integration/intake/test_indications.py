"""An indication of bad faith is noted with evidence, seen by the office alone, and decides nothing."""

import json
from typing import Any

import pytest

from tests.integration.intake_desk import Desk, Office

pytestmark = pytest.mark.stack
SEEN = {"ground": "a", "evidence": "Permohonan kesembilan belas bulan ini tentang hal yang sama."}


def _note(intake: Desk, office: Office, given: dict[str, Any], role: str = "officer", **changes: Any) -> Any:
    path = f"/v1/requests/{given['id']}/indications"
    return intake.call(office, "POST", path, intake.staff(office, role), json=SEEN | changes)


def test_an_officer_notes_ground_and_evidence_with_article_and_doubt(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    told = _note(intake, office, given)
    assert told.status_code == 201
    said = told.get_json()
    assert (said["article"], said["certainty"]) == ("PerKI 1/2013 Pasal 4 ayat (3)", "Q")
    assert "Tidak ditemukan aturan" in said["doubts"][0]
    (one,) = said["items"]
    assert (one["ground"], one["evidence"], one["by"]) == ("a", SEEN["evidence"], "staff:1")
    assert "berulang-ulang" in one["wording"]
    for role in ("officer", "ppid", "superior"):
        path = f"/v1/requests/{given['id']}/indications"
        assert len(intake.call(office, "GET", path, intake.staff(office, role)).get_json()["items"]) == 1


def test_it_decides_nothing_and_nobody_is_told(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    path = f"/v1/tracking/{given['tracking_token']}"
    told, before = intake.told(given["id"]), intake.call(office, "GET", path).get_json()
    _note(intake, office, given)
    assert intake.told(given["id"]) == told
    shown = intake.call(office, "GET", path).get_json()
    for page in (before, shown):
        del page["papers"]["ticket"]  # a signature is another one every time
    assert shown == before
    assert SEEN["evidence"] not in json.dumps(shown)
    assert "indica" not in json.dumps(shown)


def test_what_was_seen_lies_sealed_and_the_public_and_machines_may_not_ask(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    _note(intake, office, given)
    (row,) = intake.rows("select indication::text from indication where request_id = %s", given["id"])
    facts = intake.rows("select facts::text from audit_entry where subject = %s", given["id"])
    assert SEEN["evidence"] not in str((row, facts))
    path = f"/v1/requests/{given['id']}/indications"
    for token in (None, intake.service(office, "notify"), intake.staff(office, "admin")):
        assert intake.call(office, "GET", path, token).status_code in (401, 403)
    assert _note(intake, office, given, role="superior").status_code == 403


def test_it_is_taken_back_with_a_reason_once_and_stays_on_the_record(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    (one,) = _note(intake, office, given).get_json()["items"]
    path = f"/v1/requests/{given['id']}/indications/{one['id']}/removal"
    staff = intake.staff(office, "ppid")
    refused = intake.call(office, "POST", path, staff, json={"because": "salah"})
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/because"]
    said = {"because": "Ternyata permohonan dari orang yang berbeda."}
    (after,) = intake.call(office, "POST", path, staff, json=said).get_json()["items"]
    assert (after["removal"], after["removed_by"], after["evidence"]) == (said["because"], "staff:1", SEEN["evidence"])
    assert intake.call(office, "POST", path, staff, json=said).status_code == 409
    acts = intake.audited(given["id"])
    assert [act for act in acts if act in ("request.indicated", "request.indication_removed")] == [
        "request.indicated", "request.indication_removed",
    ]  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer"), [({"ground": "z"}, "/ground"), ({"evidence": "x"}, "/evidence")])
def test_a_ground_the_law_does_not_know_or_no_evidence_names_the_field(
    intake: Desk, office: Office, given: dict[str, Any], changes: dict[str, str], pointer: str
) -> None:
    refused = _note(intake, office, given, **changes)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == [pointer]
