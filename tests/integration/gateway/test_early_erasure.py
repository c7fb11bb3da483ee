"""An erasure that the PPID granted goes the way of the schedule, earlier: told by documents, done by intake."""

from typing import Any

import pytest

from tests.integration.conftest import DEPOK
from tests.integration.gateway.test_forgotten_pages import NAME, Case, case, later, night
from tests.integration.planting import PDF

pytestmark = pytest.mark.stack
__all__ = ["case"]
GONE = "Dihapus menurut jadwal"


def _granted(case: Case) -> dict[str, Any]:
    """Ask for erasure and have it granted; the claim as the applicant sees it then."""
    path = f"/v1/tracking/{case.given['tracking_token']}"
    claim_id = case.intake(path=f"{path}/erasure", method="POST")["id"]
    decision = f"/v1/requests/{case.id}/claims/{claim_id}/decision"
    case.intake("ppid", path=decision, method="POST", json={"outcome": "granted"})
    case.office.carry()
    (claim,) = case.intake(path=f"{path}/claims")["items"]
    return dict(claim)


@pytest.mark.promise("persons")
def test_who_asked_is_erased_with_all_papers_once_no_objection_can_be_filed_any_more(case: Case) -> None:
    paper = f"/v1/papers?request={case.id}&kind=identity&name=ktp.pdf"
    case.office.ask("documents", DEPOK, "officer", path=paper, method="POST", data=PDF)
    claim = _granted(case)
    assert claim["state"] == "granted"
    with later(20):
        night(case)
        assert (case.applicant()["name"], case.told()) == (NAME, [])
    with later(75):
        night(case)
        assert (case.applicant()["name"], case.forgotten()) == (GONE, 1)
        (told,) = case.told()
        assert told.schedule == "identity"
        papers = case.office.ask("documents", DEPOK, "officer", path=f"/v1/papers?request={case.id}")["items"]
        assert [one["state"] for one in papers] == ["destroyed"]
        said = case.intake(path=f"/v1/tracking/{case.given['tracking_token']}/claims")["items"]
        assert [one["erase_after"] for one in said] == [claim["erase_after"]]
        night(case)
        assert case.forgotten() == 1


def test_an_objection_that_came_after_the_grant_holds_until_its_own_end(case: Case) -> None:
    _granted(case)
    case.object()
    case.office.carry()
    with later(50):
        night(case)
        assert case.applicant()["name"] == NAME
    with later(100):
        night(case)
        assert (case.applicant()["name"], case.forgotten()) == (GONE, 1)
