"""One of everything of the lists of public and exempt information, for the test that no other office finds it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from contracts.event import Event
from contracts.exemptions import ConsequenceTestConcluded, ExemptInformationListed, ExemptionProposed
from tests.integration.conftest import DEPOK, JABAR, KPU_RI, Working

CANARY = "kenari-depok-7f3a"  # stands in every text of the planted office and must turn up nowhere else
LIST_QUERIES = {
    "dip.list_items": "?size=200",
    "published.search": f"?q={CANARY}",
    "proposals.list_proposals": "?size=200",
    "tests.list_tests": "?size=200",
}


def plant_lists(registry: Working) -> tuple[dict[str, Any], tuple[Event, ...]]:
    """Publish an entry, write a proposal, hand another one over; the ids, and what is told about them."""
    item_id = _published_item(registry)
    proposal_id, test_id, told = _proposal(registry)
    return {"item_id": item_id, "proposal_id": proposal_id, "test_id": test_id}, told


def _published_item(registry: Working) -> str:
    added = registry.ask(DEPOK, "officer", path="/v1/dip", method="POST", json=dip_entry())
    assert added.status_code == 201, added.get_json()
    item_id: str = added.get_json()["id"]
    published = registry.ask(
        DEPOK, "ppid", path=f"/v1/dip/{item_id}/publication", method="POST", headers={"If-Match": '"1"'},
        json={"decree_number": CANARY, "decree_on": "2026-01-05"},
    )  # fmt: skip
    assert published.status_code == 200, published.get_json()
    return item_id


def dip_entry(**changes: Any) -> dict[str, Any]:
    """An entry of the public-information list whose every text holds the canary."""
    return {
        "summary": f"Rekapitulasi daftar pemilih tetap {CANARY}",
        "kind": "standing",
        "unit": f"Subbagian {CANARY}",
        "responsible": f"Kepala Subbagian {CANARY}",
        "made_on": "2025-07-01",
        "made_in": CANARY,
        "form": "softcopy",
        "retention": f"5 tahun {CANARY}",
        "archive_class": CANARY,
        "link": f"https://example.com/{CANARY}",
    } | changes


def proposal_sheet() -> dict[str, Any]:
    """A proposal to exempt information, whose every text holds the canary."""
    return weighing() | {"occasion": "before_request", "tester": JABAR, "not_always_open": True}


def weighing() -> dict[str, Any]:
    """The sheet of a consequence test, whose every text holds the canary."""
    return {
        "information": f"Dokumen {CANARY}",
        "exemption": "h",
        "basis": f"UU 27/2022 Pasal 4 {CANARY}",
        "harm_if_opened": CANARY,
        "harm_if_closed": CANARY,
        "ends_on": None,
        "until": f"Sampai pemilik data setuju {CANARY}",
    }


def _proposal(registry: Working) -> tuple[UUID, UUID, tuple[Event, ...]]:
    """A draft of Depok, one that it handed over to KPU RI, and what other offices could tell about both."""
    written = registry.ask(DEPOK, "officer", path="/v1/proposals", method="POST", json=proposal_sheet())
    assert written.status_code == 201, written.get_json()
    proposal_id = UUID(written.get_json()["id"])
    sheet = weighing()
    handed_over = ExemptionProposed(proposal_id=uuid4(), tester=KPU_RI, occasion="before_request", **sheet)
    registry.hear(DEPOK, handed_over)
    public = dict.fromkeys(("information", "basis", "harm_if_opened", "harm_if_closed"), "umum")
    listed = ExemptInformationListed(
        entry_id=uuid4(), proposer=DEPOK, state="in_force", exemption="h", decree_number="1/2026",
        decree_on=date(2026, 1, 5), ends_on=None, until="umum", ended_on=None, ended_because=None, **public,
    )  # fmt: skip
    registry.hear(JABAR, listed)
    ended = replace(listed, state="expired", ended_on=date(2026, 2, 5))  # only the deciding office may say so
    concluded = ConsequenceTestConcluded(proposal_id=proposal_id, proposer=DEPOK, outcome="declined", because="x")
    return proposal_id, handed_over.proposal_id, (handed_over, ended, concluded)


LIST_CALLS: dict[str, dict[str, Any]] = {
    "dip.edit": {"json": dip_entry(summary="x"), "headers": {"If-Match": '"2"'}},
    "dip.announce": {"json": dip_entry(kind="immediate")},
    "dip.settle": {"json": {"decree_number": "1", "decree_on": "2026-01-05"}, "headers": {"If-Match": '"2"'}},
    "dip.publish": {"json": {"decree_number": "1", "decree_on": "2026-01-05"}, "headers": {"If-Match": '"2"'}},
    "dip.unpublish": {"json": {"reason": "x"}, "headers": {"If-Match": '"2"'}},
    "proposals.edit_proposal": {"json": proposal_sheet(), "headers": {"If-Match": '"1"'}},
    "proposals.submit": {"headers": {"If-Match": '"1"'}},
    "tests.conclude": {
        "json": weighing()
        | {
            "considerations": "x",
            "decree_number": "1",
            "decree_on": "2026-01-05",
            "not_always_open": True,
        },
        "headers": {"If-Match": '"1"'},
    },
    "tests.decline": {"json": {"because": "x"}, "headers": {"If-Match": '"1"'}},
    "tests.end": {
        "json": {"how": "withdrawn", "ended_on": "2026-01-06", "because": "x"},
        "headers": {"If-Match": '"1"'},
    },
}
