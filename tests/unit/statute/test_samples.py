"""The sample cases: dates that were worked out by hand, which the law as data must reproduce."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from statute.book import Purpose, rule_about
from statute.calendar import national
from statute.deadlines import count, deadline
from statute.regimes import Regime, elections_on, regime_for
from tests.table import table

REGIMES = {"reguler": Regime.ORDINARY, "pemilu": Regime.ELECTION}

# In these the stage names what the request is about; by the published schedule another stage ran on that day.
STAGE_BY_SUBJECT = {"REQ-035", "REQ-037", "REQ-039", "REQ-053"}


def load(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parents[2] / "data" / f"sample_{name}.json"
    samples: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return samples


REQUESTS, OBJECTIONS, DISPUTES = load("requests"), load("objections"), load("disputes")


@table("sample", REQUESTS)
def test_a_sample_request_gets_its_due_dates(sample: dict[str, Any]) -> None:
    received_at = datetime.fromisoformat(sample["submitted_at"])

    result = deadline(received_at, sample["timezone"], REGIMES[sample["regime"]], national())

    assert result.received_on.isoformat() == sample["received_on"]
    assert result.due_on.isoformat() == sample["expected_due"]
    assert result.extended_due_on.isoformat() == sample["expected_due_extended"]
    assert result.answer.rule.value == sample["deadline_days"]["base"]
    assert result.extension.rule.value == sample["deadline_days"]["extension"]
    assert not result.answer.provisional


@table("sample", REQUESTS)
def test_a_sample_request_falls_under_its_regime(sample: dict[str, Any]) -> None:
    on = date.fromisoformat(sample["received_on"])

    regime, reason = regime_for(sample["topic"], sample["office_code"], on)

    assert regime is REGIMES[sample["regime"]], reason


@table("sample", [s for s in REQUESTS if s["stage"]])
def test_the_stage_of_a_sample_was_open_by_the_published_schedule(sample: dict[str, Any]) -> None:
    on = date.fromisoformat(sample["received_on"])

    running = elections_on(sample["office_code"], on)
    open_stages = {stage.key for election in running for stage in election.stages_on(on)}

    assert (sample["stage"] in open_stages) is (sample["id"] not in STAGE_BY_SUBJECT)


@table("sample", OBJECTIONS)
def test_a_sample_objection_gets_its_answer_date(sample: dict[str, Any]) -> None:
    noon = datetime.fromisoformat(sample["submitted_on"] + "T12:00+07:00")

    result = deadline(noon, "Asia/Jakarta", REGIMES[sample["regime"]], national())

    assert result.objection_answer_due_on.isoformat() == sample["expected_response_due"]
    assert result.objection.rule.value == sample["response_limit_days"]


@table("sample", [s for s in OBJECTIONS if s["filing_limit_on"] and s["request_answered_on"]])
def test_a_sample_objection_gets_its_filing_limit(sample: dict[str, Any]) -> None:
    answered_on = date.fromisoformat(sample["request_answered_on"])

    rule = rule_about(REGIMES[sample["regime"]], Purpose.OBJECTION_FILING, answered_on)

    assert count(rule, answered_on, national()).due_on.isoformat() == sample["filing_limit_on"]


def test_silence_opens_the_filing_of_an_objection_on_the_due_date() -> None:
    request = next(s for s in REQUESTS if s["id"] == "REQ-027")
    objection = next(s for s in OBJECTIONS if s["request_id"] == "REQ-027")
    due_on = date.fromisoformat(request["expected_due"])

    rule = rule_about(Regime.ORDINARY, Purpose.OBJECTION_FILING, due_on)

    assert count(rule, due_on, national()).due_on.isoformat() == objection["filing_limit_on"]


@table("sample", [s for s in DISPUTES if s["filing_limit_on"]])
def test_a_sample_dispute_gets_its_dates(sample: dict[str, Any]) -> None:
    objection = next(s for s in OBJECTIONS if s["id"] == sample["objection_id"])
    answered_on, filed_on = (date.fromisoformat(d) for d in (objection["superior_responded_on"], sample["filed_on"]))

    def due(purpose: Purpose, start: date) -> str:
        return count(rule_about(REGIMES[sample["regime"]], purpose, start), start, national()).due_on.isoformat()

    assert due(Purpose.DISPUTE_FILING, answered_on) == sample["filing_limit_on"]
    assert due(Purpose.DISPUTE_OPENING, filed_on) == sample["proceedings_start_due"]
    assert due(Purpose.DISPUTE_END, filed_on) == sample["proceedings_end_due"]
