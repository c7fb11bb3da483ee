"""From a proposal to an exemption that binds all, and to its end: three offices, one registry, events over the bus."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis import clock, consumer, relay
from chassis.context import Context
from chassis.db import bound
from chassis.errors import NotFound
from contracts.exemptions import ExemptInformationListed
from services.registry.dik import queries as dik_queries
from services.registry.dik.commands import consequence_tests, periods
from services.registry.dik.domain import NotInForce
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, MAKASSAR, Working
from tests.integration.test_registry import REFUSAL, _decide, _submitted
from tests.table import table

pytestmark = pytest.mark.stack
SHEET: dict[str, Any] = {
    "information": "Rencana pengamanan gudang logistik", "exemption": "c", "basis": "UU 7/2017 Pasal 347",
    "harm_if_opened": "Gudang dapat diserang.", "harm_if_closed": "Publik tidak tahu biayanya.",
    "ends_on": "2027-06-30", "until": None,
}  # fmt: skip
CONFIRMED = SHEET | {"not_always_open": True}
PROPOSAL = CONFIRMED | {"occasion": "before_request", "tester": JABAR}
RESULT = CONFIRMED | {"considerations": "Bahaya lebih besar.", "decree_number": "98/2026", "decree_on": "2026-11-16"}


@pytest.fixture(autouse=True)
def _before_the_exemption_ends() -> Iterator[None]:
    with clock.held(datetime(2026, 12, 1, 3, tzinfo=UTC)):
        yield


def _call(registry: Working, office: str, path: str, body: Any, version: int | None = None, **how: Any) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    return registry.ask(office, how.get("role", "ppid"), path=path, method="POST", json=body, headers=headers)


def _carry(registry: Working) -> None:
    """Let everything that was told be heard."""
    relay.run_once(registry.runtime.settings, relay.known_subscriptions())
    consumer.run_once(registry.runtime)


def _handed_over(registry: Working, office: str = DEPOK, **changes: Any) -> str:
    written = _call(registry, office, "/v1/proposals", PROPOSAL | changes, role="officer")
    assert written.status_code == 201, written.get_json()
    proposal_id: str = written.get_json()["id"]
    handed = _call(registry, office, f"/v1/proposals/{proposal_id}/submission", None, 1)
    assert handed.status_code == 200, handed.get_json()
    _carry(registry)
    return proposal_id


def _listed(registry: Working, **changes: Any) -> str:
    entry_id = _handed_over(registry)
    answer = _call(registry, JABAR, f"/v1/tests/{entry_id}/conclusion", RESULT | changes, 1)
    assert answer.status_code == 200, answer.get_json()
    _carry(registry)
    return entry_id


def test_nothing_is_proposed_or_listed_before_somebody_confirms_that_it_may_be_closed_and_the_record_says_who(
    registry: Working,
) -> None:
    answer = _call(registry, DEPOK, "/v1/proposals", PROPOSAL | {"not_always_open": False}, role="officer")
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/not_always_open"]
    entry_id = _handed_over(registry)
    path = f"/v1/tests/{entry_id}/conclusion"
    answer = _call(registry, JABAR, path, {key: RESULT[key] for key in RESULT if key != "not_always_open"}, 1)
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/not_always_open"]
    assert _call(registry, JABAR, path, RESULT, 1).status_code == 200
    for office, asked, act in ((DEPOK, "proposals", "proposal.written"), (JABAR, "tests", "test.listed")):
        history = registry.ask(office, "ppid", path=f"/v1/{asked}/{entry_id}").get_json()["history"]
        (entry,) = [one for one in history if one["act"] == act]
        assert (entry["actor"], entry["facts"]["not_always_open"]) == ("staff:1", True)


def _proposal(registry: Working, proposal_id: str) -> dict[str, Any]:
    found: dict[str, Any] = registry.ask(DEPOK, "officer", path=f"/v1/proposals/{proposal_id}").get_json()
    return found


def _entry(registry: Working, entry_id: str, office: str = DEPOK, on: str = "2026-12-01") -> dict[str, Any]:
    found: dict[str, Any] = registry.ask(office, path=f"/v1/exempt/{entry_id}?on={on}").get_json()
    return found


def test_a_higher_office_reads_a_proposal_only_after_it_was_handed_over(registry: Working) -> None:
    written = _call(registry, DEPOK, "/v1/proposals", PROPOSAL, role="officer").get_json()
    for office in (JABAR, KPU_RI, MAKASSAR):
        assert registry.ask(office, "ppid", path=f"/v1/proposals/{written['id']}").status_code == 404
        assert registry.ask(office, "ppid", path=f"/v1/tests/{written['id']}").status_code == 404
    _call(registry, DEPOK, f"/v1/proposals/{written['id']}/submission", None, 1)
    _carry(registry)
    received = registry.ask(JABAR, "ppid", path=f"/v1/tests/{written['id']}").get_json()
    assert (received["proposer"], received["state"], received["harm_if_opened"]) == (
        DEPOK, "received", SHEET["harm_if_opened"],
    )  # fmt: skip
    for office in (KPU_RI, MAKASSAR, DEPOK):
        assert registry.ask(office, "ppid", path=f"/v1/tests/{written['id']}").status_code == 404


def test_an_entry_of_a_province_binds_and_shows_in_its_own_offices_alone(registry: Working) -> None:
    entry_id = _listed(registry)
    for office in (KPU_RI, MAKASSAR):
        assert registry.ask(office, path=f"/v1/exempt/{entry_id}").status_code == 404
        shown = registry.ask(office, path="/v1/exempt?size=200").get_json()["items"]
        rows = registry.ask(office, "officer", path="/v1/registers/dik?size=500").get_json()["items"]
        assert entry_id not in {one["id"] for one in (*shown, *rows)}
        with registry.runtime.acting(Context(office)), pytest.raises(NotFound):
            dik_queries.live_entry(UUID(entry_id), date(2026, 12, 1))


def test_an_entry_of_kpu_ri_binds_the_whole_nation(registry: Working) -> None:
    entry_id = _handed_over(registry, KPU_RI, tester=KPU_RI)
    _call(registry, KPU_RI, f"/v1/tests/{entry_id}/conclusion", RESULT, 1)
    _carry(registry)
    for office in (DEPOK, JABAR, KPU_RI, MAKASSAR):
        assert _entry(registry, entry_id, office)["live"] is True


def test_a_decree_makes_an_entry_that_its_offices_can_cite(registry: Working) -> None:
    entry_id = _listed(registry)
    for office in (DEPOK, JABAR):
        entry = _entry(registry, entry_id, office)
        assert (entry["live"], entry["decided_by"], entry["decree_number"]) == (True, JABAR, "98/2026")
    assert _entry(registry, entry_id, on="2026-11-15")["live"] is False
    assert _entry(registry, entry_id, on="2027-06-30")["live"] is False
    answered = _proposal(registry, entry_id)
    assert (answered["state"], answered["answer"]) == ("listed", "98/2026")
    acts = [entry["act"] for entry in answered["history"]]
    assert acts == ["proposal.written", "proposal.submitted", "proposal.answered"]
    listed = registry.ask(DEPOK, path="/v1/exempt?on=2026-12-01&letter=c&size=200").get_json()["items"]
    assert entry_id in [one["id"] for one in listed]


def test_the_record_names_the_ppid_who_decided_on_an_exemption_and_by_which_decree_he_is_that(
    registry: Working,
) -> None:
    """PP 61/2010: a classification names the deciding PPID."""
    entry_id = _listed(registry)
    history = registry.ask(JABAR, "officer", path=f"/v1/tests/{entry_id}").get_json()["history"]
    (facts,) = [entry["facts"] for entry in history if entry["act"] == "test.listed"]
    assert (facts["signer"], facts["capacity"], facts["decree"]) == ("Rina Kartika", "definitive", "98/2026")
    assert facts["signing_decree"]


def test_a_refusal_may_cite_a_live_entry_and_no_other(registry: Working) -> None:
    entry_id = _entry(registry, _listed(registry))["id"]
    with registry.runtime.acting(Context(DEPOK)):
        assert dik_queries.live_entry(entry_id, date(2026, 12, 1)).exemption == "c"
        with pytest.raises(NotInForce, match="sejak Rabu, 30 Juni 2027"):
            dik_queries.live_entry(entry_id, date(2027, 7, 1))


def test_the_testing_office_may_find_that_information_stays_open(registry: Working) -> None:
    proposal_id = _handed_over(registry)
    answer = _call(registry, JABAR, f"/v1/tests/{proposal_id}/rejection", {"because": "Sudah pernah diumumkan."}, 1)
    assert answer.get_json()["state"] == "declined"
    _carry(registry)
    answered = _proposal(registry, proposal_id)
    assert (answered["state"], answered["answer"]) == ("declined", "Sudah pernah diumumkan.")
    assert registry.ask(DEPOK, path=f"/v1/exempt/{proposal_id}").status_code == 404


def test_kpu_ri_tests_its_own_proposal(registry: Working) -> None:
    proposal_id = _handed_over(registry, KPU_RI, tester=KPU_RI)
    assert _call(registry, KPU_RI, f"/v1/tests/{proposal_id}/conclusion", RESULT, 1).status_code == 200
    _carry(registry)
    assert registry.ask(KPU_RI, "ppid", path=f"/v1/proposals/{proposal_id}").get_json()["state"] == "listed"


def test_an_exemption_without_end_act_or_lawful_tester_is_refused(registry: Working) -> None:
    wrong = PROPOSAL | {"ends_on": None, "basis": "Keputusan Ketua"}
    answer = _call(registry, DEPOK, "/v1/proposals", wrong, role="officer")
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.get_json()["errors"]} == {"/basis", "/ends_on"}
    answer = _call(registry, DEPOK, "/v1/proposals", PROPOSAL | {"tester": "73"}, role="officer")
    assert {fault["pointer"] for fault in answer.get_json()["errors"]} == {"/tester"}


def test_an_officer_does_not_hand_over_and_what_was_handed_over_does_not_change(registry: Working) -> None:
    written = _call(registry, DEPOK, "/v1/proposals", PROPOSAL, role="officer").get_json()
    path = f"/v1/proposals/{written['id']}"
    assert _call(registry, DEPOK, f"{path}/submission", None, 1, role="officer").status_code == 403
    assert _call(registry, DEPOK, f"{path}/submission", None, 1).status_code == 200
    answer = registry.ask(DEPOK, "ppid", path=path, method="PUT", json=PROPOSAL, headers={"If-Match": '"2"'})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "act-not-allowed")
    assert _call(registry, DEPOK, f"{path}/submission", None, 1).status_code == 412


@table(("how", "state"), [("withdrawn", "withdrawn"), ("opened", "opened")])
def test_an_exemption_ends_before_its_time_by_withdrawal_or_ruling(registry: Working, how: str, state: str) -> None:
    entry_id = _listed(registry, decree_on="2025-09-15")
    ending = {"how": how, "ended_on": "2025-09-16", "because": "Keputusan 805/2025"}
    assert _call(registry, JABAR, f"/v1/tests/{entry_id}/ending", ending, 2).status_code == 200
    _carry(registry)
    entry = _entry(registry, entry_id, on="2025-09-16")
    assert (entry["state"], entry["live"], entry["ended_because"]) == (state, False, "Keputusan 805/2025")
    assert _entry(registry, entry_id, on="2025-09-15")["live"] is True
    assert _call(registry, JABAR, f"/v1/tests/{entry_id}/ending", ending, 3).status_code == 409


def test_the_clock_warns_once_and_opens_the_information_on_the_day_its_exemption_ends(registry: Working) -> None:
    entry_id = _listed(registry)
    path = f"/v1/tests/{entry_id}"
    before = registry.ask(JABAR, "ppid", path="/v1/reports/reminders").get_json()["ending"]
    for month, day in ((4, 26), (4, 27), (4, 28)):
        with clock.held(datetime(2027, month, day, tzinfo=UTC)):
            _watch(registry)
    warned = registry.ask(JABAR, "ppid", path=path).get_json()
    told = (warned["state"], warned["warned_on"], warned["open_by"])
    assert told == ("in_force", "2027-04-27", "2027-05-12"), "ten working days to draw the decision up"
    assert registry.ask(JABAR, "ppid", path="/v1/reports/reminders").get_json()["ending"] > before
    assert [entry["act"] for entry in warned["history"]].count("exemption.ending") == 1
    with clock.held(datetime(2027, 6, 29, 17, 30, tzinfo=UTC)):  # 30 June in Jakarta
        _watch(registry)
        _watch(registry)
    _carry(registry)
    entry = _entry(registry, entry_id, on="2027-06-30")
    assert (entry["state"], entry["ended_on"], entry["live"]) == ("expired", "2027-06-30", False)
    drafts = registry.ask(DEPOK, "officer", path="/v1/dip?state=draft&size=200").get_json()["items"]
    assert [one["summary"] for one in drafts].count(SHEET["information"]) >= 1


def test_a_kabupaten_or_kota_that_refuses_on_its_own_test_opens_a_proposal_to_its_tester(registry: Working) -> None:
    notice = _decide(registry, _submitted(registry), REFUSAL).get_json()["decision"]
    path = f"/v1/proposals/{notice['proposal']}"
    proposal = registry.ask(DEPOK, "ppid", path=path).get_json()
    assert (proposal["state"], proposal["tester"], proposal["occasion"]) == ("draft", JABAR, "upon_request")
    assert (proposal["basis"], proposal["harm_if_opened"]) == (REFUSAL["act"], REFUSAL["consequence"])
    bare = _call(registry, DEPOK, f"{path}/submission", None, 1)
    assert [fault["pointer"] for fault in bare.get_json()["errors"]] == ["/harm_if_closed"]
    whole = {name: proposal[name] for name in SHEET} | {"harm_if_closed": "Publik tidak tahu.", "tester": JABAR}
    body = whole | {"occasion": "upon_request", "not_always_open": True}
    registry.ask(DEPOK, "ppid", path=path, method="PUT", json=body, headers={"If-Match": '"1"'})
    assert _call(registry, DEPOK, f"{path}/submission", None, 2).status_code == 200
    cited = {"outcome": "refused", "statement": "Informasi dikecualikan.", "not_always_open": True}
    cited |= {"entry": _listed(registry)}
    assert _decide(registry, _submitted(registry), cited).get_json()["decision"]["proposal"] is None
    above = _call(registry, JABAR, f"/v1/cases/{_submitted(registry, JABAR)}/decision", REFUSAL, 1)
    assert above.get_json()["decision"]["proposal"] is None


def test_a_period_that_a_single_refusal_set_is_warned_of_and_opens_what_it_closed(registry: Working) -> None:
    refusal = REFUSAL | {"exemption": "c", "act": "UU 7/2017 Pasal 347", "exempt_until": "2027-06-29"}
    with clock.held(datetime(2026, 12, 1, 3, tzinfo=UTC)):
        case_id = str(_submitted(registry))
        assert _decide(registry, UUID(case_id), refusal).status_code == 200
    ending: dict[int, list[str]] = {}
    for day in (26, 27, 28):
        with clock.held(datetime(2027, 4, day, 3, tzinfo=UTC)):
            periods.look_after(registry.runtime)
            found = registry.ask(DEPOK, "ppid", path="/v1/exempt/ending").get_json()["items"]
        ending[day] = [one["open_by"] for one in found if one["case_id"] == case_id]
    assert ending == {26: [], 27: ["2027-05-12"], 28: ["2027-05-12"]}
    with clock.held(datetime(2027, 6, 29, 17, 30, tzinfo=UTC)):  # 30 June in Jakarta
        periods.look_after(registry.runtime)
        periods.look_after(registry.runtime)
    acts = [entry["act"] for entry in registry.ask(DEPOK, "ppid", path=f"/v1/cases/{case_id}").get_json()["history"]]
    assert (acts.count("exemption.ending"), acts.count("exemption.ended")) == (1, 1)
    drafts = registry.ask(DEPOK, "officer", path="/v1/dip?state=draft&size=200").get_json()["items"]
    number = registry.ask(DEPOK, "ppid", path=f"/v1/cases/{case_id}").get_json()["number"]
    assert len([one for one in drafts if number in one["summary"]]) == 1


def _watch(registry: Working) -> None:
    with bound(registry.runtime.database):
        consequence_tests.watch_all(registry.runtime)


def test_the_same_news_heard_twice_or_late_changes_nothing(registry: Working) -> None:
    entry_id = _listed(registry)
    before = _entry(registry, entry_id)
    told = set(ExemptInformationListed.__dataclass_fields__)
    facts: dict[str, Any] = {name: value for name, value in before.items() if name in told}
    facts |= {"entry_id": before["id"], "decree_on": date(2026, 11, 16), "ends_on": date(2027, 6, 30)}
    registry.hear(JABAR, ExemptInformationListed(**facts | {"information": "Lain"}))
    registry.hear(KPU_RI, ExemptInformationListed(**facts | {"information": "Lain"}), version=9)
    assert _entry(registry, entry_id) == before
