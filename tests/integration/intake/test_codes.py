"""A short code tells where a request stands; the rest is for whoever knows how its applicant is reached."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chassis.pace import Pace
from services.intake.api import requests
from tests.integration.intake_desk import Desk, Office

pytestmark = pytest.mark.stack
UNKNOWN = "00000000000"  # its check letter is right


def find(intake: Desk, office: Office, code: str, contact: str | None = None, **more: Any) -> TestResponse:
    return intake.call(office, "POST", "/v1/tracking/code", json={"code": code, "contact": contact}, **more)


def test_a_code_shows_status_and_office_only(intake: Desk, office: Office) -> None:
    given = intake.submitted(office)
    found = find(intake, office, given["tracking_code"].lower().replace("-", " "))
    assert found.json == {"state": "received", "office": f"KPU Kota {office.code}", "tracking_token": None}


@pytest.mark.parametrize("contact", ["Siti@example.com", "0812-3456-7890", "+62 812 3456 7890"])
def test_the_mailbox_or_phone_that_was_given_opens_the_rest(intake: Desk, office: Office, contact: str) -> None:
    given = intake.submitted(office)
    found = find(intake, office, given["tracking_code"], contact)
    assert (found.json or {})["tracking_token"] == given["tracking_token"]


def test_another_contact_opens_nothing_and_guessing_is_stopped(intake: Desk, office: Office) -> None:
    given = intake.submitted(office)
    refused = find(intake, office, given["tracking_code"], "lain@example.com")
    assert (refused.status_code, [fault["pointer"] for fault in (refused.json or {})["errors"]]) == (422, ["/contact"])
    assert given["tracking_token"] not in refused.text
    answers = [find(intake, office, given["tracking_code"], f"0812{n:08}").status_code for n in range(10)]
    assert answers[-1] == 429
    assert find(intake, office, given["tracking_code"], "siti@example.com").status_code == 429
    assert find(intake, office, given["tracking_code"]).status_code == 200


def test_a_mistyped_code_is_told_from_one_that_nobody_has(intake: Desk, office: Office) -> None:
    mistyped = find(intake, office, "1" + UNKNOWN[1:])
    assert (mistyped.status_code, (mistyped.json or {})["errors"][0]["pointer"]) == (422, "/code")
    assert find(intake, office, UNKNOWN).status_code == 404


def test_another_office_does_not_know_the_code(intake: Desk, office: Office) -> None:
    given = intake.submitted(office)
    assert find(intake, intake.office(), given["tracking_code"]).status_code == 404


def test_guesses_of_one_network_are_stopped(intake: Desk, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "_GUESSED", Pace("codes of a test", 2, 900))
    there = {"X-Forwarded-For": "198.51.100.30"}
    assert [find(intake, office, UNKNOWN, headers=there).status_code for _ in range(3)] == [404, 404, 429]


def test_the_letters_of_a_request_name_its_code(intake: Desk, office: Office) -> None:
    given = intake.submitted(office)
    path = f"/v1/requests/{given['id']}/recipient"
    recipient = intake.call(office, "GET", path, intake.service(office, "notify")).json or {}
    assert recipient["tracking_code"] == given["tracking_code"]
