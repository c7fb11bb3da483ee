"""The rule book: what stands in it, from when, and how sure."""

from datetime import date

import pytest

from statute import book
from statute.book import Certainty, Purpose, Rule, Unit, UnknownRuleError, rule_about, rule_for, rules
from statute.regimes import Regime
from tests.table import table

TODAY = date(2026, 3, 13)

TERMS = [
    (Regime.ORDINARY, "R-04", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-05", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-06", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-07", 10, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-08", 7, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-09", 10, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-13", 30, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-15", 30, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-16", 14, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-17.a", 14, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-17.b", 100, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-18", 14, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-19", 14, Unit.DAYS),
    (Regime.ORDINARY, "D-01", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "D-02", 7, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "D-07.a", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "D-07.b", 14, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "D-07.c", 7, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "D-12", 3, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "R-20", 3, Unit.MONTHS),
    (Regime.ORDINARY, "R-21", 6, Unit.MONTHS),
    (Regime.ORDINARY, "R-23", 30, Unit.WORKING_DAYS),
    (Regime.ORDINARY, "4i", 12, Unit.MONTHS),
    (Regime.ELECTION, "E-01", 3, Unit.WORKING_DAYS),
    (Regime.ELECTION, "E-02", 2, Unit.WORKING_DAYS),
    (Regime.ELECTION, "E-04", 30, Unit.WORKING_DAYS),
    (Regime.ELECTION, "E-05", 3, Unit.WORKING_DAYS),
    (Regime.ELECTION, "E-06", 14, Unit.WORKING_DAYS),
    (Regime.ELECTION, "E-07", 14, Unit.WORKING_DAYS),
]


@table(("regime", "rule_id", "value", "unit"), TERMS)
def test_a_rule_says_its_number_and_unit(regime: Regime, rule_id: str, value: int, unit: Unit) -> None:
    rule = rule_for(regime, rule_id, TODAY)

    assert (rule.value, rule.unit) == (value, unit)
    assert rule.regime is regime


def test_no_rule_stands_in_the_book_unchecked() -> None:
    written = {(rule.regime, rule.id) for regime in Regime for rule in rules(regime)}

    assert written == {(regime, rule_id) for regime, rule_id, _, _ in TERMS}


@table("regime", list(Regime))
def test_every_rule_names_an_act_and_an_actor(regime: Regime) -> None:
    for rule in rules(regime):
        assert rule.article.startswith(("UU ", "PP ", "PerKI ")), rule.id
        assert rule.actor
        assert rule.trigger


@table("regime", list(Regime))
def test_a_purpose_has_one_rule_in_a_regime(regime: Regime) -> None:
    by_purpose: dict[Purpose, set[str]] = {}
    for rule in rules(regime):
        by_purpose.setdefault(rule.purpose, set()).add(rule.id)

    assert all(len(ids) == 1 for ids in by_purpose.values()), by_purpose


@table("rule_id", ["E-04", "E-06", "E-07"])
def test_an_unread_election_term_carries_its_doubt(rule_id: str) -> None:
    rule = rule_for(Regime.ELECTION, rule_id, TODAY)

    assert rule.doubts
    assert rule.certainty in {Certainty.ONE_SOURCE, Certainty.DESIGN}


def test_the_disputed_start_of_the_ten_days_is_a_doubt_of_the_rule() -> None:
    assert "lengkap" in rule_for(Regime.ORDINARY, "R-07", TODAY).doubts[0]


def test_the_same_purpose_finds_the_rule_of_each_regime() -> None:
    assert rule_about(Regime.ORDINARY, Purpose.ANSWER, TODAY).id == "R-07"
    assert rule_about(Regime.ELECTION, Purpose.ANSWER, TODAY).id == "E-01"


def test_a_rule_of_the_other_regime_is_unknown() -> None:
    with pytest.raises(UnknownRuleError):
        rule_for(Regime.ELECTION, "R-07", TODAY)
    with pytest.raises(UnknownRuleError):
        rule_about(Regime.ELECTION, Purpose.CASSATION, TODAY)


def test_a_rule_is_unknown_before_it_was_in_force() -> None:
    assert rule_for(Regime.ELECTION, "E-01", date(2019, 2, 28)).value == 3
    with pytest.raises(UnknownRuleError):
        rule_for(Regime.ELECTION, "E-01", date(2019, 2, 27))


def test_an_old_case_keeps_the_version_of_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def amended(regime: Regime) -> tuple[Rule, ...]:
        old = next(rule for rule in rules(regime) if rule.id == "R-07")
        values = {field: getattr(old, field) for field in Rule.__slots__}
        return Rule(**values | {"value": 5, "in_force_from": date(2026, 7, 1)}), old

    monkeypatch.setattr(book, "rules", amended)

    assert rule_for(Regime.ORDINARY, "R-07", date(2026, 6, 30)).value == 10
    assert rule_for(Regime.ORDINARY, "R-07", date(2026, 7, 1)).value == 5


def test_every_grade_and_unit_has_an_indonesian_name() -> None:
    assert all(grade.label for grade in Certainty)
    assert [unit.label for unit in Unit] == ["hari kerja", "hari", "bulan"]
