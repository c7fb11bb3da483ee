"""What strangers may hand in, how often, and what is kept to know that it came twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis import clock, idempotency
from chassis.pace import Pace
from contracts.cases import CaseAdvanced
from contracts.requests import RequestRegistered
from services.intake.api import requests
from services.intake.commands import submitting
from services.intake.domain.request import TooManyOfApplicant
from tests.integration.intake_desk import Desk, Office, body, person

pytestmark = pytest.mark.stack
MONDAY = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
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


def test_the_same_words_of_the_same_applicant_within_a_day_show_the_first_request(intake: Desk, office: Office) -> None:
    first = intake.submitted(office, another=False)
    again = body(another=False, subject="  REALISASI anggaran   tahun 2025", purpose="Tugas kuliah")
    refused = intake.submit(office, again)
    assert (refused.status_code, (refused.json or {})["code"]) == (409, "already-submitted")
    assert first["number"] in (refused.json or {})["detail"]
    assert first["tracking_token"] not in refused.text
    assert [fault["pointer"] for fault in (refused.json or {})["errors"]] == ["/another"]
    assert intake.rows("select count(*) from information_request where tenant = %s", office.code) == [(1,)]


@pytest.mark.parametrize(
    "changes",
    [
        {"another": True},
        {"detail": "Mohon salinan laporan triwulan."},
        {"applicant": person(nik="3276995403989002")},
    ],
)
def test_another_request_is_taken(intake: Desk, office: Office, changes: dict[str, Any]) -> None:
    intake.submitted(office, another=False)
    assert intake.submit(office, body(**{"another": False} | changes)).status_code == 201


def test_the_same_words_are_taken_after_a_day_and_at_once_after_a_withdrawal(intake: Desk, office: Office) -> None:
    with clock.held(MONDAY):
        intake.submitted(office, another=False)
    with clock.held(MONDAY + timedelta(hours=25)):
        second = intake.submitted(office, another=False)
        about = {"request_id": UUID(second["id"]), "number": second["number"]}
        due = {"due_on": date(2026, 12, 7), "extended_due_on": date(2026, 12, 16)}
        intake.hear(office, RequestRegistered(**about, regime="ordinary", **due), 1)
        withdrawn = {"act": "withdraw", "stage": "withdrawn", "until": None, "advanced_at": MONDAY}
        intake.hear(office, CaseAdvanced(**about, **withdrawn), 2)
        intake.submitted(office, another=False)


def test_an_officer_writes_down_what_came_however_often(intake: Desk, office: Office) -> None:
    for _ in range(2):
        answer = intake.submit(office, body(channel="counter", another=False), intake.staff(office))
        assert answer.status_code == 201


def test_one_applicant_has_a_pace_and_is_told_so(intake: Desk, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitting, "_OF_APPLICANT", Pace("requests of a test", 2, 3600, TooManyOfApplicant))
    for n in range(2):
        intake.submitted(office, subject=f"Perihal {n}")
    refused = intake.submit(office, body(subject="Perihal lain"))
    assert (refused.status_code, (refused.json or {})["code"]) == (429, "too-many-of-applicant")
    assert intake.submit(office, body(applicant=person(nik="3276995403989002"))).status_code == 201
    assert intake.submit(office, body(channel="counter"), intake.staff(office)).status_code == 201


def test_an_officer_is_told_of_many_requests_of_one_applicant(intake: Desk, office: Office) -> None:
    def warned(given: dict[str, Any]) -> list[str]:
        shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).json or {}
        return [warning["detail"] for warning in shown["warnings"]]

    given = [intake.submitted(office, subject=f"Perihal {n}") for n in range(4)]
    assert warned(given[0]) == []
    intake.submitted(office, subject="Perihal lain")
    assert warned(given[0]) == [
        "Pemohon ini mengajukan 5 permohonan dalam 30 hari terakhir. Jumlah saja bukan alasan menolak."
    ]


def test_objections_to_one_request_have_a_pace_and_an_officer_has_none(intake: Desk, office: Office) -> None:
    given = intake.submitted(office)
    filing = {"position": "Tidak ada jawaban.", "demand": "Mohon dijawab."}
    path = f"/v1/tracking/{given['tracking_token']}/objections"
    answers = [
        intake.call(office, "POST", path, json={"grounds": [ground], **filing}).status_code for ground in "cdefg"
    ]
    assert answers.count(201) <= 3
    assert answers[-1] == 429
    at_counter = {"grounds": ["b"], "channel": "counter", **filing}
    path = f"/v1/requests/{given['id']}/objections"
    assert intake.call(office, "POST", path, intake.staff(office), json=at_counter).status_code == 201
