"""Who may read requests, what each sees, what stays on record; and that another office sees nothing."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import ProgrammingError

from contracts.requests import RequestRegistered
from tests.integration.intake_desk import NIK, Desk, body, person

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("role", ["officer", "ppid", "superior"])
def test_staff_open_a_request_see_the_end_of_its_identity_number_and_leave_an_entry(intake: Desk, role: str) -> None:
    office = intake.office()
    given = intake.submitted(office, applicant=person(nik="9471009999999999"))
    answer = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office, role))
    opened = answer.json or {}
    assert opened["applicant"] == person(nik="••••9999", phone="+6281234567890")
    assert [warning["pointer"] for warning in opened["warnings"]] == ["/applicant/nik"]
    assert (opened["obtain"], opened["format"], opened["delivery"]) == ("copy", "softcopy", "download")
    assert opened["deadline"] == given["deadline"]
    assert "tracking_token" not in answer.text
    assert given["tracking_token"] not in answer.text
    assert intake.audited(given["id"]) == ["request.submitted", "request.opened"]


def test_a_group_comes_back_as_it_was_handed_in(intake: Desk) -> None:
    office = intake.office()
    group = person(
        kind="group",
        organisation={"name": "Forum Pemuda", "registration_number": None},
        attorney={"name": "Budi", "letter_number": "SK/1", "letter_date": "2026-11-01"},
        principals=["Ani", "Badu"],
        phone="+6281234567890",
    )
    given = intake.submitted(office, applicant=group)
    opened = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office))
    assert (opened.json or {})["applicant"] == group | {"nik": f"••••{NIK[-4:]}"}


def test_identity_numbers_are_opened_in_full_by_officer_and_ppid_on_the_record(intake: Desk) -> None:
    office = intake.office()
    passport = {"kind": "passport", "number": "B1234567"}
    given = intake.submitted(office, applicant=person(nik=None, identity=passport))
    shown = intake.call(office, "GET", f"/v1/requests/{given['id']}", intake.staff(office)).json or {}
    assert shown["applicant"]["identity"] == {"kind": "passport", "number": "••••"}
    path = f"/v1/requests/{given['id']}/identity"
    assert intake.call(office, "GET", path, intake.staff(office, "superior")).status_code == 403
    told = {"nik": None, "identity": passport, "papers": ["identity"]}
    assert intake.call(office, "GET", path, intake.staff(office)).json == told
    assert intake.audited(given["id"])[-1] == "request.identity_opened"


@pytest.mark.parametrize(
    ("path", "status"), [("/v1/requests", 401), ("/v1/requests/{id}", 401), ("/v1/requests/{id}/recipient", 401)]
)
def test_the_public_reads_nothing_but_by_token(intake: Desk, path: str, status: int) -> None:
    office = intake.office()
    given = intake.submitted(office)
    assert intake.call(office, "GET", path.format(**given)).status_code == status
    assert intake.audited(given["id"]) == ["request.submitted"]


def test_only_notify_asks_for_a_recipient(intake: Desk) -> None:
    office = intake.office()
    given = intake.submitted(office)
    path = f"/v1/requests/{given['id']}/recipient"
    answer = intake.call(office, "GET", path, intake.service(office, "notify"))
    assert answer.json == {
        "email": "siti@example.com",
        "number": given["number"],
        "tracking_url": given["tracking_url"],
        "tracking_code": given["tracking_code"],
    }
    assert intake.audited(given["id"])[-1] == "request.recipient_read"
    for token in (intake.staff(office), intake.service(office, "registry")):
        assert intake.call(office, "GET", path, token).status_code == 403


def test_lists_show_subjects_and_masked_names(intake: Desk) -> None:
    office = intake.office()
    first, second = intake.submitted(office), intake.submitted(office, applicant=person(name="Suparno"))
    answer = intake.call(
        office, "GET", f"/v1/requests?ids={first['id']},{second['id']},{uuid4()}", intake.staff(office)
    )
    assert [(item["id"], item["applicant"]) for item in (answer.json or {})["items"]] == [
        (second["id"], "S***"),
        (first["id"], "Siti N***"),
    ]
    assert (answer.json or {})["items"][1] == {
        "id": first["id"],
        "number": first["number"],
        "subject": "Realisasi anggaran tahun 2025",
        "applicant": "Siti N***",
        "papers": ["identity"],
        "applicant_kind": "person",
        "channel": "portal",
        "received_at": (answer.json or {})["items"][1]["received_at"],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ANGGARAN", ["Anggaran 100%"]),
        ("q=100%25", ["Anggaran 100%"]),
        ("q=%25", ["Anggaran 100%"]),
        ("q=_", []),
        ("q=002/PPID", ["Daftar pemilih"]),
        ("ids=", []),
        ("", ["Daftar pemilih", "Anggaran 100%"]),
    ],
)
def test_requests_are_found_by_words_and_number(intake: Desk, query: str, found: list[str]) -> None:
    office = intake.office()
    for subject in ("Anggaran 100%", "Daftar pemilih"):
        intake.submitted(office, subject=subject)
    answer = intake.call(office, "GET", f"/v1/requests?{query}", intake.staff(office))
    assert [item["subject"] for item in (answer.json or {})["items"]] == found


@pytest.mark.parametrize("query", ["ids=x", "ids=" + ",".join([str(uuid4())] * 101), "q=" + "x" * 201, f"q={NIK}"])
def test_a_query_that_cannot_be_read_is_a_fault(intake: Desk, query: str) -> None:
    office = intake.office()
    assert intake.call(office, "GET", f"/v1/requests?{query}", intake.staff(office)).status_code == 422


def test_another_office_finds_neither_id_nor_token_nor_key(intake: Desk) -> None:
    here, there = intake.office(), intake.office()
    key = "kunci-yang-sama-di-dua-kantor"
    given = intake.submit(here, key=key).json or {}
    request_id, token = given["id"], given["tracking_token"]
    staff, notify = intake.staff(there), intake.service(there, "notify")
    for path, bearer in (
        (f"/v1/requests/{request_id}", staff),
        (f"/v1/requests/{request_id}/recipient", notify),
        (f"/v1/tracking/{token}", None),
        (f"/v1/tracking/{token}/receipt.pdf", None),
    ):
        assert intake.call(there, "GET", path, bearer).status_code == 404
    found = intake.call(there, "POST", "/v1/requests/search", staff, json={"nik": NIK}).json or {}
    assert found["items"] == []
    for query in (f"ids={request_id}", ""):
        assert (intake.call(there, "GET", f"/v1/requests?{query}", staff).json or {})["items"] == []
    assert (intake.submit(there, key=key).json or {})["id"] != request_id
    assert intake.audited(request_id) == ["request.submitted"]


def test_a_token_of_another_office_is_not_found(intake: Desk) -> None:
    here, there = intake.office(), intake.office()
    given = intake.submitted(here)
    path = f"/v1/requests/{given['id']}"
    assert intake.call(here, "GET", path, intake.staff(there)).status_code == 404
    assert intake.submit(here, body(channel="counter"), intake.staff(there)).status_code == 404
    query = "select actor, facts ->> 'office' from audit_entry where tenant = %s and act = 'office.refused'"
    assert intake.rows(query, there.code) == [("staff:1", here.code)] * 2


def test_an_event_of_another_office_cannot_move_a_request(intake: Desk) -> None:
    here, there = intake.office(), intake.office()
    given = intake.submitted(here)
    told: dict[str, Any] = {key: given["deadline"][key] for key in ("due_on", "extended_due_on")}

    intake.hear(there, RequestRegistered(
        request_id=UUID(given["id"]), number=given["number"], regime="ordinary",
        due_on=date.fromisoformat(told["due_on"]), extended_due_on=date.fromisoformat(told["extended_due_on"]),
    ))  # fmt: skip
    tracked = intake.call(here, "GET", f"/v1/tracking/{given['tracking_token']}")
    assert (tracked.json or {})["state"] == "received"


def test_the_database_itself_lets_no_office_change_what_was_handed_in(intake: Desk) -> None:

    office = intake.office()
    intake.submitted(office)
    with intake.working.runtime.database.engine.connect() as connection:
        connection.exec_driver_sql("select set_config('ppid.tenant', %s, true)", (office.code,))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.exec_driver_sql("update information_request set subject = 'lain'")


def test_who_looks_a_citizen_up_by_nik_leaves_a_trace_without_the_number(intake: Desk) -> None:
    office, nik = intake.office(), "3276011502900001"
    intake.submitted(office, applicant=person(nik=nik))
    for _ in range(2):
        asked = {"nik": "3276 0115 0290 0001"}
        answer = intake.call(office, "POST", "/v1/requests/search", intake.staff(office, "officer"), json=asked)
        assert [line["subject"] for line in (answer.json or {})["items"]] == ["Realisasi anggaran tahun 2025"]
    query = "select subject, facts::text from audit_entry where tenant = %s and act = 'request.searched_by_nik'"
    left = intake.rows(query, office.code)
    assert len(left) == 2
    assert len(set(left)) == 1
    assert nik not in str(left)


def test_a_token_in_a_link_is_an_applicants_or_nobodys(intake: Desk) -> None:
    office = intake.office()
    token = intake.staff(office, "officer")
    assert intake.call(office, "GET", "/v1/requests", token).status_code == 200
    assert intake.call(office, "GET", f"/v1/requests?ticket={token}").status_code == 401


def test_a_trace_that_is_none_is_not_taken_over(intake: Desk) -> None:
    office = intake.office()
    answer = intake.call(office, "POST", "/v1/requests", json=body(), headers={"traceparent": "x" * 55})
    query = "select trace from audit_entry where tenant = %s and subject = %s"
    ((trace,),) = intake.rows(query, office.code, (answer.json or {})["id"])
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", trace)
