"""The state table of an objection, who may answer it, what an answer must say, and its terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden, Invalid
from services.registry.cases.domain.cases import PPID, NotAllowed
from services.registry.objections import domain as objection_domain
from services.registry.objections.domain import SUPERIOR, TRANSITIONS, Act, Answer, Stage, Timeliness
from statute.regimes import Regime
from tests.table import table

ROLES = ("officer", PPID, SUPERIOR)
TODAY = date(2026, 11, 2)


@given(st.sampled_from(Stage), st.sampled_from(Act), st.sets(st.sampled_from(ROLES)))
def test_an_act_is_possible_exactly_where_the_table_has_a_row(stage: Stage, act: Act, roles: set[str]) -> None:
    row = TRANSITIONS[act]
    if row.role not in roles:
        with pytest.raises(Forbidden, match=row.article[:10]):
            objection_domain.next_stage(stage, act, roles)
    elif stage in row.sources:
        assert objection_domain.next_stage(stage, act, roles) is row.target
    else:
        with pytest.raises(NotAllowed, match="Yang dapat dilakukan sekarang"):
            objection_domain.next_stage(stage, act, roles)


def test_every_answer_belongs_to_the_superior_and_every_stage_can_be_reached() -> None:
    assert {TRANSITIONS[act].role for act in objection_domain.ANSWERS} == {SUPERIOR}
    assert {row.target for row in TRANSITIONS.values()} | {Stage.RECEIVED} == set(Stage)


@given(st.text(min_size=1), st.one_of(st.none(), st.text(min_size=1)))
def test_who_signed_the_decision_never_answers_the_objection(actor: str, signer: str | None) -> None:
    if actor == signer:
        with pytest.raises(Forbidden, match="menandatangani"):
            objection_domain.keep_apart(actor, signer)
    else:
        objection_domain.keep_apart(actor, signer)


@table(
    ("answer", "faults"),
    [
        (Answer(Act.UPHOLD, "x", "Berikan.", TODAY), set()),
        (Answer(Act.UPHOLD, "x"), {"/order", "/act_until"}),
        (Answer(Act.UPHOLD_PARTLY, "x", "Berikan.", TODAY - timedelta(days=1)), {"/act_until"}),
        (Answer(Act.REJECT, "x"), set()),
        (Answer(Act.REJECT, "x", "Berikan."), {"/order"}),
    ],
)
def test_what_is_upheld_orders_something_and_what_is_rejected_orders_nothing(answer: Answer, faults: set[str]) -> None:
    if not faults:
        objection_domain.check(answer, TODAY)
        return
    with pytest.raises(Invalid) as wrong:
        objection_domain.check(answer, TODAY)
    assert {fault.pointer for fault in wrong.value.faults} == faults


@table(("regime", "days"), [(Regime.ORDINARY, 30), (Regime.ELECTION, 3)])
def test_the_superior_has_thirty_working_days_and_three_in_an_election(regime: Regime, days: int) -> None:
    assert len(objection_domain.answering(TODAY, regime).counted) == days
    assert len(objection_domain.filing(TODAY, regime).counted) == 30
    terms = objection_domain.disputing(TODAY, TODAY, regime, answered_on=TODAY)
    assert terms.after_answer is not None
    assert len(terms.after_answer.counted) == 14


@given(st.integers(-40, 80), st.booleans())
def test_an_objection_is_late_after_its_term_and_early_only_to_silence(days: int, decided: bool) -> None:
    received_on, until = TODAY + timedelta(days=days), objection_domain.filing(TODAY, Regime.ORDINARY).due_on
    found = objection_domain.timeliness(received_on, TODAY, until, decided=decided)
    assert (found is Timeliness.LATE) == (received_on > until)
    assert (found is Timeliness.EARLY) == (received_on <= TODAY and not decided)
