"""What the Atasan PPID ordered is heeded: it cannot be refused, and the notice that grants it closes both."""

from typing import Any

import pytest

from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, JABAR, OFFICER
from tests.integration.intake_desk import body
from tests.integration.test_objections import REFUSAL, _act, _file

pytestmark = pytest.mark.stack
SEEN = {
    "outcome": "granted", "statement": "Dokumen yang diminta dapat dilihat.", "medium": "view",
    "handover": "Ruang layanan PPID, Senin.",
}  # fmt: skip


@pytest.fixture
def ordered(office: Carrying) -> tuple[dict[str, Any], dict[str, Any]]:
    """A request that nobody answered, and the objection by which the Atasan PPID ordered it to be granted."""
    with office.at("2026-10-05T09:00:00+07:00"):
        request = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
        office.carry()
    objection = _file(office, request, "2026-10-21T09:00:00+07:00", grounds=["c"])
    with office.at("2026-10-22T09:00:00+07:00"):
        said = {"outcome": "upheld", "reasons": "Benar.", "order": "Berikan dokumen.", "act_until": "2026-10-30"}
        assert _act(office, objection["id"], "answer", "superior", json=said).status_code == 200
        office.carry()
    return request, objection


def _decide(office: Carrying, request: dict[str, Any], decision: dict[str, Any]) -> Any:
    call: dict[str, Any] = {"json": decision, "headers": {"If-Match": '"1"'}, "method": "POST"}
    return office.work("registry").ask(DEPOK, "ppid", path=f"/v1/cases/{request['id']}/decision", **call)


@pytest.mark.parametrize(
    "decision", [REFUSAL, REFUSAL | SEEN | {"outcome": "partly_granted", "given": "Ringkasan.", "withheld": "Nama."}]
)
def test_what_the_superior_ordered_to_be_given_cannot_be_refused(
    office: Carrying, ordered: tuple[dict[str, Any], dict[str, Any]], decision: dict[str, Any]
) -> None:
    with office.at("2026-10-23T09:00:00+07:00"):
        refused = _decide(office, ordered[0], decision)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "ordered-to-give")
    assert "perintah Atasan PPID" in refused.get_json()["detail"]


def test_what_was_ordered_to_be_given_is_not_offered_to_be_refused(
    office: Carrying, ordered: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    with office.at("2026-10-23T09:00:00+07:00"):
        case = office.ask("registry", DEPOK, "ppid", path=f"/v1/cases/{ordered[0]['id']}")
    acts = {act["act"]: act for act in case["acts"]}
    assert (acts["grant"]["allowed"], acts["refuse"]["allowed"]) == (True, False)
    assert "perintah Atasan PPID" in acts["refuse"]["reason"]


def test_a_request_is_not_passed_on_while_an_order_waits(
    office: Carrying, ordered: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    receiver = {"receiver": JABAR, "statement": "Dokumen ini dikuasai KPU Provinsi Jawa Barat."}
    with office.at("2026-10-23T09:00:00+07:00"):
        refused = office.work("registry").ask(
            DEPOK, "ppid", path=f"/v1/cases/{ordered[0]['id']}/transfer", method="POST", json=receiver,
            headers={"If-Match": '"1"'},
        )  # fmt: skip
        case = office.ask("registry", DEPOK, "ppid", path=f"/v1/cases/{ordered[0]['id']}")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "order-waits")
    assert not next(act for act in case["acts"] if act["act"] == "transfer")["allowed"]


def test_a_grant_carries_the_order_out_and_closes_request_and_objection(
    office: Carrying, ordered: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    request, objection = ordered
    with office.at("2026-10-23T09:00:00+07:00"):
        done = {"account": "Dokumen diberikan di kantor.", "documents": []}
        alone = _act(office, objection["id"], "fulfilment", "ppid", actor=OFFICER, json=done)
        assert (alone.status_code, alone.get_json()["code"]) == (409, "answer-first")
        granted = _decide(office, request, SEEN)
        assert granted.status_code == 200, granted.get_json()
        office.carry()
        file = office.ask("registry", DEPOK, "ppid", path=f"/v1/objections/{objection['id']}")
    assert granted.get_json()["stage"] == "granted"
    assert (file["stage"], file["reply"]["fulfilment"]) == (
        "fulfilled", f"Pemberitahuan tertulis {granted.get_json()['decision']['letter_number']}",
    )  # fmt: skip
