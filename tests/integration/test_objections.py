"""An objection from its filing to what the PPID did about it, over HTTP and through the events."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, OFFICER, SUPERIOR
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
FILING = {"grounds": ["d", "a"], "position": "Hanya ringkasan yang diberikan.", "demand": "Mohon dokumen lengkap."}
REFUSAL = {
    "outcome": "refused", "statement": "Informasi yang diminta dikecualikan.",
    "exemption": "h", "act": "UU 27/2022 Pasal 4 ayat (2)",
    "consequence": "Membuka data pribadi pihak ketiga tanpa persetujuannya.", "not_always_open": True,
    "tested_on": "2026-10-14",
}  # fmt: skip


@pytest.fixture
def refused(office: Carrying) -> dict[str, Any]:
    """A request that the PPID refused on Friday, 16 October 2026."""
    with office.at("2026-10-05T09:00:00+07:00"):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    with office.at("2026-10-16T14:00:00+07:00"):
        case = f"/v1/cases/{given['id']}/decision"
        answer = office.work("registry").ask(
            DEPOK, "ppid", actor=OFFICER, path=case, method="POST", json=REFUSAL, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        office.carry()
    return dict(given)


def _file(office: Carrying, request: dict[str, Any], at: str, **changes: Any) -> dict[str, Any]:
    path = f"/v1/tracking/{request['tracking_token']}/objections"
    with office.at(at):
        given = office.ask("intake", DEPOK, path=path, method="POST", json=FILING | changes)
        office.carry()
    return dict(given)


def _act(office: Carrying, objection: str, act: str, *roles: str, actor: str = SUPERIOR, **call: Any) -> Any:
    file = office.work("registry").ask(DEPOK, "officer", path=f"/v1/objections/{objection}")
    path, headers = f"/v1/objections/{objection}/{act}", {"If-Match": file.headers["ETag"]}
    return office.work("registry").ask(DEPOK, *roles, actor=actor, path=path, method="POST", headers=headers, **call)


def _tracked(office: Carrying, request: dict[str, Any], at: str) -> dict[str, Any]:
    with office.at(at):
        path = f"/v1/tracking/{request['tracking_token']}/objections"
        return dict(office.ask("intake", DEPOK, path=path))


def test_an_objection_gets_its_number_due_date_and_receipt_at_once(office: Carrying, refused: dict[str, Any]) -> None:
    before = _tracked(office, refused, "2026-10-20T10:00:00+07:00")
    assert before["occasion"]["suggested"] == ["a"]
    assert before["occasion"]["found_on"] == "2026-10-16"
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    assert "/PPID-K/32.76/X/2026" in given["number"]
    assert given["deadline"]["due_on"] == "2026-12-01"
    assert len([day for day in given["deadline"]["days"] if day["ordinal"]]) == 30
    assert given["warnings"] == []
    path = f"/v1/tracking/{refused['tracking_token']}/objections/{given['id']}/receipt.pdf"
    pdf = office.work("intake").ask(DEPOK, path=path)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    assert given["number"] in text
    assert "Siti N***" in text
    assert "Hanya ringkasan" not in text
    (shown,) = _tracked(office, refused, "2026-10-21T10:00:00+07:00")["items"]
    assert (shown["state"], shown["grounds"], shown["silent"]) == ("registered", ["a", "d"], False)


def test_numbers_of_objections_have_no_gaps_and_are_not_those_of_requests(
    office: Carrying, refused: dict[str, Any]
) -> None:
    first, second = (
        _file(office, refused, "2026-10-20T10:00:00+07:00", position=position)["number"]
        for position in ("Satu.", "Dua.")
    )
    assert int(second.partition("/")[0]) == int(first.partition("/")[0]) + 1


def test_the_same_objection_sent_twice_is_one(office: Carrying, refused: dict[str, Any]) -> None:
    path = f"/v1/tracking/{refused['tracking_token']}/objections"
    headers = {"Idempotency-Key": f"keberatan-{refused['id']}"}
    numbers = {
        office.ask("intake", DEPOK, path=path, method="POST", json=FILING, headers=headers)["number"] for _ in range(2)
    }
    assert len(numbers) == 1


def test_the_same_objection_filed_again_word_for_word_is_the_first_one_until_it_is_answered(
    office: Carrying, refused: dict[str, Any]
) -> None:
    first = _file(office, refused, "2026-10-20T10:00:00+07:00")
    again = _file(office, refused, "2026-10-21T10:00:00+07:00")
    other = _file(office, refused, "2026-10-21T10:00:00+07:00", demand="Mohon salinannya.")
    assert (again["id"], again["number"]) == (first["id"], first["number"])
    assert other["id"] != first["id"]
    said = {"json": {"outcome": "rejected", "reasons": "Tepat."}}
    assert _act(office, first["id"], "answer", "superior", **said).status_code == 200
    office.carry()
    assert _file(office, refused, "2026-10-22T10:00:00+07:00")["id"] not in (first["id"], other["id"])


def test_a_late_objection_is_taken_with_a_warning(office: Carrying, refused: dict[str, Any]) -> None:
    given = _file(office, refused, "2026-12-01T10:00:00+07:00")
    assert "27 November 2026" in given["warnings"][0]
    file = office.ask("registry", DEPOK, "superior", path=f"/v1/objections/{given['id']}")
    assert (file["timeliness"], file["filing"]["due_on"]) == ("late", "2026-11-27")


def test_an_objection_to_silence_before_the_term_is_over_is_taken_with_a_warning(office: Carrying) -> None:
    with office.at("2026-10-05T09:00:00+07:00"):
        request = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    given = _file(office, request, "2026-10-06T09:00:00+07:00", grounds=["c"])
    assert "19 Oktober 2026" in given["warnings"][0]
    file = office.ask("registry", DEPOK, "superior", path=f"/v1/objections/{given['id']}")
    assert file["timeliness"] == "early"


def test_silence_after_an_extension_is_counted_from_the_end_of_the_extension(office: Carrying) -> None:
    with office.at("2026-10-05T09:00:00+07:00"):
        request = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
        told = {"act": "extend", "statement": "Dokumen masih dicari di arsip.", "ground": "not_documented"}
        path = f"/v1/cases/{request['id']}/acts"
        office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=told, headers={"If-Match": '"1"'})
        office.carry()
    within = _tracked(office, request, "2026-10-28T09:00:00+07:00")["occasion"]  # the last day of the extension
    assert (within["found_on"], within["suggested"]) == ("2026-10-28", [])
    early = _file(office, request, "2026-10-28T09:00:00+07:00", grounds=["c"])
    assert "28 Oktober 2026" in early["warnings"][0]
    after = _tracked(office, request, "2026-10-29T09:00:00+07:00")["occasion"]
    assert (after["found_on"], after["suggested"]) == ("2026-10-28", ["c"])
    last = _file(office, request, "2026-12-09T09:00:00+07:00", grounds=["c"])  # 30 working days later
    file = office.ask("registry", DEPOK, "superior", path=f"/v1/objections/{last['id']}")
    assert (last["warnings"], file["timeliness"], file["filing"]["due_on"]) == ([], "in_time", "2026-12-09")


def test_an_unstamped_power_of_attorney_is_noted(office: Carrying, refused: dict[str, Any]) -> None:
    attorney = {"name": "Budi", "letter_number": "1/SK/2026", "letter_date": "2026-10-18", "stamped": False}
    given = _file(office, refused, "2026-10-20T10:00:00+07:00", attorney=attorney)
    assert "bermeterai" in given["warnings"][0]
    opened = office.ask("intake", DEPOK, "superior", path=f"/v1/objections/{given['id']}")
    assert (opened["attorney"]["name"], opened["position"]) == ("Budi", FILING["position"])


def test_an_attorney_who_objects_is_asked_for_the_power(office: Carrying, refused: dict[str, Any]) -> None:
    path = f"/v1/tracking/{refused['tracking_token']}"
    assert office.ask("intake", DEPOK, path=path)["papers"]["wanted"] == ["identity"]
    attorney = {"name": "Budi", "letter_number": "1/SK/2026", "letter_date": "2026-10-18", "stamped": True}
    _file(office, refused, "2026-10-20T10:00:00+07:00", attorney=attorney)
    assert office.ask("intake", DEPOK, path=path)["papers"]["wanted"] == ["identity", "objection_power"]


def test_each_fault_of_a_filing_stands_at_its_field(office: Carrying, refused: dict[str, Any]) -> None:
    path = f"/v1/tracking/{refused['tracking_token']}/objections"
    answer = office.work("intake").ask(
        DEPOK, path=path, method="POST", json={"grounds": [], "position": "", "demand": ""}
    )
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.get_json()["errors"]} >= {"/grounds", "/position", "/demand"}


def test_an_officer_records_an_objection_with_its_true_receipt(office: Carrying, refused: dict[str, Any]) -> None:
    path = f"/v1/requests/{refused['id']}/objections"
    said = FILING | {"channel": "letter", "received_at": "2026-10-19T08:00:00+07:00"}
    with office.at("2026-10-21T08:00:00+07:00"):
        given = office.ask("intake", DEPOK, "officer", path=path, method="POST", json=said)
    assert given["deadline"]["start"] == "2026-10-19"
    early = said | {"received_at": "2026-10-01T08:00:00+07:00"}
    answer = office.work("intake").ask(DEPOK, "officer", path=path, method="POST", json=early)
    assert answer.get_json()["errors"][0]["pointer"] == "/received_at"


def test_only_the_superior_answers_and_never_who_signed_the_decision(office: Carrying, refused: dict[str, Any]) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    said = {"json": {"outcome": "rejected", "reasons": "Keputusan PPID sudah tepat."}}
    assert _act(office, given["id"], "answer", "ppid", **said).status_code == 403
    same = _act(office, given["id"], "answer", "superior", "ppid", actor=OFFICER, **said)
    assert same.status_code == 403
    assert same.get_json()["code"] == "not-appointed"
    assert "Agus Salim (Atasan PPID, Keputusan Nomor 1/2010" in same.get_json()["detail"]
    assert _act(office, given["id"], "answer", "superior", **said).status_code == 200
    again = _act(office, given["id"], "answer", "superior", **said)
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")


def test_of_two_answers_to_one_version_the_second_sees_that_it_changed(
    office: Carrying, refused: dict[str, Any]
) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    call: dict[str, Any] = {
        "path": f"/v1/objections/{given['id']}/answer", "method": "POST", "headers": {"If-Match": '"1"'},
        "json": {"outcome": "rejected", "reasons": "Tepat."},
    }  # fmt: skip
    answers = [office.work("registry").ask(DEPOK, "superior", actor=SUPERIOR, **call).status_code for _ in range(2)]
    assert answers == [200, 412]


def test_what_is_upheld_orders_the_ppid_to_act_and_the_applicant_gets_the_document(
    office: Carrying, refused: dict[str, Any]
) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    with office.at("2026-11-02T10:00:00+07:00"):
        assert _act(office, given["id"], "review", "superior").get_json()["stage"] == "under_review"
        bare = _act(office, given["id"], "answer", "superior", json={"outcome": "upheld", "reasons": "Benar."})
        assert {fault["pointer"] for fault in bare.get_json()["errors"]} == {"/order", "/act_until"}
        said = {"outcome": "upheld", "reasons": "Benar.", "order": "Berikan dokumen.", "act_until": "2026-11-06"}
        assert _act(office, given["id"], "answer", "superior", json=said).status_code == 200
        office.carry()
    (shown,) = _tracked(office, refused, "2026-11-03T10:00:00+07:00")["items"]
    assert (shown["state"], shown["act_until"], shown["dispute_until"]) == ("upheld", "2026-11-06", "2026-11-20")
    reply = office.ask("registry", DEPOK, path=shown["reply_href"].removeprefix("/api/registry"))
    assert (reply["reasons"], reply["order"]) == ("Benar.", "Berikan dokumen.")
    board = office.ask("registry", DEPOK, "ppid", path="/v1/objections?tab=ordered")
    assert given["id"] in {line["id"] for line in board["items"]}
    document = office.upload(DEPOK, refused["id"], "dokumen.pdf")
    done = {"account": "Dokumen lengkap diberikan.", "documents": [document]}
    assert _act(office, given["id"], "fulfilment", "ppid", actor=OFFICER, json=done).status_code == 200
    office.carry()
    (shown,) = _tracked(office, refused, "2026-11-05T10:00:00+07:00")["items"]
    assert shown["state"] == "fulfilled"
    href = shown["documents"][0]["href"].removeprefix("/api/documents")
    assert office.work("documents").ask(DEPOK, path=href).status_code == 200


def test_silence_past_the_term_opens_the_way_to_dispute(office: Carrying, refused: dict[str, Any]) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    (last,) = _tracked(office, refused, "2026-12-01T23:00:00+07:00")["items"]
    assert (last["silent"], last["dispute_until"]) == (False, None)
    (after,) = _tracked(office, refused, "2026-12-02T01:00:00+07:00")["items"]
    assert (after["silent"], after["dispute_until"]) == (True, "2026-12-21")
    with office.at("2026-12-02T01:00:00+07:00"):
        file = office.ask("registry", DEPOK, "officer", path=f"/v1/objections/{given['id']}")
        late = office.ask("registry", DEPOK, "officer", path="/v1/objections?tab=late&size=200")
    assert (file["late"], file["dispute"]["due_on"]) == (True, "2026-12-21")
    assert given["id"] in {line["id"] for line in late["items"]}


def test_a_late_answer_opens_a_second_reading_of_the_time_to_dispute_and_the_earlier_one_alarms(
    office: Carrying, refused: dict[str, Any]
) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    with office.at("2026-12-03T10:00:00+07:00"):  # two working days late
        said = {"json": {"outcome": "rejected", "reasons": "Tepat."}}
        file = _act(office, given["id"], "answer", "superior", **said).get_json()
        office.carry()
    assert (file["dispute"]["due_on"], file["reply"]["silence_until"]) == ("2026-12-21", "2026-12-21")
    assert (file["dispute_after_silence"]["due_on"], file["dispute_after_answer"]["due_on"]) == (
        "2026-12-21", "2026-12-23",
    )  # fmt: skip
    (shown,) = _tracked(office, refused, "2026-12-03T11:00:00+07:00")["items"]
    assert (shown["dispute_until"], shown["silence_until"], shown["answer_until"]) == (
        "2026-12-21", "2026-12-21", "2026-12-23",
    )  # fmt: skip
    with office.at("2026-12-22T10:00:00+07:00"):
        dispute = {"objection_id": given["id"], "commission": "KI Jawa Barat", "filed_on": "2026-12-22"}
        kept = office.ask("registry", DEPOK, "officer", path="/v1/disputes", method="POST", json=dispute)
    assert (kept["filing_until"], kept["later_until"]) == ("2026-12-21", "2026-12-23")


def test_the_applicant_is_told_of_receipt_and_answer(office: Carrying, refused: dict[str, Any]) -> None:
    given = _file(office, refused, "2026-10-20T10:00:00+07:00")
    _act(office, given["id"], "answer", "superior", json={"outcome": "rejected", "reasons": "Tepat."})
    office.carry()
    sent = office.ask("notify", DEPOK, "officer", path=f"/v1/notices?request={refused['id']}")
    assert {"objection_received", "objection_answered"} <= {notice["kind"] for notice in sent["items"]}
