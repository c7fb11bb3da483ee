"""The sample requests go in through the API for their offices and get the due dates they state."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import OFFICES, Working, add_office
from tests.table import table

pytestmark = pytest.mark.stack
SAMPLES = json.loads((Path(__file__).parents[1] / "data" / "sample_requests.json").read_text())
PEOPLE = json.loads((Path(__file__).parents[1] / "data" / "sample_applicants.json").read_text())
REGIMES = {"reguler": "ordinary", "pemilu": "election"}


@pytest.fixture
def intake(work: Callable[[str], Working]) -> Working:
    working = work("intake")
    for code in {sample["office_code"] for sample in SAMPLES} - set(OFFICES):
        add_office(working.runtime, code)
    return working


def _as_recorded_by_an_officer(sample: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    legal_body = sample["applicant_type"] in ("badan_hukum", "partai_politik")
    return {
        "applicant": {
            "kind": "legal_body" if legal_body else "person",
            "name": person["name"],
            "nik": person["nik"],
            "address": person["address"],
            "email": person["email"],
            "phone": person["phone"],
            "occupation": person["occupation"],
            "organisation": {"name": "Badan Hukum Contoh", "registration_number": "AHU-1"} if legal_body else None,
        },
        "category": sample["topic"],
        "subject": sample["subject"],
        "detail": sample["detail"],
        "purpose": sample["purpose"],
        "obtain": "copy",
        "format": "softcopy",
        "delivery": "email",
        "declaration": True,
        "channel": "email",
        "received_at": sample["submitted_at"],
        "late_reason": "Contoh dari tahun-tahun yang lalu.",
    }


@table("sample", SAMPLES)
@table("chosen_by", ["officer", "platform"])
def test_a_sample_request_gets_its_number_and_its_due_dates(
    sample: dict[str, Any], chosen_by: str, intake: Working
) -> None:
    person = PEOPLE[SAMPLES.index(sample) % len(PEOPLE)]
    body = _as_recorded_by_an_officer(sample, person)
    if chosen_by == "officer":
        body["regime"] = REGIMES[sample["regime"]]
    answer = intake.ask(sample["office_code"], "officer", path="/v1/requests", method="POST", json=body)
    assert answer.status_code == 201, answer.get_json()
    given = answer.get_json()
    assert f"/PPID-P/{sample['office_code']}/" in given["number"]
    assert given["deadline"]["regime"] == REGIMES[sample["regime"]]
    assert given["deadline"]["due_on"] == sample["expected_due"]
    assert given["deadline"]["extended_due_on"] == sample["expected_due_extended"]
