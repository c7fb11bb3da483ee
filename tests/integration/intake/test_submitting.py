"""Handing requests in: number, token, due date, audit entry and event in one commit, whatever else happens."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis import clock
from services.intake.models.requests import NUMBER_KEEP_AND_TELL
from tests.integration.intake_desk import NIK, Desk, body, person

pytestmark = pytest.mark.stack
KEY = "formulir-0123456789"
ATTORNEY = {"name": "Budi", "letter_number": "SK/1/2026", "letter_date": "2026-11-01"}
GROUP = person(kind="group", name="Budi Santoso", attorney=ATTORNEY, principals=["Ani", "Badu"])
LEGAL_BODY = person(
    kind="legal_body",
    nik=None,
    organisation={"name": "Perkumpulan Pantau Anggaran", "registration_number": "AHU-0001.AH.01.07"},
)


def test_a_request_gets_its_number_token_and_due_date_at_once(intake: Desk) -> None:
    office = intake.office("Asia/Jayapura")
    with clock.held(datetime(2026, 11, 30, 16, 30, tzinfo=UTC)):  # 1 December, 01.30 in Jayapura
        given = intake.submitted(office)
    assert given["number"] == f"001/PPID-P/{office.code}/XII/2026"
    assert len(given["tracking_token"]) == 43
    assert given["tracking_url"] == f"http://{office.host}.localhost:8080/permohonan/{given['tracking_token']}"
    assert given["receipt_url"].endswith(f"/api/intake/v1/tracking/{given['tracking_token']}/receipt.pdf")
    assert given["received_at"] == "2026-12-01T01:30:00+09:00"
    assert given["warnings"] == []
    deadline = given["deadline"]
    assert (deadline["regime"], deadline["due_on"]) == ("ordinary", "2026-12-15")
    assert deadline["due_at"] == "2026-12-15T23:59:59+09:00"
    assert (deadline["rule"], deadline["rule_in_force_from"]) == ("R-07", "2010-04-30")
    assert "bukan informasi pemilu" in deadline["regime_reason"]
    assert [day["ordinal"] for day in deadline["days"]] == [1, 2, 3, None, None, 4, 5, 6, 7, 8, None, None, 9, 10]
    assert deadline["days"][3]["why"] == "Sabtu"


def test_what_is_kept_shows_no_personal_data_and_no_token(intake: Desk) -> None:
    given = intake.submitted(intake.office())
    row = intake.rows("select * from information_request where id = %s", given["id"])[0]
    kept = b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    for secret in (NIK, "Nurlaila", "Kenanga", "siti@example.com", "+6281234567890", given["tracking_token"]):
        assert secret.encode() not in kept


def test_audit_entry_and_event_are_written_with_the_request(intake: Desk) -> None:
    office = intake.office()
    given = intake.submitted(office, category="hasil_pemilu")
    assert intake.audited(given["id"]) == ["request.submitted"]
    (event,) = intake.told(given["id"])
    assert (event["type"], event["aggregateversion"]) == ("id.go.kpu.ppid.request.submitted.v1", 1)
    assert (event["tenant"], event["actor"]) == (office.code, "public")
    assert event["data"] | {"received_at": None} == {
        "request_id": given["id"],
        "number": given["number"],
        "channel": "portal",
        "applicant_kind": "person",
        "category": "hasil_pemilu",
        "received_at": None,
        "regime": None,
    }


def test_thirty_two_at_once_get_numbers_without_gap_or_double(intake: Desk) -> None:
    office, start = intake.office(), threading.Barrier(32)

    def one(n: int) -> str:
        start.wait()
        return str(intake.submitted(office, applicant=person(nik=f"32769954039890{n:02}"))["number"])

    with ThreadPoolExecutor(32) as threads:
        numbers = sorted(threads.map(one, range(32)))
    assert [number.partition("/")[0] for number in numbers] == [f"{n:03}" for n in range(1, 33)]


def test_a_submission_that_fails_late_leaves_no_gap(intake: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    office = intake.office()
    broken = NUMBER_KEEP_AND_TELL.replace(
        "select number from numbered", "select number, 1 / (last - last) from numbered, drawn"
    )
    with monkeypatch.context() as patch:
        patch.setattr("services.intake.models.requests.NUMBER_KEEP_AND_TELL", broken)
        assert intake.submit(office).status_code == 500
    assert intake.rows("select count(*) from information_request where tenant = %s", office.code) == [(0,)]
    assert intake.rows("select count(*) from audit_entry where tenant = %s", office.code) == [(0,)]
    assert intake.submitted(office)["number"].startswith("001/")


def test_a_new_year_starts_its_own_numbers(intake: Desk) -> None:
    office = intake.office()
    for moment, number in (
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), "001/PPID-P/{}/XII/2026"),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "001/PPID-P/{}/I/2027"),
    ):
        with clock.held(moment):
            assert intake.submitted(office)["number"] == number.format(office.code)


def test_numbers_grow_beyond_three_digits(intake: Desk) -> None:
    office = intake.office()
    intake.submitted(office)
    with intake.working.runtime.database.engine.begin() as connection:
        connection.exec_driver_sql("select set_config('ppid.tenant', %s, true)", (office.code,))
        connection.exec_driver_sql("update number_counter set last = 999")
    assert intake.submitted(office)["number"].startswith("1000/PPID-P/")


def test_the_same_key_gives_the_first_confirmation_and_changes_nothing(intake: Desk) -> None:
    office = intake.office()
    said = body(applicant=person(nik="0000000000000000"))
    first, again = (intake.submit(office, said, key=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert intake.rows("select count(*) from information_request where tenant = %s", office.code) == [(1,)]
    assert len(intake.told((first.json or {})["id"])) == 1


def test_one_key_from_twenty_threads_makes_one_request(intake: Desk) -> None:
    office, start = intake.office(), threading.Barrier(20)

    def one(_: int) -> str:
        start.wait()
        return str((intake.submit(office, key=KEY).json or {})["tracking_token"])

    with ThreadPoolExecutor(20) as threads:
        assert len(set(threads.map(one, range(20)))) == 1
    assert intake.rows("select count(*) from information_request where tenant = %s", office.code) == [(1,)]


def test_a_key_used_for_something_else_is_refused(intake: Desk) -> None:
    office = intake.office()
    intake.submit(office, key=KEY)
    answer = intake.submit(office, body(subject="Hal lain"), key=KEY)
    assert (answer.status_code, (answer.json or {})["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize("key", ["pendek", "a" * 129, "ada spasi di dalamnya"])
def test_a_key_of_the_wrong_shape_is_refused(intake: Desk, key: str) -> None:
    answer = intake.submit(intake.office(), key=key)
    assert answer.status_code == 422
    assert "Idempotency-Key" in (answer.json or {})["detail"]


@pytest.mark.parametrize("applicant", [person(), GROUP, LEGAL_BODY], ids=["person", "group", "legal_body"])
@pytest.mark.parametrize("channel", ["counter", "email", "letter", "phone"])
def test_officers_record_every_channel_for_every_kind(intake: Desk, applicant: dict[str, Any], channel: str) -> None:
    office = intake.office()
    said = body(applicant=applicant, channel=channel, received_at="2026-11-20T10:00:00+07:00")
    said |= {"regime": "election", "regime_reason": "Menyangkut tahapan."}
    with clock.held(datetime(2026, 11, 23, 2, tzinfo=UTC)):
        answer = intake.submit(office, said, intake.staff(office))
    assert answer.status_code == 201, answer.text
    given = answer.json or {}
    assert given["received_at"] == "2026-11-20T10:00:00+07:00"
    assert (given["deadline"]["regime"], given["deadline"]["due_on"]) == ("election", "2026-11-25")
    assert given["deadline"]["regime_reason"].startswith("Rezim dipilih petugas saat mencatat permohonan.")
    (event,) = intake.told(given["id"])
    assert (event["data"]["channel"], event["data"]["regime"]) == (channel, "election")
    assert event["data"]["received_at"] == "2026-11-20T10:00:00+07:00"
    assert event["actor"] == "staff:1"


@pytest.mark.parametrize(
    "field", [{"channel": "counter"}, {"received_at": "2026-11-20T10:00:00+07:00"}, {"regime": "ordinary"}], ids=str
)
def test_the_public_may_not_say_what_only_officers_say(intake: Desk, field: dict[str, str]) -> None:
    office = intake.office()
    assert intake.submit(office, body(**field)).status_code == 403
    assert intake.submit(office, body(**field), intake.staff(office, "superior")).status_code == 403


def test_a_request_without_way_to_answer_is_taken_from_officers_only(intake: Desk) -> None:
    office = intake.office()
    silent = person(email=None, phone=None)
    answer = intake.submit(office, body(applicant=silent))
    assert (answer.json or {})["errors"] == [
        {
            "pointer": "/applicant/email",
            "detail": "Isi alamat surel atau nomor telepon agar kami dapat menghubungi Anda.",
        }
    ]
    recorded = intake.submit(office, body(applicant=silent, channel="letter", delivery="post"), intake.staff(office))
    assert recorded.status_code == 201


def test_an_identity_number_that_looks_wrong_warns_and_does_not_block(intake: Desk) -> None:
    given = intake.submitted(intake.office(), applicant=person(nik="9471009999999999"))
    assert [warning["pointer"] for warning in given["warnings"]] == ["/applicant/nik"]


def test_every_fault_is_named_at_once_with_an_indonesian_sentence(intake: Desk) -> None:
    said = body(
        applicant=person(name=" ", nik="123", email="siti@", phone="12", address="x" * 501) | {"hobby": "chess"},
        subject="x" * 201,
        category="cuaca",
        obtain="steal",
        declaration=False,
    )
    del said["purpose"]
    answer = intake.submit(intake.office(), said)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert {fault["pointer"]: fault["detail"] for fault in (answer.json or {})["errors"]} == {
        "/applicant/name": "Wajib diisi.",
        "/applicant/nik": "NIK terdiri atas 16 angka.",
        "/applicant/email": "Alamat surel belum lengkap. Contoh: nama@contoh.id",
        "/applicant/phone": "Nomor telepon ini tidak benar, contoh: 0812 3456 7890.",
        "/applicant/address": "Paling panjang 500 huruf.",
        "/applicant/hobby": "Isian ini tidak dikenal.",
        "/subject": "Paling panjang 200 huruf.",
        "/category": f"Pilih salah satu dari: {_choices()}.",
        "/obtain": "Pilih salah satu dari: view, copy.",
        "/declaration": "Nyatakan bahwa isian ini benar dan dapat dipertanggungjawabkan.",
    }


def test_who_asks_is_checked_before_the_rest_is_written(intake: Desk) -> None:
    office = intake.office()
    path = "/v1/applicants/check"

    def faults(**said: Any) -> list[str] | None:
        answer = intake.call(office, "POST", path, None, json={"applicant": person(**said)})
        return None if answer.status_code == 204 else [fault["pointer"] for fault in (answer.json or {})["errors"]]

    assert faults() is None
    assert faults(nik="123", phone="12") == ["/applicant/nik", "/applicant/phone"]
    assert faults(nik=None) == ["/applicant/nik"]


def _choices() -> str:
    from statute.regimes import categories

    return ", ".join(categories())


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"], ids=["surrogate", "nul"])
def test_text_that_no_database_can_hold_is_a_fault_of_the_field(intake: Desk, bad: str) -> None:
    answer = intake.submit(intake.office(), body(subject=bad))
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in (answer.json or {})["errors"]] == ["/subject"]


@pytest.mark.parametrize(
    "received_at", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00", "2010-04-29T00:00:00Z"]
)
def test_a_receipt_before_the_law_or_in_the_future_is_refused(intake: Desk, received_at: str) -> None:
    office = intake.office()
    answer = intake.submit(office, body(channel="letter", received_at=received_at), intake.staff(office))
    assert (answer.status_code, [fault["pointer"] for fault in (answer.json or {})["errors"]]) == (
        422,
        ["/received_at"],
    )


def test_a_regime_that_was_not_in_force_on_the_day_of_receipt_is_refused(intake: Desk) -> None:
    office = intake.office()
    said = body(channel="letter", received_at="2015-06-01T09:00:00+07:00", late_reason="Terselip.")
    said |= {"regime": "election", "regime_reason": "Menyangkut tahapan."}
    answer = intake.submit(office, said, intake.staff(office))
    assert (answer.status_code, [fault["pointer"] for fault in (answer.json or {})["errors"]]) == (
        422,
        ["/received_at"],
    )


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", json.dumps("x").encode()])
def test_a_body_that_is_no_object_is_a_problem_not_a_crash(intake: Desk, sent: bytes) -> None:
    answer = intake.call(intake.office(), "POST", "/v1/requests", data=sent, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"
