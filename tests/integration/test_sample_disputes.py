"""The sample objections and disputes run through the API to their stated due dates and outcomes."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ppid import offices as national
from tests.integration.carrying import Carrying
from tests.integration.conftest import Working, add_office, appoint_holders
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
DATA = Path(__file__).parents[1] / "data"
REQUESTS = {one["id"]: one for one in json.loads((DATA / "sample_requests.json").read_text())}
OBJECTIONS = {one["id"]: one for one in json.loads((DATA / "sample_objections.json").read_text())}
DISPUTES = json.loads((DATA / "sample_disputes.json").read_text())
REGIMES = {"reguler": "ordinary", "pemilu": "election"}
NOT_HELD = {
    "outcome": "not_held", "statement": "Dokumen itu tidak dikuasai kantor ini.",
    "holder": "Dinas lain",
}  # fmt: skip
REFUSED = {
    "outcome": "refused", "statement": "Informasi yang diminta dikecualikan.",
    "exemption": "h", "act": "UU 27/2022 Pasal 4 ayat (2)", "tested_on": "2023-01-10",
    "consequence": "Membuka data pribadi pihak ketiga tanpa persetujuannya.", "not_always_open": True,
}  # fmt: skip
OUTCOMES = {
    "menguatkan": "rejected",
    "menguatkan_sebagian": "partly_upheld",
    "mengubah_keputusan_ppid": "upheld",
    "mengabulkan": "upheld",
}
# What happened in each sample, days after its filing, and where that leads.
PATHS: dict[str, tuple[tuple[dict[str, Any], ...], str]] = {
    "SGK-001": (({"act": "start_adjudication"}, {"act": "rule", "number": "1/2025", "outcome": "rejected"}), "ruled"),
    "SGK-003": (({"act": "start_mediation"}, {"act": "agree", "note": "Diumumkan di laman."}), "settled"),
    "SGK-005": (
        ({"act": "start_adjudication"}, {"act": "rule", "number": "5/2023", "outcome": "partly_granted"}), "ruled",
    ),
    "SGK-007": (({"act": "start_mediation"}, {"act": "agree", "note": "Biaya dikembalikan."}), "settled"),
    "SGK-009": (
        (
            {"act": "start_mediation"}, {"act": "fail_mediation"},
            {"act": "rule", "number": "9/2026", "outcome": "partly_granted"}, {"act": "receive_copy"},
            {"act": "go_to_court", "number": "1/G/KI/2026/PTUN", "party": "office"},
        ), "court",
    ),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _offices(work: Callable[[str], Working]) -> None:
    """Let every service know the offices of the samples."""
    for name in ("intake", "registry", "documents", "notify"):
        working = work(name)
        for code in {one["office_code"] for one in OBJECTIONS.values()}:
            add_office(working.runtime, code)
            if name == "registry":
                appoint_holders(working.runtime, code)


def _answered(office: Carrying, sample: dict[str, Any]) -> str:
    """Request, decision, objection and answer of a sample, each on its day; the objection's id."""
    code, asked = sample["office_code"], REQUESTS[sample["request_id"]]
    said = body(
        category=asked["topic"], channel="email", regime=REGIMES[sample["regime"]], received_at=asked["submitted_at"]
    )
    with office.at(asked["submitted_at"]):
        request = office.ask("intake", code, "officer", path="/v1/requests", method="POST", json=said)
        office.carry()
    if sample["request_answered_on"]:
        with office.at(_noon(code, sample["request_answered_on"])):
            content = REFUSED if sample["ground"] == "a" else NOT_HELD
            _post(office, code, "ppid", f"/v1/cases/{request['id']}", "decision", content)
    with office.at(_noon(code, sample["submitted_on"])):
        path = f"/v1/tracking/{request['tracking_token']}/objections"
        filing = {"grounds": [sample["ground"]], "position": sample["case_position"], "demand": sample["demand"]}
        given = office.ask("intake", code, path=path, method="POST", json=filing)
        office.carry()
        assert given["deadline"]["due_on"] == sample["expected_response_due"]
        assert given["deadline"]["value"] == sample["response_limit_days"]
        file = office.ask("registry", code, "officer", path=f"/v1/objections/{given['id']}")
        assert (file["due_on"], file["timeliness"]) == (sample["expected_response_due"], "in_time")
        assert sample["filing_limit_on"] in (None, file["filing_until"])
    with office.at(_noon(code, sample["superior_responded_on"])):
        outcome = OUTCOMES[sample["superior_decision"]]
        answer: dict[str, Any] = {"outcome": outcome, "reasons": "Sebagaimana tertulis."}
        if outcome != "rejected":
            answer |= {"order": sample["demand"], "act_until": sample["superior_responded_on"]}
        answered = _post(office, code, "superior", f"/v1/objections/{given['id']}", "answer", answer)
    assert (answered["stage"], answered["late"]) == (outcome, False)
    return str(given["id"])


def _post(office: Carrying, code: str, role: str, thing: str, act: str, content: dict[str, Any]) -> dict[str, Any]:
    registry = office.work("registry")
    tag = registry.ask(code, role, path=thing).headers["ETag"]
    call: dict[str, Any] = {"method": "POST", "json": content, "headers": {"If-Match": tag}}
    answer = registry.ask(code, role, path=f"{thing}/{act}", **call)
    assert answer.status_code < 300, answer.get_data(as_text=True)
    office.carry()
    return dict(answer.get_json())


def _noon(code: str, on: str) -> str:
    zone = ZoneInfo(national.office(code).time_zone)
    return datetime.combine(date.fromisoformat(on), datetime.min.time(), zone).replace(hour=12).isoformat()


@pytest.mark.parametrize("sample", OBJECTIONS.values(), ids=list(OBJECTIONS))
def test_a_sample_objection_is_answered_as_stated(sample: dict[str, Any], office: Carrying) -> None:
    _answered(office, sample)


@pytest.mark.parametrize("sample", DISPUTES, ids=[one["id"] for one in DISPUTES])
def test_a_sample_dispute_reaches_its_stated_outcome(sample: dict[str, Any], office: Carrying) -> None:
    code, filed_on = sample["office_code"], date.fromisoformat(sample["filed_on"])
    objection = _answered(office, OBJECTIONS[sample["objection_id"]])
    with office.at(_noon(code, sample["filed_on"])):
        said = {"objection_id": objection, "commission": sample["commission"], "filed_on": sample["filed_on"]}
        dispute = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
    if sample["filing_limit_on"]:
        assert dispute["filing_until"] == sample["filing_limit_on"]
        assert (sample["filed_on"] <= dispute["filing_until"]) is sample["filed_in_time"]
    steps, end = PATHS[sample["id"]]
    opening = ({"act": "register", "number": sample["register_number_example"]}, {"act": "open_hearing"})
    seen = []
    for days, step in enumerate((*opening, *steps), 1):
        on = (filed_on + timedelta(days=days)).isoformat()
        with office.at(_noon(code, on)):
            dispute = _post(office, code, "officer", f"/v1/disputes/{dispute['id']}", "steps", {**step, "on": on})
        seen += [one["term"] for one in dispute["waiting"] if one["term"]]
    assert dispute["stage"] == end
    assert dispute["register_number"] == sample["register_number_example"]
    due = {term["rule"]: term["due_on"] for term in seen}
    if sample["proceedings_start_due"]:
        assert due["R-17.a"] == sample["proceedings_start_due"]
        assert due["R-17.b"] == sample["proceedings_end_due"]
    else:
        assert "E-07" in due


def test_a_dispute_that_its_applicant_withdrew_is_not_filed_again(office: Carrying) -> None:
    sample = next(one for one in DISPUTES if one["id"] == "SGK-003")
    objection = _answered(office, OBJECTIONS[sample["objection_id"]])
    code, day = sample["office_code"], sample["filed_on"]
    with office.at(_noon(code, day)):
        said = {"objection_id": objection, "commission": sample["commission"], "filed_on": day}
        thing = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
        step = {"act": "withdraw", "on": day}
        done = _post(office, code, "officer", f"/v1/disputes/{thing['id']}", "steps", step)
        again = office.work("registry").ask(code, "officer", path="/v1/disputes", method="POST", json=said)
    assert (done["stage"], again.status_code, again.get_json()["code"]) == ("withdrawn", 409, "dispute-exists")
    assert "PerKI 1/2013 ps. 14-15" in again.get_json()["detail"]


def test_a_mediated_agreement_is_carried_out_and_the_dispute_is_over(office: Carrying) -> None:
    sample = next(one for one in DISPUTES if one["id"] == "SGK-003")
    objection = _answered(office, OBJECTIONS[sample["objection_id"]])
    code, day = sample["office_code"], sample["filed_on"]
    with office.at(_noon(code, day)):
        said = {"objection_id": objection, "commission": sample["commission"], "filed_on": day}
        thing = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
        path = f"/v1/disputes/{thing['id']}"
        assert thing["competent"] == "Komisi Informasi Provinsi"
        again = office.work("registry").ask(code, "officer", path="/v1/disputes", method="POST", json=said)
        assert (again.status_code, again.get_json()["code"]) == (409, "dispute-exists")
        for act in ("register", "open_hearing", "start_mediation", "agree", "comply"):
            step = {"act": act, "on": day, "number": "1", "note": "Diumumkan."}
            done = _post(office, code, "officer", path, "steps", step)
        late = {"act": "set_hearing", "on": day}
        tag = {"If-Match": f'"{done["version"]}"'}
        refused = office.work("registry").ask(
            code, "officer", path=f"{path}/steps", method="POST", json=late, headers=tag
        )
    assert (done["stage"], done["waiting"]) == ("complied", [])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "act-not-allowed")
    listed = office.ask("registry", code, "officer", path="/v1/disputes?tab=ended")
    assert thing["id"] in {one["id"] for one in listed["items"]}


def test_a_wrong_step_is_put_right_by_a_second_entry_and_both_stay_on_record(office: Carrying) -> None:
    sample = next(one for one in DISPUTES if one["id"] == "SGK-003")
    objection = _answered(office, OBJECTIONS[sample["objection_id"]])
    code, day = sample["office_code"], sample["filed_on"]
    with office.at(_noon(code, day)):
        said = {"objection_id": objection, "commission": sample["commission"], "filed_on": day}
        given = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
        path = f"/v1/disputes/{given['id']}"
        _post(office, code, "officer", path, "steps", {"act": "register", "on": day, "number": "7"})
        right = {"act": "register", "on": day, "number": "9", "corrects": 2, "because": "Salah baca nomor."}
        done = _post(office, code, "officer", path, "steps", right)
    assert (done["stage"], done["register_number"]) == ("registered", "9")
    assert [(one["act"], one["in_force"], one["because"]) for one in done["steps"]] == [
        ("file", True, None), ("register", False, None), ("register", True, "Salah baca nomor."),
    ]  # fmt: skip


def test_a_dispute_that_was_not_accepted_is_filed_again(office: Carrying) -> None:
    sample = next(one for one in DISPUTES if one["id"] == "SGK-003")
    objection = _answered(office, OBJECTIONS[sample["objection_id"]])
    code, day = sample["office_code"], sample["filed_on"]
    with office.at(_noon(code, day)):
        said = {"objection_id": objection, "commission": sample["commission"], "filed_on": day}
        given = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
        path = f"/v1/disputes/{given['id']}"
        for step in (
            {"act": "register", "number": "1"},
            {"act": "open_hearing"},
            {"act": "not_accept", "note": "Prematur."},
        ):
            _post(office, code, "officer", path, "steps", step | {"on": day})
        again = office.ask("registry", code, "officer", path="/v1/disputes", method="POST", json=said)
        found = office.ask("registry", code, "officer", path=f"/v1/disputes?objection={objection}")["items"]
        year = int(day[:4])
        rows = office.ask("registry", code, "officer", path=f"/v1/registers/objections?year={year}&size=500")["items"]
    assert again["stage"] == "filed"
    assert {one["stage"] for one in found} == {"not_accepted", "filed"}
    assert [row["id"] for row in rows].count(objection) <= 1
