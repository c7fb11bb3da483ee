"""What an officer records from a letter, a call or a visit: numbered at once, what is missing kept beside it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chassis import clock
from tests.integration.intake_desk import Desk, body, person

pytestmark = pytest.mark.stack


def test_a_letter_without_papers_or_purpose_is_numbered_and_says_what_is_missing(intake: Desk) -> None:
    office = intake.office()
    said = body(channel="letter", purpose=None, applicant=person(nik=None))
    answer = intake.submit(office, said, intake.staff(office))
    assert answer.status_code == 201, answer.text
    given = answer.get_json()
    assert given["number"].startswith("001/")
    kept = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert [one["pointer"] for one in given["warnings"]] == ["/applicant/nik", "/purpose"]
    assert kept["warnings"] == given["warnings"]
    assert kept["purpose"] is None
    tracked = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}").get_json()
    assert tracked["purpose"] is None
    receipt = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}/receipt.pdf")
    assert receipt.status_code == 200


def test_the_same_from_the_portal_is_asked_for_first(intake: Desk) -> None:
    answer = intake.submit(intake.office(), body(purpose=None, applicant=person(nik=None)))
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/applicant/nik", "/purpose"]


def test_a_passport_stands_for_a_nik_and_is_kept_sealed(intake: Desk) -> None:
    office = intake.office()
    passport = {"kind": "passport", "number": "A1234567"}
    given = intake.submitted(office, applicant=person(nik=None, identity=passport))
    kept = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert (given["warnings"], kept["applicant"]["identity"]["kind"]) == ([], "passport")
    row = intake.rows("select applicant_sealed from information_request where id = %s", given["id"])
    assert b"A1234567" not in row[0][0]


def test_an_attorneys_letter_dated_after_the_receipt_is_refused(intake: Desk) -> None:
    office = intake.office()
    attorney = {"name": "Budi", "letter_number": "SK/1", "letter_date": "2026-11-19"}
    said = body(channel="letter", received_at="2026-11-18T10:00:00+07:00", applicant=person(attorney=attorney))
    said |= {"late_reason": "Terselip di meja."}
    answer = intake.submit(office, said, intake.staff(office))
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/applicant/attorney/letter_date"]


def test_a_regime_against_the_subject_rule_needs_a_reason_and_shows_both(intake: Desk) -> None:
    office = intake.office()
    said = body(channel="phone", regime="election")
    refused = intake.submit(office, said, intake.staff(office))
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/regime_reason"]
    given = intake.submit(office, said | {"regime_reason": "Menyangkut tahapan."}, intake.staff(office)).get_json()
    assert given["deadline"]["regime"] == "election"
    for words in ("Menyangkut tahapan.", "bukan informasi pemilu"):
        assert words in given["deadline"]["regime_reason"]


def test_what_is_recorded_days_after_it_came_says_why_and_it_stays_with_the_request(intake: Desk) -> None:
    office = intake.office()

    def record(**changes: Any) -> Any:
        with clock.held(datetime(2026, 11, 25, 2, tzinfo=UTC)):  # a Wednesday
            return intake.submit(office, body(channel="letter", **changes), intake.staff(office))

    assert record(received_at="2026-11-24T09:00:00+07:00").status_code == 201
    late = record(received_at="2026-11-23T09:00:00+07:00", subject="Lain")
    assert [fault["pointer"] for fault in late.get_json()["errors"]] == ["/late_reason"]
    said = {"received_at": "2026-11-23T09:00:00+07:00", "subject": "Lain", "late_reason": "Terselip di meja."}
    given = record(**said).get_json()
    kept = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).get_json()
    assert kept["late_reason"] == "Terselip di meja."
