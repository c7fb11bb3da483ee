"""A case goes to another office: it goes on where it stood."""

from contracts.stages import OPEN, Stage
from services.registry.cases.domain.transfers import stage_there


def test_a_case_goes_on_where_it_stood_and_what_waits_for_its_applicant_is_looked_at() -> None:
    assert {stage: stage_there(stage) for stage in OPEN} == {
        Stage.VERIFYING: Stage.VERIFYING,
        Stage.INCOMPLETE: Stage.VERIFYING,
        Stage.PROCESSING: Stage.PROCESSING,
        Stage.EXTENDED: Stage.EXTENDED,
    }
