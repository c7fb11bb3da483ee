"""Until when an incomplete request is repaired: a letter that came late, a decree that came between."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.context import Context
from services.registry.cases.commands import progress, repair_recount
from services.registry.cases.domain import terms
from statute.calendar import DayOff, Kind, national
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, Working
from tests.integration.test_deliveries import ISSUED, found_incomplete, proof_of, record

pytestmark = pytest.mark.stack


@pytest.fixture
def incomplete(office: Carrying) -> dict[str, Any]:
    return found_incomplete(office)


def test_a_letter_that_arrived_late_undoes_the_lapse_that_overtook_it(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any]
) -> None:
    registry, path = work("registry"), f"/v1/cases/{incomplete['id']}"
    with clock.held(ISSUED + timedelta(days=7)):  # Thursday, 3 December: nobody has proved that the letter arrived
        progress.lapse_due(registry.runtime)
        office.carry()
        assert office.ask("registry", DEPOK, "officer", path=path)["stage"] == "lapsed"
    arrived = ISSUED + timedelta(days=6)
    with clock.held(ISSUED + timedelta(days=8)):
        case = record(registry, incomplete["id"], proof_of(arrived) | {"letter": incomplete["letter"]["id"]}, 3)
        office.carry()
        told = office.ask("intake", DEPOK, path=f"/v1/tracking/{incomplete['tracking_token']}")
    assert (case.get_json()["stage"], case.get_json()["repair_until"]) == ("incomplete", "2026-12-07")
    assert [entry["act"] for entry in case.get_json()["history"]][-2:] == ["case.lapse_undone", "case.letter_delivered"]
    assert (told["state"], told["steps"][-1]["until"]) == ("incomplete", "2026-12-07")
    with clock.held(ISSUED + timedelta(days=11)):  # Monday, 7 December, the last day
        progress.lapse_due(registry.runtime)
        said = {"act": "repair", "words": "KTP terlampir."}
        path_of_applicant = f"/v1/tracking/{incomplete['tracking_token']}/acts"
        office.ask("intake", DEPOK, path=path_of_applicant, method="POST", json=said)
        office.carry()
    assert office.ask("registry", DEPOK, "officer", path=path)["stage"] == "verifying"


def test_a_letter_whose_time_is_over_as_well_undoes_no_lapse(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any]
) -> None:
    registry = work("registry")
    with clock.held(ISSUED + timedelta(days=7)):
        progress.lapse_due(registry.runtime)
    with clock.held(ISSUED + timedelta(days=14)):
        late = proof_of(ISSUED + timedelta(days=5)) | {"letter": incomplete["letter"]["id"]}
        assert record(registry, incomplete["id"], late, 3).get_json()["stage"] == "lapsed"


def test_a_repair_within_the_term_from_a_late_proof_counts_whenever_it_is_written_down(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any]
) -> None:
    registry, path = work("registry"), f"/v1/cases/{incomplete['id']}"
    with clock.held(ISSUED + timedelta(days=7)):
        progress.lapse_due(registry.runtime)
        office.carry()
    with clock.held(ISSUED + timedelta(days=14)):  # the term from the receipt ended on Friday, 4 December
        late = proof_of(ISSUED + timedelta(days=5)) | {"letter": incomplete["letter"]["id"]}
        assert record(registry, incomplete["id"], late, 3).get_json()["repair_until"] == "2026-12-04"
        office.carry()
        said = {"act": "repair", "words": "KTP terlampir.", "way": "counter", "came_on": "2026-12-04"}
        office.ask("intake", DEPOK, "officer", path=f"/v1/requests/{incomplete['id']}/acts", method="POST", json=said)
        office.carry()
        told = office.ask("intake", DEPOK, path=f"/v1/tracking/{incomplete['tracking_token']}")
    assert office.ask("registry", DEPOK, "officer", path=path)["stage"] == "verifying"
    assert told["state"] == "verifying"


def test_a_new_day_off_gives_more_time_to_repair_once_and_takes_none(
    office: Carrying, work: Callable[[str], Working], incomplete: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, path = work("registry"), f"/v1/cases/{incomplete['id']}"
    assert incomplete["repair_until"] == "2026-12-01"
    monday = DayOff(date(2026, 11, 30), Kind.NATIONAL, "Libur contoh", "Keppres contoh")
    with registry.runtime.acting(Context(DEPOK, "service:registry")):
        with monkeypatch.context() as patch:
            patch.setattr(terms, "calendar", lambda: national().adding(monday))
            expected = repair_recount.preview().moved
            assert expected >= 1
            assert (repair_recount.recompute().moved, repair_recount.preview().moved) == (expected, 0)
        assert repair_recount.recompute().moved == 0, "who was told Wednesday keeps it when the decree is withdrawn"
    office.carry()
    case = office.ask("registry", DEPOK, "officer", path=path)
    told = office.ask("intake", DEPOK, path=f"/v1/tracking/{incomplete['tracking_token']}")
    assert (case["repair_until"], case["history"][-1]["act"]) == ("2026-12-02", "case.recomputed")
    assert (told["state"], told["steps"][-1]["until"]) == ("incomplete", "2026-12-02")
