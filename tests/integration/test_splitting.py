"""Several questions in one request become linked requests: own numbers, own clocks, one receipt, one link."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from contracts.objections import ObjectionSubmitted
from services.documents.disputes.queries.files import elsewhere
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, MAKASSAR
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
WHY = "Permohonan ini memuat dua pertanyaan yang berbeda."
RECEIVED, SPLIT = "2026-11-23T09:15:00+07:00", "2026-11-25T10:00:00+07:00"  # Monday and Wednesday
QUESTIONS = [
    {"category": "anggaran_keuangan", "subject": "Realisasi anggaran", "detail": "Laporan realisasi tahun 2025."},
    {"category": "data_pemilih", "subject": "Jumlah pemilih", "detail": "Rekapitulasi DPT per kecamatan."},
]


def _submitted(office: Carrying) -> dict[str, Any]:
    with office.at(RECEIVED):
        given: dict[str, Any] = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    return given


def _propose(office: Carrying, case_id: str, code: str = DEPOK) -> list[str]:
    path = f"/v1/requests/{case_id}/parts"
    told = office.ask("intake", code, "officer", path=path, method="POST", json={"parts": QUESTIONS})
    return list(told["parts"])


def _act(office: Carrying, case_id: str, way: str, version: int, said: dict[str, Any], *, code: str = DEPOK) -> Any:
    headers = {"If-Match": f'"{version}"'}
    path = f"/v1/cases/{case_id}/{way}"
    answer = office.work("registry").ask(code, "officer", "ppid", path=path, method="POST", json=said, headers=headers)
    office.carry()
    return answer


def _split(office: Carrying, case_id: str, version: int = 1, code: str = DEPOK, **changes: Any) -> Any:
    with office.at(SPLIT):
        said = {"parts": _propose(office, case_id, code), "statement": WHY} | changes
        return _act(office, case_id, "split", version, said, code=code)


def _tracked(office: Carrying, given: dict[str, Any], code: str = DEPOK) -> dict[str, Any]:
    return dict(office.ask("intake", code, path=f"/v1/tracking/{given['tracking_token']}"))


def _cases(office: Carrying, case_id: str, code: str = DEPOK) -> list[dict[str, Any]]:
    """The cases of the questions of a request, in their order."""
    with office.at(SPLIT):
        whole = office.ask("intake", code, "officer", path=f"/v1/requests/{case_id}")
        return [
            dict(office.ask("registry", code, "officer", path=f"/v1/cases/{part['id']}")) for part in whole["parts"]
        ]


def test_each_question_gets_a_number_and_a_clock_that_runs_from_the_first_receipt(office: Carrying) -> None:
    given = _submitted(office)
    assert _split(office, given["id"]).get_json()["stage"] == "split"
    first, second = _cases(office, given["id"])
    assert len({given["number"], first["number"], second["number"]}) == 3
    for case in (first, second):
        assert (case["received_at"], case["due_on"]) == ("2026-11-23T02:15:00+00:00", "2026-12-07")
        assert (case["stage"], case["part_of"]) == ("verifying", given["id"])
        assert case["check_until"] == "2026-11-26"  # three working days from the entry of the whole, not from the split
    assert [first["category"], second["category"]] == ["anggaran_keuangan", "data_pemilih"]


def test_each_clock_goes_its_own_way(office: Carrying) -> None:
    given = _submitted(office)
    _split(office, given["id"])
    first, second = _cases(office, given["id"])
    with office.at(SPLIT):
        more = {"act": "extend", "ground": "undecided", "statement": "Uji konsekuensi berjalan."}
        assert _act(office, first["id"], "acts", 1, more).status_code == 200
    after = _cases(office, given["id"])
    assert [case["stage"] for case in after] == ["extended", "verifying"]
    assert after[1]["working_days_left"] == second["working_days_left"]


def test_the_one_link_shows_all_linked_requests_and_each_of_them_leads_back(office: Carrying) -> None:
    given = _submitted(office)
    _split(office, given["id"])
    whole = _tracked(office, given)
    assert (whole["state"], whole["acts"]) == ("split", [])
    assert [part["subject"] for part in whole["parts"]] == [one["subject"] for one in QUESTIONS]
    assert {part["due_on"] for part in whole["parts"]} == {"2026-12-07"}
    assert {part["received_at"] for part in whole["parts"]} == {"2026-11-23T02:15:00+00:00"}
    token = whole["parts"][1]["tracking_url"].rpartition("/")[2]
    part = office.ask("intake", DEPOK, path=f"/v1/tracking/{token}")
    assert (part["subject"], part["detail"]) == (QUESTIONS[1]["subject"], QUESTIONS[1]["detail"])
    assert part["purpose"] == whole["purpose"]
    assert part["part_of"]["number"] == given["number"]
    assert part["part_of"]["tracking_url"].endswith(given["tracking_token"])
    letters = office.work("registry").ask(DEPOK, path=whole["letters_href"].removeprefix("/api/registry")).get_json()
    assert letters["items"][0]["statement"] == WHY
    assert letters["items"][0]["signing_role"] == "ppid", "whoever wrote it at the desk stands under it"


def test_the_applicant_is_told_of_the_split_and_of_every_number(office: Carrying) -> None:
    given = _submitted(office)
    _split(office, given["id"])
    cases = _cases(office, given["id"])

    def kinds(request_id: str) -> list[str]:
        told = office.ask("notify", DEPOK, "officer", path=f"/v1/notices?request={request_id}")
        return [one["kind"] for one in told["items"]]

    assert "case_advanced" in kinds(given["id"])
    assert [kinds(case["id"]) for case in cases] == [["request_received"]] * 2


def test_what_was_complete_stays_complete_and_what_the_applicant_added_goes_along(office: Carrying) -> None:
    given = _submitted(office)
    with office.at(RECEIVED):
        _act(office, given["id"], "acts", 1, {"act": "clarify", "statement": "Tahun anggaran mana?"})
        answer = {"act": "answer", "words": "Tahun 2025."}
        office.ask("intake", DEPOK, path=f"/v1/tracking/{given['tracking_token']}/acts", method="POST", json=answer)
        office.carry()
        _act(office, given["id"], "acts", 3, {"act": "declare_complete"})
    _split(office, given["id"], version=4)
    for case in _cases(office, given["id"]):
        assert (case["stage"], case["complete_on"]) == ("processing", "2026-11-23")
        opened = office.ask("intake", DEPOK, "officer", path=f"/v1/requests/{case['id']}")
        assert [one["words"] for one in opened["acted"]] == ["Tahun 2025."]
        assert opened["applicant"]["name"] == body()["applicant"]["name"]


def test_a_request_from_another_office_keeps_its_first_receipt_when_it_is_split(office: Carrying) -> None:
    given = _submitted(office)
    with office.at(SPLIT):
        said = {"receiver": JABAR, "statement": "Dikuasai KPU Provinsi Jawa Barat."}
        _act(office, given["id"], "transfer", 1, said)
        number = _tracked(office, given, JABAR)["number"]
        found = office.ask("intake", JABAR, "ppid", path=f"/v1/requests?q={number}")["items"]
    assert _split(office, found[0]["id"], code=JABAR).status_code == 200
    for case in _cases(office, found[0]["id"], JABAR):
        assert (case["passed"], case["strict"]["due_on"]) == ([DEPOK], "2026-12-07")
    part = _tracked(office, given, JABAR)["parts"][0]["tracking_url"].rpartition("/")[2]
    first = office.ask("intake", JABAR, path=f"/v1/tracking/{part}")["first_receipt"]
    assert (first["office"], first["number"]) == ("KPU Kota Depok", given["number"])


def test_the_record_of_a_dispute_tells_of_the_whole_and_names_the_office_that_has_earlier_letters(
    office: Carrying,
) -> None:
    given = _submitted(office)
    with office.at(SPLIT):
        _act(office, given["id"], "transfer", 1, {"receiver": JABAR, "statement": "Dikuasai KPU Provinsi Jawa Barat."})
        number = _tracked(office, given, JABAR)["number"]
        whole = office.ask("intake", JABAR, "ppid", path=f"/v1/requests?q={number}")["items"][0]["id"]
    _split(office, whole, code=JABAR)
    case = _cases(office, whole, JABAR)[0]
    objected = ObjectionSubmitted(
        objection_id=uuid4(), request_id=UUID(case["id"]), number="1/PPID-K/32/XI/2026", channel="counter",
        grounds=("d",), by_attorney=False, received_at=datetime.fromisoformat(SPLIT),
    )  # fmt: skip
    with office.at(SPLIT):
        office.work("registry").hear(JABAR, objected)
        said = {"objection_id": str(objected.objection_id), "commission": "KI Jawa Barat", "filed_on": SPLIT[:10]}
        dispute = office.ask("registry", JABAR, "officer", path="/v1/disputes", method="POST", json=said)
        told = office.ask("registry", JABAR, "service:documents", path=f"/v1/disputes/{dispute['id']}/record")
    assert (told["passed"], told["part_of"]) == (["KPU Kota Depok"], number)
    letters = [(one["request_id"], one["title"]) for one in told["letters"]]
    assert letters == [(whole, "Pemberitahuan pemecahan permohonan")]
    happened = [one["what"] for one in told["happenings"]]
    assert [f"Permohonan {one} diterima" in happened for one in (number, case["number"], given["number"])] == [
        True, True, False,
    ]  # fmt: skip
    sentences = list(elsewhere(told))
    assert "KPU Kota Depok" in sentences[0]
    assert number in sentences[1]


def test_no_word_of_the_questions_stands_in_an_event_and_no_other_office_sees_them(office: Carrying) -> None:
    given = _submitted(office)
    _split(office, given["id"])
    ids = [given["id"], *(case["id"] for case in _cases(office, given["id"]))]
    told = []
    for name in ("intake", "registry"):
        url = office.work(name).env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + f"/ppid_{name}"
        with psycopg.connect(url) as connection:
            told += connection.execute("select body from outbox where aggregate_id = any(%s)", [ids]).fetchall()
    events = json.dumps(told, default=str)
    assert "case.split" in events
    assert "request.split_off" in events
    for question in QUESTIONS:
        assert question["subject"] not in events
        assert question["detail"] not in events
    for one in ids:
        assert office.work("intake").ask(MAKASSAR, "officer", path=f"/v1/requests/{one}").status_code == 404


def test_the_same_message_twice_numbers_every_question_once(office: Carrying) -> None:
    given, told = _submitted(office), dict(office.told)
    _split(office, given["id"])
    before = [case["number"] for case in _cases(office, given["id"])]
    office.told = told
    with office.at(SPLIT):
        office.carry()
    assert [case["number"] for case in _cases(office, given["id"])] == before


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"parts": [str(uuid4())]}, "/parts"),
        ({"parts": [str(uuid4())] * 2}, "/parts"),
        ({"statement": "x"}, "/statement"),
    ],
)
def test_a_split_into_one_or_without_a_reason_names_the_field(
    office: Carrying, changes: dict[str, Any], pointer: str
) -> None:
    refused = _split(office, _submitted(office)["id"], **changes)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == [pointer]


def test_what_waits_for_a_repair_or_was_extended_or_split_is_not_split(office: Carrying) -> None:
    incomplete, extended, done = (_submitted(office)["id"] for _ in range(3))
    with office.at(RECEIVED):
        _act(office, incomplete, "acts", 1, {"act": "declare_incomplete", "statement": "Sebutkan tahunnya."})
        more = {"act": "extend", "ground": "undecided", "statement": "Uji konsekuensi berjalan."}
        _act(office, extended, "acts", 1, more)
    _split(office, done)
    for case_id in (incomplete, extended, done):
        refused = _split(office, case_id, version=2)
        assert (refused.status_code, refused.get_json()["code"]) == (409, "act-not-allowed")
        assert "memecah menjadi beberapa permohonan" in refused.get_json()["detail"]


def test_two_officers_at_once_split_a_request_once(office: Carrying) -> None:
    given = _submitted(office)
    _split(office, given["id"])
    assert _split(office, given["id"], version=1).status_code == 412
