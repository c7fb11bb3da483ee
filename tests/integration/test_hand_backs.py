"""A request that was passed on in error is handed back: the first case goes on, as if it had never left."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from chassis.context import Context
from chassis.db import transaction
from contracts.cases import CaseHandedBack
from contracts.envelope import decode
from services.registry.cases.models.progress import Letter
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, KPU_RI
from tests.integration.transfers import MISTAKE, MOVED, RECEIVED, act, case, hand_back, submitted, tracked, transfer

pytestmark = pytest.mark.stack
EXTEND = {"act": "extend", "ground": "not_documented", "statement": "Dokumen masih dicari di arsip."}
LATER = "2026-11-30T10:00:00+07:00"


@pytest.fixture
def sent(office: Carrying) -> dict[str, Any]:
    """A request that KPU Kota Depok passed on to KPU Provinsi Jawa Barat."""
    given = submitted(office)
    transfer(office, given["id"])
    return given


def test_the_first_case_goes_on_with_its_own_number_and_clock(office: Carrying, sent: dict[str, Any]) -> None:
    assert hand_back(office, JABAR, case(office, JABAR, sent)["id"], on=LATER).status_code == 200
    here = case(office, DEPOK, sent, on=LATER)
    assert (here["id"], here["number"], here["stage"]) == (sent["id"], sent["number"], "verifying")
    assert (here["binding_on"], here["working_days_left"], here["strict"]) == ("2026-12-07", 5, None)
    assert (here["returned_by"], here["returned_on"], here["returned_because"]) == (JABAR, "2026-11-30", MISTAKE)
    assert here["history"][-1]["act"] == "case.reopened"
    there = case(office, JABAR, sent, on=LATER)
    assert (there["stage"], there["transferred_to"]) == ("transferred", DEPOK)
    assert there["history"][-1]["facts"]["step"] == "hand_back"


def test_the_applicant_is_led_back_and_reads_why(office: Carrying, sent: dict[str, Any]) -> None:
    hand_back(office, JABAR, case(office, JABAR, sent)["id"])
    here, there = tracked(office, DEPOK, sent), tracked(office, JABAR, sent)
    assert (here["state"], here["moved_to"], here["acts"]) == ("verifying", None, ["withdraw"])
    assert (here["steps"][-1]["kind"], here["steps"][-1]["until"]) == ("reopened", "2026-12-07")
    assert (there["state"], there["moved_to"]["office"]) == ("transferred", "KPU Kota Depok")
    assert there["moved_to"]["number"] == sent["number"]
    path = there["letters_href"].removeprefix("/api/registry")
    assert office.ask("registry", JABAR, path=path)["items"][0]["statement"] == MISTAKE


def test_what_was_done_elsewhere_counts(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    act(office, JABAR, there, "acts", EXTEND)
    hand_back(office, JABAR, there, on="2026-12-18T10:00:00+07:00")
    here = case(office, DEPOK, sent, on="2026-12-18T10:00:00+07:00")
    assert (here["stage"], here["binding_on"], here["late_days"]) == ("extended", "2026-12-16", 2)
    assert [(late["kind"], late["office"]) for late in here["lateness"]] == [("elsewhere", JABAR)]
    assert act(office, DEPOK, sent["id"], "acts", EXTEND).get_json()["code"] == "act-not-allowed"
    assert "extended" in [step["kind"] for step in tracked(office, DEPOK, sent)["steps"]]


def test_a_regime_that_was_changed_elsewhere_stays_changed(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    chosen = {"regime": "election", "reason": "Menyangkut tahapan pemilihan."}
    assert act(office, JABAR, there, "regime", chosen, role="officer").status_code == 200
    hand_back(office, JABAR, there)
    here = case(office, DEPOK, sent)
    assert (here["regime"], here["binding_on"]) == ("election", "2026-11-26")
    assert here["regime_changed_on"] == "2026-11-27"
    assert tracked(office, DEPOK, sent)["deadline"]["due_on"] == "2026-11-26"


def test_what_the_applicant_added_elsewhere_comes_back_once(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    act(office, JABAR, there, "acts", {"act": "clarify", "statement": "Tahun anggaran berapa?"}, role="officer")
    words = {"act": "answer", "words": "Tahun anggaran 2025."}
    with office.at(MOVED):
        office.ask("intake", JABAR, path=f"/v1/tracking/{sent['tracking_token']}/acts", method="POST", json=words)
        office.carry()
    hand_back(office, JABAR, there)
    opened = office.ask("intake", DEPOK, "ppid", path=f"/v1/requests/{sent['id']}")
    assert [added["words"] for added in opened["acted"]] == ["Tahun anggaran 2025."]


def test_it_is_handed_back_once_and_only_while_it_is_open(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    assert hand_back(office, JABAR, there).status_code == 200
    again = hand_back(office, JABAR, there)
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    other = submitted(office, subject="Perkara lain")
    transfer(office, other["id"])
    decided = case(office, JABAR, other)["id"]
    act(office, JABAR, decided, "acts", {"act": "withdraw", "statement": "Dicabut lewat telepon hari ini."})
    assert hand_back(office, JABAR, decided).get_json()["code"] == "act-not-allowed"


def test_what_came_here_first_goes_back_to_nobody(office: Carrying) -> None:
    own = submitted(office)
    refused = hand_back(office, DEPOK, own["id"])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not-passed-on")
    (known,) = [known for known in case(office, DEPOK, own)["acts"] if known["act"] == "hand_back"]
    assert not known["allowed"]


def test_the_ppid_hands_back_and_says_why(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    assert hand_back(office, JABAR, there, role="officer").status_code == 403
    silent = act(office, JABAR, there, "hand-back", {"statement": "keliru"})
    assert (silent.status_code, silent.get_json()["errors"][0]["pointer"]) == (422, "/statement")


def test_a_request_goes_round_in_no_circle(office: Carrying, sent: dict[str, Any]) -> None:
    hand_back(office, JABAR, case(office, JABAR, sent)["id"])
    assert transfer(office, sent["id"], JABAR).get_json()["errors"][0]["pointer"] == "/receiver"
    assert transfer(office, sent["id"], KPU_RI).status_code == 200
    third = case(office, KPU_RI, sent)
    assert (third["passed"], third["binding_on"]) == ([DEPOK, JABAR, DEPOK], "2026-12-07")
    assert transfer(office, third["id"], JABAR, code=KPU_RI).status_code == 422
    assert hand_back(office, KPU_RI, third["id"]).status_code == 200
    assert case(office, DEPOK, sent)["returned_by"] == KPU_RI


def test_a_chain_is_handed_back_link_by_link(office: Carrying, sent: dict[str, Any]) -> None:
    second = case(office, JABAR, sent)["id"]
    transfer(office, second, KPU_RI, code=JABAR)
    hand_back(office, KPU_RI, case(office, KPU_RI, sent)["id"])
    assert case(office, JABAR, sent)["binding_on"] == "2026-12-07"
    assert hand_back(office, JABAR, second).status_code == 200
    assert case(office, DEPOK, sent)["stage"] == "verifying"


def test_the_same_message_twice_opens_the_case_once(office: Carrying, sent: dict[str, Any]) -> None:
    there = case(office, JABAR, sent)["id"]
    hand_back(office, JABAR, there)
    url = office.work("registry").env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_registry"
    with psycopg.connect(url) as connection:
        told = "select body from outbox where aggregate_id = %s and aggregate_version = 2"
        (body,) = connection.execute(told, [there]).fetchone() or ("",)
    message = decode(body.encode())
    assert isinstance(message.data, CaseHandedBack)
    before = case(office, DEPOK, sent)["version"]
    office.work("registry").hear(JABAR, message.data, version=2)
    assert case(office, DEPOK, sent)["version"] == before


def test_the_letter_of_a_transfer_goes_on_naming_where_the_request_went(office: Carrying, sent: dict[str, Any]) -> None:
    def letter() -> str | None:
        with office.work("registry").runtime.acting(Context(DEPOK, "test")), transaction() as session:
            return session.scalar(select(Letter.receiver).where(Letter.case_id == UUID(sent["id"])))

    assert letter() == JABAR
    hand_back(office, JABAR, case(office, JABAR, sent)["id"])
    assert case(office, DEPOK, sent)["transferred_to"] is None
    assert letter() == JABAR


def test_what_was_repaired_in_an_election_counts_from_its_repair_at_every_office(office: Carrying) -> None:
    given = submitted(office)
    chosen = {"regime": "election", "reason": "Menyangkut tahapan pemilihan."}
    lacking = {"act": "declare_incomplete", "statement": "Sebutkan tahun anggarannya."}
    act(office, DEPOK, given["id"], "regime", chosen, role="officer", on=RECEIVED)
    act(office, DEPOK, given["id"], "acts", lacking, role="officer", on=RECEIVED)
    with office.at("2026-11-25T09:00:00+07:00"):
        repair = {"act": "repair", "words": "Tahun anggaran 2025."}
        office.ask("intake", DEPOK, path=f"/v1/tracking/{given['tracking_token']}/acts", method="POST", json=repair)
        office.carry()
    before = case(office, DEPOK, given)["binding_on"]
    transfer(office, given["id"])
    there = case(office, JABAR, given)
    assert (before, there["binding_on"]) == ("2026-11-30", "2026-11-30")
    hand_back(office, JABAR, there["id"])
    assert case(office, DEPOK, given)["binding_on"] == before


ACTS = st.lists(st.sampled_from(["extend", "back", JABAR, KPU_RI]), min_size=3, max_size=7)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_course_of_a_case_extends_twice_or_moves_its_last_day(office: Carrying, acts: list[str]) -> None:
    given = submitted(office, subject=f"Perjalanan {len(office.told)} {acts}")
    at, extensions = {given["id"]: DEPOK}, 0
    for step in acts:
        where = _where(office, given)
        here = case(office, where, given)
        assert here["binding_on"] == ("2026-12-16" if extensions else "2026-12-07"), (acts, at)
        if step == "extend":
            extensions += act(office, where, here["id"], "acts", EXTEND).status_code == 200
        elif step == "back":
            hand_back(office, where, here["id"])
        else:
            transfer(office, here["id"], step, code=where)
    assert extensions <= 1


def _where(office: Carrying, given: dict[str, Any]) -> str:
    """The one office that has the request now."""
    having = [code for code in (DEPOK, JABAR, KPU_RI) if _open(office, code, given)]
    assert len(having) == 1
    return having[0]


def _open(office: Carrying, code: str, given: dict[str, Any]) -> bool:
    seen = office.work("intake").ask(code, path=f"/v1/tracking/{given['tracking_token']}")
    return seen.status_code == 200 and seen.get_json()["state"] != "transferred"
