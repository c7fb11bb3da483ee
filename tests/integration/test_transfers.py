"""A request goes to the competent office: sealed anew, numbered anew, its first receipt and its link kept."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest

from contracts.cases import CasePassedOn
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, MAKASSAR
from tests.integration.intake_desk import body
from tests.integration.transfers import MOVED, RECEIVED, WHY, act, case, submitted, tracked, transfer

pytestmark = pytest.mark.stack


def test_the_receiver_gets_its_own_number_and_clock_and_the_first_receipt_alarms(office: Carrying) -> None:
    given = submitted(office)
    assert transfer(office, given["id"]).get_json()["stage"] == "transferred"
    there = case(office, JABAR, given)
    assert there["number"].endswith("/PPID-P/32/XI/2026")
    assert there["received_at"] == "2026-11-27T03:00:00+00:00"
    assert (there["due_on"], there["strict"]["due_on"]) == ("2026-12-11", "2026-12-07")
    assert (there["passed"], there["first_received_at"]) == ([DEPOK], "2026-11-23T02:15:00+00:00")
    assert there["working_days_left"] == 6  # to the strict day


def test_the_applicants_link_goes_on_and_leads_to_the_new_office(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"])
    here, there = tracked(office, DEPOK, given), tracked(office, JABAR, given)
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
    given = submitted(office)
    transfer(office, given["id"])
    there = case(office, JABAR, given)
    opened = office.ask("intake", JABAR, "ppid", path=f"/v1/requests/{there['id']}")
    assert opened["applicant"]["name"] == body()["applicant"]["name"]
    assert office.work("intake").ask(MAKASSAR, "ppid", path=f"/v1/requests/{there['id']}").status_code == 404
    told = "\n".join(json.dumps(one) for one in _told(office, given["id"], there["id"]))
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
    given = submitted(office)
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
    opened = office.ask("intake", JABAR, "ppid", path=f"/v1/requests/{case(office, JABAR, given)['id']}")
    assert [one["words"] for one in opened["acted"]] == ["Tahun anggaran 2025."]


def test_a_request_passed_on_again_keeps_its_very_first_receipt_and_never_comes_back(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"])
    second = case(office, JABAR, given)["id"]
    back = transfer(office, second, DEPOK, code=JABAR)
    assert (back.status_code, back.get_json()["errors"][0]["pointer"]) == (422, "/receiver")
    assert transfer(office, second, KPU_RI, code=JABAR).status_code == 200
    third = case(office, KPU_RI, given)
    assert (third["passed"], third["strict"]["due_on"]) == ([DEPOK, JABAR], "2026-12-07")
    assert tracked(office, KPU_RI, given)["first_receipt"]["number"] == given["number"]


def test_the_same_message_twice_hands_over_once(office: Carrying) -> None:
    told = dict(office.told)
    given = submitted(office)
    transfer(office, given["id"])
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
    assert tracked(office, DEPOK, given)["moved_to"]["number"] == tracked(office, JABAR, given)["number"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [({"to": DEPOK}, "/receiver"), ({"to": "99.99"}, "/receiver"), ({"statement": "pendek"}, "/statement")],
)
def test_a_transfer_to_nowhere_or_without_a_reason_names_the_field(
    office: Carrying, said: dict[str, str], pointer: str
) -> None:
    refused = transfer(office, submitted(office)["id"], **said)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == [pointer]


def test_only_the_ppid_passes_on_and_only_what_is_open(office: Carrying) -> None:
    given = submitted(office)
    assert transfer(office, given["id"], role="officer").status_code == 403
    transfer(office, given["id"])
    again = office.work("registry").ask(
        DEPOK, "ppid", path=f"/v1/cases/{given['id']}/transfer", method="POST", headers={"If-Match": '"2"'},
        json={"receiver": KPU_RI, "statement": WHY},
    )  # fmt: skip
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    assert "dialihkan ke kantor lain" in again.get_json()["detail"]


def test_a_changed_regime_counts_both_dates_anew(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"])
    there = case(office, JABAR, given)
    with office.at(MOVED):
        changed = office.ask(
            "registry", JABAR, "officer", path=f"/v1/cases/{there['id']}/regime", method="POST",
            json={"regime": "election", "reason": "Menyangkut tahapan pemilihan."}, headers={"If-Match": '"1"'},
        )  # fmt: skip
    assert (changed["due_on"], changed["strict"]["due_on"]) == ("2026-12-02", "2026-11-26")
    assert changed["late"]


def test_an_objection_to_what_was_passed_on_goes_to_the_office_that_has_it(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"])
    path = f"/v1/tracking/{given['tracking_token']}/objections"
    said = {"grounds": ["c"], "position": "Tidak dijawab.", "demand": "Mohon dijawab."}
    with office.at(MOVED):
        here = office.work("intake").ask(DEPOK, path=path, method="POST", json=said)
        there = office.work("intake").ask(JABAR, path=path, method="POST", json=said)
    assert (here.status_code, here.get_json()["code"]) == (409, "request-passed-on")
    assert "KPU Provinsi Jawa Barat" in here.get_json()["detail"]
    assert there.status_code == 201


EXTEND = {"act": "extend", "ground": "not_documented", "statement": "Dokumen masih dicari di arsip."}


def test_an_extension_goes_along_and_stays_the_only_one(office: Carrying) -> None:
    given = submitted(office)
    assert act(office, DEPOK, given["id"], "acts", EXTEND).status_code == 200
    transfer(office, given["id"])
    there = case(office, JABAR, given)
    assert (there["stage"], there["binding_on"]) == ("extended", "2026-12-16")
    assert "extend" not in [known["act"] for known in there["acts"] if known["allowed"]]
    again = act(office, JABAR, there["id"], "acts", EXTEND)
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    seen = tracked(office, JABAR, given)
    assert (seen["state"], [step["kind"] for step in seen["steps"]]) == (
        "extended",
        ["received", "extended", "registered"],
    )
    assert seen["steps"][1]["until"] == "2026-12-16"


def test_the_completeness_check_already_made_goes_along(office: Carrying) -> None:
    given = submitted(office)
    act(office, DEPOK, given["id"], "acts", {"act": "declare_complete"}, role="officer", on=RECEIVED)
    transfer(office, given["id"])
    there = case(office, JABAR, given)
    assert (there["stage"], there["complete_on"], there["check_until"]) == ("processing", "2026-11-23", "2026-11-26")
    assert tracked(office, JABAR, given)["state"] == "processing"


def test_the_term_to_check_completeness_does_not_begin_anew(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"])
    lacking = {"act": "declare_incomplete", "statement": "Sebutkan tahun anggarannya."}
    late = act(office, JABAR, case(office, JABAR, given)["id"], "acts", lacking, role="officer")
    assert (late.status_code, late.get_json()["code"]) == (409, "term-passed")


def test_an_officers_choice_of_regime_goes_along_and_is_made_once(office: Carrying) -> None:
    given = submitted(office)
    chosen = {"regime": "election", "reason": "Menyangkut tahapan pemilihan."}
    act(office, DEPOK, given["id"], "regime", chosen, role="officer", on=RECEIVED)
    transfer(office, given["id"], on="2026-11-24T10:00:00+07:00")
    there = case(office, JABAR, given)
    assert (there["regime"], there["binding_on"]) == ("election", "2026-11-26")
    assert tracked(office, JABAR, given)["deadline"]["regime"] == "election"
    back = {"regime": "ordinary", "reason": "Bukan informasi pemilihan."}
    assert act(office, JABAR, there["id"], "regime", back, role="officer").status_code == 409


def test_the_senders_lateness_goes_along(office: Carrying) -> None:
    given = submitted(office)
    transfer(office, given["id"], on="2026-12-09T10:00:00+07:00")
    there = case(office, JABAR, given, on="2026-12-09T10:00:00+07:00")
    (late,) = there["lateness"]
    assert (late["kind"], late["office"], late["due_on"]) == ("elsewhere", DEPOK, "2026-12-07")
    assert there["late_days"] == late["days"] == 2


def test_a_transfer_told_before_what_goes_along_was_told_is_still_heard(office: Carrying) -> None:
    given = submitted(office)
    told = CasePassedOn(
        request_id=UUID(given["id"]), number=given["number"], receiver=JABAR,
        transferred_at=datetime.fromisoformat(MOVED),
    )  # fmt: skip
    with office.at(MOVED):
        office.work("intake").hear(DEPOK, told, version=2)
        office.carry()
    there = case(office, JABAR, given)
    assert (there["stage"], there["passed"], there["binding_on"]) == ("verifying", [DEPOK], "2026-12-07")


def test_the_first_receipt_is_a_day_by_the_calendar_of_the_first_office(office: Carrying) -> None:
    given = submitted(office, on="2026-11-23T23:30:00+07:00")  # half past midnight of the next day in Makassar
    due = case(office, DEPOK, given)["due_on"]
    transfer(office, given["id"], MAKASSAR)
    there = case(office, MAKASSAR, given)
    assert (there["strict"]["received_on"], there["binding_on"], due) == ("2026-11-23", "2026-12-07", "2026-12-07")
    assert tracked(office, MAKASSAR, given)["first_receipt"]["due_on"] == due
