"""A request goes to the competent office: sealed anew, numbered anew, its first receipt and its link kept."""

import json
from typing import Any

import psycopg
import pytest

from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, MAKASSAR
from tests.integration.intake_desk import body

pytestmark = pytest.mark.stack
WHY = "Dokumen ini dikuasai KPU Provinsi Jawa Barat."
RECEIVED, MOVED = "2026-11-23T09:15:00+07:00", "2026-11-27T10:00:00+07:00"  # Monday and Friday


def _submitted(office: Carrying) -> dict[str, Any]:
    with office.at(RECEIVED):
        given: dict[str, Any] = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    return given


def _transfer(
    office: Carrying, case_id: str, to: str = JABAR, *, code: str = DEPOK, role: str = "ppid", **more: Any
) -> Any:
    said = {"receiver": to, "statement": WHY} | more
    with office.at(MOVED):
        answer = office.work("registry").ask(
            code, role, path=f"/v1/cases/{case_id}/transfer", method="POST", json=said, headers={"If-Match": '"1"'}
        )
        office.carry()
    return answer


def _tracked(office: Carrying, code: str, given: dict[str, Any]) -> dict[str, Any]:
    return dict(office.ask("intake", code, path=f"/v1/tracking/{given['tracking_token']}"))


def _case(office: Carrying, code: str, given: dict[str, Any]) -> dict[str, Any]:
    """The case of a request as it stands at an office."""
    number = _tracked(office, code, given)["number"]
    with office.at(MOVED):
        found = office.ask("intake", code, "ppid", path=f"/v1/requests?q={number}")["items"]
        return dict(office.ask("registry", code, "ppid", path=f"/v1/cases/{found[0]['id']}"))


def test_the_receiver_gets_its_own_number_and_clock_and_the_first_receipt_alarms(office: Carrying) -> None:
    given = _submitted(office)
    assert _transfer(office, given["id"]).get_json()["stage"] == "transferred"
    case = _case(office, JABAR, given)
    assert case["number"].endswith("/PPID-P/32/XI/2026")
    assert case["received_at"] == "2026-11-27T03:00:00+00:00"
    assert (case["due_on"], case["strict"]["due_on"]) == ("2026-12-11", "2026-12-07")
    assert (case["passed"], case["first_received_at"]) == ([DEPOK], "2026-11-23T02:15:00+00:00")
    assert case["working_days_left"] == 6  # to the strict day


def test_the_applicants_link_goes_on_and_leads_to_the_new_office(office: Carrying) -> None:
    given = _submitted(office)
    _transfer(office, given["id"])
    here, there = _tracked(office, DEPOK, given), _tracked(office, JABAR, given)
    assert (here["state"], here["acts"]) == ("transferred", [])
    moved = here["moved_to"]
    assert (moved["office"], moved["number"]) == ("KPU Provinsi Jawa Barat", there["number"])
    assert moved["tracking_url"] == f"http://jabarppid.localhost:8080/permohonan/{given['tracking_token']}"
    assert there["subject"] == here["subject"]
    first = there["first_receipt"]
    assert (first["office"], first["number"], first["due_on"]) == ("KPU Kota Depok", given["number"], "2026-12-07")
    assert there["deadline"]["due_on"] == "2026-12-11"
    letters = office.work("registry").ask(DEPOK, path=here["letters_href"].removeprefix("/api/registry")).get_json()
    assert letters["items"][0]["statement"] == WHY


def test_who_asks_crosses_only_within_intake_and_never_in_an_event(office: Carrying) -> None:
    given = _submitted(office)
    _transfer(office, given["id"])
    case = _case(office, JABAR, given)
    opened = office.ask("intake", JABAR, "ppid", path=f"/v1/requests/{case['id']}")
    assert opened["applicant"]["name"] == body()["applicant"]["name"]
    assert office.work("intake").ask(MAKASSAR, "ppid", path=f"/v1/requests/{case['id']}").status_code == 404
    told = "\n".join(json.dumps(one) for one in _told(office, given["id"], case["id"]))
    assert "case.transferred" in told
    assert "request.taken_over" in told
    for secret in (body()["applicant"]["name"], body()["applicant"]["nik"], body()["subject"], given["tracking_token"]):
        assert secret not in told


def _told(office: Carrying, *ids: str) -> list[Any]:
    found: list[Any] = []
    for name in ("intake", "registry"):
        url = office.work(name).env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + f"/ppid_{name}"
        with psycopg.connect(url) as connection:
            found += connection.execute("select body from outbox where aggregate_id = any(%s)", [list(ids)]).fetchall()
    return found


def test_what_the_applicant_added_goes_along(office: Carrying) -> None:
    given = _submitted(office)
    incomplete = {"act": "declare_incomplete", "statement": "Sebutkan tahun anggarannya."}
    path = f"/v1/cases/{given['id']}/acts"
    with office.at(RECEIVED):
        office.ask("registry", DEPOK, "officer", path=path, method="POST", json=incomplete, headers={"If-Match": '"1"'})
        office.carry()
        repair = {"act": "repair", "words": "Tahun anggaran 2025."}
        office.ask("intake", DEPOK, path=f"/v1/tracking/{given['tracking_token']}/acts", method="POST", json=repair)
        office.carry()
    with office.at(MOVED):
        office.ask(
            "registry", DEPOK, "ppid", path=f"/v1/cases/{given['id']}/transfer", method="POST",
            json={"receiver": JABAR, "statement": WHY}, headers={"If-Match": '"3"'},
        )  # fmt: skip
        office.carry()
    opened = office.ask("intake", JABAR, "ppid", path=f"/v1/requests/{_case(office, JABAR, given)['id']}")
    assert [one["words"] for one in opened["acted"]] == ["Tahun anggaran 2025."]


def test_a_request_passed_on_again_keeps_its_very_first_receipt_and_never_comes_back(office: Carrying) -> None:
    given = _submitted(office)
    _transfer(office, given["id"])
    second = _case(office, JABAR, given)["id"]
    back = _transfer(office, second, DEPOK, code=JABAR)
    assert (back.status_code, back.get_json()["errors"][0]["pointer"]) == (422, "/receiver")
    assert _transfer(office, second, KPU_RI, code=JABAR).status_code == 200
    third = _case(office, KPU_RI, given)
    assert (third["passed"], third["strict"]["due_on"]) == ([DEPOK, JABAR], "2026-12-07")
    assert _tracked(office, KPU_RI, given)["first_receipt"]["number"] == given["number"]


def test_the_same_message_twice_hands_over_once(office: Carrying) -> None:
    told = dict(office.told)
    given = _submitted(office)
    _transfer(office, given["id"])
    url = office.work("intake").env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_intake"
    with psycopg.connect(url, autocommit=True) as connection:  # as if the second half had failed
        connection.execute("delete from request_destination where request_id = %s", [given["id"]])
        connection.execute("update information_request set case_version = 1, state = 'registered' where id = %s",
                           [given["id"]])  # fmt: skip
        connection.execute("delete from request_step where request_id = %s and version = 2", [given["id"]])
        connection.execute("delete from inbox where tenant = %s", [DEPOK])
    office.told = told
    with office.at(MOVED):
        office.carry()
    with psycopg.connect(url) as connection:
        token = given["tracking_token"]
        found = connection.execute(
            "select count(*) from information_request where token_hash = sha256(%s) and tenant = %s",
            [token.encode(), JABAR],
        ).fetchone()
    assert found == (1,)
    assert _tracked(office, DEPOK, given)["moved_to"]["number"] == _tracked(office, JABAR, given)["number"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [({"to": DEPOK}, "/receiver"), ({"to": "99.99"}, "/receiver"), ({"statement": "pendek"}, "/statement")],
)
def test_a_transfer_to_nowhere_or_without_a_reason_names_the_field(
    office: Carrying, said: dict[str, str], pointer: str
) -> None:
    refused = _transfer(office, _submitted(office)["id"], **said)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == [pointer]


def test_only_the_ppid_passes_on_and_only_what_is_open(office: Carrying) -> None:
    given = _submitted(office)
    assert _transfer(office, given["id"], role="officer").status_code == 403
    _transfer(office, given["id"])
    again = office.work("registry").ask(
        DEPOK, "ppid", path=f"/v1/cases/{given['id']}/transfer", method="POST", headers={"If-Match": '"2"'},
        json={"receiver": KPU_RI, "statement": WHY},
    )  # fmt: skip
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    assert "dialihkan ke kantor lain" in again.get_json()["detail"]


def test_a_changed_regime_counts_both_dates_anew(office: Carrying) -> None:
    given = _submitted(office)
    _transfer(office, given["id"])
    case = _case(office, JABAR, given)
    with office.at(MOVED):
        changed = office.ask(
            "registry", JABAR, "officer", path=f"/v1/cases/{case['id']}/regime", method="POST",
            json={"regime": "election", "reason": "Menyangkut tahapan pemilihan."}, headers={"If-Match": '"1"'},
        )  # fmt: skip
    assert (changed["due_on"], changed["strict"]["due_on"]) == ("2026-12-02", "2026-11-26")
    assert changed["late"]


def test_an_objection_to_what_was_passed_on_goes_to_the_office_that_has_it(office: Carrying) -> None:
    given = _submitted(office)
    _transfer(office, given["id"])
    path = f"/v1/tracking/{given['tracking_token']}/objections"
    said = {"grounds": ["c"], "position": "Tidak dijawab.", "demand": "Mohon dijawab."}
    with office.at(MOVED):
        here = office.work("intake").ask(DEPOK, path=path, method="POST", json=said)
        there = office.work("intake").ask(JABAR, path=path, method="POST", json=said)
    assert (here.status_code, here.get_json()["code"]) == (409, "request-passed-on")
    assert "KPU Provinsi Jawa Barat" in here.get_json()["detail"]
    assert there.status_code == 201
