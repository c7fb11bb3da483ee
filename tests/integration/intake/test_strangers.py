"""What strangers may hand in, how often, and what is kept to know that it came twice."""

from datetime import timedelta

import pytest

from chassis import clock, idempotency
from chassis.pace import Pace
from services.intake.api import requests
from tests.integration.intake_desk import Desk, Office, body, person

pytestmark = pytest.mark.stack
KEY = "formulir-0123456789"


def test_two_senders_may_choose_the_same_key(intake: Desk, office: Office) -> None:
    first = intake.submit(office, key=KEY)
    other = intake.submit(office, body(channel="counter"), intake.staff(office), key=KEY)
    assert (first.status_code, other.status_code) == (201, 201)
    assert (first.json or {})["id"] != (other.json or {})["id"]


def test_what_is_kept_of_a_submission_cannot_be_found_by_trying(intake: Desk) -> None:
    offices = intake.office(), intake.office()
    for office in offices:
        intake.submit(office, key=KEY)
    query = "select fingerprint from idempotency where tenant in (%s, %s)"
    assert len(set(intake.rows(query, *(office.code for office in offices)))) == 2


def test_keys_are_swept_when_their_time_is_over(intake: Desk, office: Office) -> None:
    with clock.held(clock.now() - timedelta(hours=73)):
        intake.submit(office, key=KEY)
    intake.submit(office, body(subject="Hal lain"), key=f"{KEY}-baru")
    idempotency.sweep(intake.working.runtime)
    kept = intake.rows("select key from idempotency where tenant = %s", office.code)
    assert kept == [(f"public {KEY}-baru",)]


@pytest.mark.parametrize("address", ["https://jahat.example", "WWW.jahat.example", "jahat@example.com"])
def test_a_name_is_no_address(intake: Desk, office: Office, address: str) -> None:
    answer = intake.submit(office, body(applicant=person(name=f"Hadiah di {address}")))
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in (answer.json or {})["errors"]] == ["/applicant/name"]


def test_strangers_of_one_network_have_a_pace(intake: Desk, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "_SUBMITTED", Pace("requests of a test", 1, 900))
    there = {"X-Forwarded-For": "198.51.100.1"}
    first, refused = (intake.call(office, "POST", "/v1/requests", json=body(), headers=there) for _ in range(2))
    assert (first.status_code, refused.status_code) == (201, 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 901
    assert intake.submit(office).status_code == 201
