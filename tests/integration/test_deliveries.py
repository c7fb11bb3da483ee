"""That a written notice reached its applicant: on record, in the register, and in the applicant's time to object."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from chassis import clock
from contracts.notices import NoticeSent
from services.registry.cases.commands import progress
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.intake_desk import body
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_objections import FILING
from tests.integration.test_registry import GRANT

pytestmark = pytest.mark.stack
ISSUED = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def decided(office: Carrying) -> dict[str, Any]:
    """A request that was answered on Thursday, 26 November 2026, at ten in the morning in Depok."""
    with clock.held(ISSUED - timedelta(hours=1)):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    with clock.held(ISSUED):
        path = f"/v1/cases/{given['id']}/decision"
        office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=NOT_HELD, headers={"If-Match": '"1"'})
        office.carry()
    return dict(given)


def proof_of(at: datetime, **changes: Any) -> dict[str, Any]:
    """That a letter was received at a moment."""
    return {"step": "received", "way": "post", "at": at.isoformat(), "receiver": "household"} | changes


def record(registry: Working, case_id: str, proof: dict[str, Any], version: int = 2) -> Any:
    """Record a proof at the desk."""
    path, headers = f"/v1/cases/{case_id}/deliveries", {"If-Match": f'"{version}"'}
    return registry.ask(DEPOK, "officer", path=path, method="POST", json=proof, headers=headers)


def test_the_time_to_object_counts_from_the_day_the_letter_arrived(
    office: Carrying, work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry, arrived = work("registry"), ISSUED + timedelta(days=6)  # Wednesday, 2 December
    with clock.held(arrived + timedelta(hours=1)):
        sent = proof_of(ISSUED, step="sent", receiver=None, reference="JP1234567890")
        assert record(registry, decided["id"], sent).get_json()["delivery"]["objection_until"] is None
        case = record(registry, decided["id"], proof_of(arrived), 3).get_json()
        office.carry()
    assert case["decision"]["objection_until"] == "2027-01-13"
    assert case["delivery"]["objection_until"] == "2027-01-19"
    assert [proof["step"] for proof in case["delivery"]["proofs"]] == ["sent", "received"]
    assert [entry["act"] for entry in case["history"]][-2:] == ["case.delivered"] * 2
    with clock.held(datetime(2027, 1, 18, 3, tzinfo=UTC)):
        filed = office.ask(
            "intake", DEPOK, path=f"/v1/tracking/{decided['tracking_token']}/objections", method="POST",
            json=FILING,
        )  # fmt: skip
        office.carry()
    assert filed["warnings"] == []
    kept = registry.ask(DEPOK, "superior", path=f"/v1/objections/{filed['id']}").get_json()
    assert (kept["timeliness"], kept["filing"]["due_on"]) == ("in_time", "2027-01-19")


def test_the_proof_recorded_last_counts_so_that_a_wrong_day_can_be_put_right(
    work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry = work("registry")
    with clock.held(ISSUED + timedelta(days=9)):
        record(registry, decided["id"], proof_of(ISSUED + timedelta(days=8)))
        case = record(registry, decided["id"], proof_of(ISSUED + timedelta(days=1)), 3).get_json()
    assert case["delivery"]["received_at"] == (ISSUED + timedelta(days=1)).isoformat()
    assert len(case["delivery"]["proofs"]) == 2


def test_an_email_proves_that_it_was_sent_and_not_that_it_was_read(
    office: Carrying, work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry = work("registry")
    for kind in ("request_received", "request_decided"):
        registry.hear(
            DEPOK,
            NoticeSent(
                notice_id=uuid4(), request_id=UUID(decided["id"]), kind=kind, channel="email", sent_at=ISSUED
            ),
        )  # fmt: skip
    office.carry()
    delivery = registry.ask(DEPOK, "officer", path=f"/v1/cases/{decided['id']}").get_json()["delivery"]
    assert [(proof["step"], proof["way"]) for proof in delivery["proofs"]] == [("sent", "email")]
    assert delivery["received_at"] is None
    tracked = office.ask("intake", DEPOK, path=f"/v1/tracking/{decided['tracking_token']}")
    assert tracked["steps"][-1]["kind"] == "delivery_sent"


def test_the_register_of_requests_shows_the_strongestproof_of(
    work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry = work("registry")
    with clock.held(ISSUED + timedelta(days=3)):
        record(registry, decided["id"], proof_of(ISSUED + timedelta(days=2), reference="JP1" + "2" * 9))
        late = proof_of(ISSUED, step="sent", receiver=None, reference="JP1" + "2" * 9)
        assert record(registry, decided["id"], late, 3).status_code == 200
    rows = registry.ask(DEPOK, "officer", path="/v1/registers/requests?year=2026&size=500").get_json()["items"]
    row = next(row for row in rows if row["id"] == decided["id"])
    assert (row["delivery_step"], row["delivery_way"], row["receiver"]) == ("received", "post", "household")


def test_what_is_not_issued_cannot_be_delivered(office: Carrying, work: Callable[[str], Working]) -> None:
    given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
    office.carry()
    refused = record(work("registry"), given["id"], proof_of(clock.now()), 1)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "nothing-issued")


def test_wrong_fields_stand_beside_themselves_and_nothing_is_kept(
    work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry = work("registry")
    with clock.held(ISSUED + timedelta(days=1)):
        wrong = proof_of(
            ISSUED - timedelta(days=1), receiver=None, reference="Pak RT (tetangga)", document=str(uuid4())
        )
        refused = record(registry, decided["id"], wrong)
        assert record(registry, decided["id"], proof_of(ISSUED, way="email")).status_code == 422
        assert record(registry, decided["id"], proof_of(ISSUED), 1).status_code == 412
    assert refused.status_code == 422
    pointers = [fault["pointer"] for fault in refused.get_json()["errors"]]
    assert pointers == ["/at", "/receiver", "/reference", "/document"]
    assert registry.ask(DEPOK, "officer", path=f"/v1/cases/{decided['id']}").get_json()["delivery"]["proofs"] == []
    path = f"/v1/cases/{decided['id']}/deliveries"
    other = {"json": proof_of(ISSUED), "headers": {"If-Match": '"2"'}, "method": "POST"}
    assert registry.ask(MAKASSAR, "officer", path=path, **other).status_code == 404
    assert registry.ask(DEPOK, "superior", path=path, **other).status_code == 403


def test_paper_was_given_on_the_day_it_was_received(office: Carrying, work: Callable[[str], Working]) -> None:
    registry, given = work("registry"), office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
    office.carry()
    paper = GRANT | {"medium": "hardcopy", "handover": "Loket PPID, hari kerja 09.00-15.00 WIB"}
    office.ask(
        "registry", DEPOK, "ppid", path=f"/v1/cases/{given['id']}/decision", method="POST", json=paper,
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert _given_on(registry, given["id"]) is None
    with clock.held(clock.now() + timedelta(days=5)):
        at = clock.now()
        assert record(registry, given["id"], proof_of(at, way="in_person")).status_code == 200
    assert _given_on(registry, given["id"]) == at.astimezone(ZoneInfo("Asia/Jakarta")).date().isoformat()


def _given_on(registry: Working, case_id: str) -> str | None:
    year = clock.in_zone(clock.now(), "Asia/Jakarta").year
    rows = registry.ask(DEPOK, "officer", path=f"/v1/registers/requests?year={year}&size=500").get_json()["items"]
    told: str | None = next(row for row in rows if row["id"] == case_id)["given_on"]
    return told


INCOMPLETE = {"act": "declare_incomplete", "statement": "Salinan KTP belum dilampirkan."}


def found_incomplete(office: Carrying) -> dict[str, Any]:
    """A request that was found incomplete on Thursday, 26 November 2026: to be repaired by Tuesday, 1 December."""
    with clock.held(ISSUED - timedelta(hours=1)):
        given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    with clock.held(ISSUED):
        path = f"/v1/cases/{given['id']}/acts"
        case = office.ask(
            "registry", DEPOK, "officer", path=path, method="POST", json=INCOMPLETE, headers={"If-Match": '"1"'}
        )
        office.carry()
    (letter,) = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{given['id']}/letters")["items"]
    return given | {"repair_until": case["repair_until"], "letter": letter}


@pytest.fixture
def incomplete(office: Carrying) -> dict[str, Any]:
    return found_incomplete(office)


def test_the_time_to_repair_counts_from_the_day_the_letter_arrived(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any]
) -> None:
    registry, arrived = work("registry"), ISSUED + timedelta(days=5)  # Tuesday, 1 December
    assert incomplete["repair_until"] == "2026-12-01"
    with clock.held(arrived + timedelta(hours=2)):
        proof = proof_of(arrived) | {"letter": incomplete["letter"]["id"]}
        case = record(registry, incomplete["id"], proof).get_json()
        office.carry()
    assert case["repair_until"] == "2026-12-04"
    with clock.held(ISSUED + timedelta(days=7)):  # after the first end and its grace, before the new one
        progress.lapse_due(registry.runtime)
        kept = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{incomplete['id']}")
    assert kept["stage"] == "incomplete", "the tick knows the new end"
    with clock.held(ISSUED + timedelta(days=8)):  # Friday, 4 December
        path = f"/v1/tracking/{incomplete['tracking_token']}/acts"
        office.ask("intake", DEPOK, path=path, method="POST", json={"act": "repair", "words": "KTP terlampir."})
        office.carry()
        kept = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{incomplete['id']}")
    assert kept["stage"] == "verifying"
    (letter,) = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{incomplete['id']}/letters")["items"]
    assert [(one["step"], one["way"]) for one in letter["proofs"]] == [("received", "post")]


def test_without_a_repair_by_the_new_end_the_request_lapses(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any]
) -> None:
    registry, arrived = work("registry"), ISSUED + timedelta(days=5)
    with clock.held(arrived + timedelta(hours=2)):
        record(registry, incomplete["id"], proof_of(arrived) | {"letter": incomplete["letter"]["id"]})
    for days, stage in ((7, "incomplete"), (12, "lapsed")):
        with clock.held(ISSUED + timedelta(days=days)):
            progress.lapse_due(registry.runtime)
            kept = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{incomplete['id']}")
        assert kept["stage"] == stage


def test_a_letter_of_another_case_is_none_of_this_ones(
    work: Callable[[str], Working], incomplete: dict[str, Any], decided: dict[str, Any]
) -> None:
    with clock.held(ISSUED + timedelta(days=1)):
        proof = proof_of(ISSUED + timedelta(hours=1)) | {"letter": incomplete["letter"]["id"]}
        assert record(work("registry"), decided["id"], proof).status_code == 404


def test_the_letter_of_the_desk_names_who_wrote_it_where_somebody_appointed_him(incomplete: dict[str, Any]) -> None:
    letter = incomplete["letter"]
    assert (letter["signing_role"], letter["signer"], letter["capacity"]) == ("ppid", "Rina Kartika", "definitive")


def test_the_time_to_dispute_counts_from_the_day_the_answer_arrived(
    office: Carrying, work: Callable[[str], Working], decided: dict[str, Any]
) -> None:
    registry = work("registry")
    with clock.held(ISSUED + timedelta(days=4)):
        path = f"/v1/tracking/{decided['tracking_token']}/objections"
        given = office.ask("intake", DEPOK, path=path, method="POST", json=FILING)
        office.carry()
    path, said = f"/v1/objections/{given['id']}/answer", {"outcome": "rejected", "reasons": "Sudah tepat."}
    with clock.held(ISSUED + timedelta(days=5)):  # Tuesday, 1 December
        answered = office.ask(
            "registry", DEPOK, "superior", path=path, method="POST", json=said, headers={"If-Match": '"1"'}
        )
        office.carry()
    arrived = ISSUED + timedelta(days=12)  # Tuesday, 8 December
    path, headers = f"/v1/objections/{given['id']}/deliveries", {"If-Match": f'"{answered["version"]}"'}
    with clock.held(arrived + timedelta(hours=1)):
        file = registry.ask(DEPOK, "officer", path=path, method="POST", json=proof_of(arrived), headers=headers)
        office.carry()
        (shown,) = office.ask("intake", DEPOK, path=f"/v1/tracking/{decided['tracking_token']}/objections")["items"]
    assert (answered["dispute"]["due_on"], file.get_json()["dispute"]["due_on"]) == ("2026-12-21", "2026-12-30")
    assert shown["dispute_until"] == "2026-12-30"
    assert [one["step"] for one in file.get_json()["proofs"]] == ["received"]
