"""The state table and the decisions of the register."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden
from contracts.stages import OPEN, Stage
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import TRANSITIONS, Act, NotAllowed, next_stage, why_not
from statute.regimes import Regime, settle
from tests.table import table

ALL_ROLES = {row.role for row in TRANSITIONS.values()}


def test_every_act_of_the_law_has_one_row_with_article_and_role() -> None:
    assert set(TRANSITIONS) == set(Act)
    assert all(row.article and row.role and row.sources for row in TRANSITIONS.values())


def test_a_case_that_is_closed_stays_closed() -> None:
    assert not any(row.sources - OPEN for row in TRANSITIONS.values())


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_no_sequence_of_acts_leads_anywhere_the_table_does_not_say(acts: list[Act]) -> None:
    stage = Stage.VERIFYING
    for act in acts:
        row = TRANSITIONS[act]
        if stage in row.sources:
            before, stage = stage, next_stage(stage, act, ALL_ROLES)
            assert stage is (row.target or before)
        else:
            with pytest.raises(NotAllowed, match=stage.label):
                next_stage(stage, act, ALL_ROLES)


def test_a_second_extension_is_refused() -> None:
    with pytest.raises(NotAllowed, match="perpanjangan"):
        next_stage(next_stage(Stage.PROCESSING, Act.EXTEND, {"ppid"}), Act.EXTEND, {"ppid"})


def test_an_officer_cannot_decide() -> None:
    with pytest.raises(Forbidden, match="PPID"):
        next_stage(Stage.PROCESSING, Act.GRANT, {"officer"})


def test_a_refusal_of_what_is_decided_says_what_happened_and_what_is_possible() -> None:
    with pytest.raises(NotAllowed, match=r"ditolak.*tidak ada") as refusal:
        next_stage(Stage.REFUSED, Act.GRANT, {"ppid"})
    assert TRANSITIONS[Act.GRANT].article in refusal.value.detail


@table("act", list(Act))
@table("stage", list(Stage))
def test_a_refused_act_is_explained_without_the_codes_of_programs(stage: Stage, act: Act) -> None:
    said = why_not(stage, act)
    assert act.label in said
    assert not [code for code in (*Act, *Stage) if "_" in code and code in said]
    assert not {"grant", "refuse", "extend", "withdraw", "repair", "lapse"} & set(said.lower().split())


def test_an_act_of_another_role_names_the_role_in_indonesian() -> None:
    with pytest.raises(Forbidden, match="wewenang petugas"):
        next_stage(Stage.VERIFYING, Act.DECLARE_COMPLETE, {"ppid"})


def test_the_officers_choice_of_regime_wins_and_says_so() -> None:
    regime, reason = settle(Regime.ELECTION, "aset_bmn", "32.76", date(2026, 3, 2))
    assert regime is Regime.ELECTION
    assert "petugas" in reason


def test_a_day_ends_at_midnight_of_the_office() -> None:
    before = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert terms.clock(before, "Asia/Jayapura", Regime.ORDINARY).received_on == date(2026, 3, 2)
    assert terms.clock(before, "Asia/Jakarta", Regime.ORDINARY).received_on == date(2026, 3, 2)
    after = datetime(2026, 3, 3, 1, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert terms.clock(after, "Asia/Jayapura", Regime.ORDINARY).received_on == date(2026, 3, 3)
    assert terms.clock(after, "Asia/Jakarta", Regime.ORDINARY).received_on == date(2026, 3, 2)
