"""What comes late is known by its day, its working days and the rule under which the day counted."""

from datetime import date

from contracts.stages import Stage
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.lateness import Course, Kind, Late, late, of_act
from statute.regimes import Regime
from tests.table import table

DUE, CHECK = date(2026, 12, 7), date(2026, 11, 26)


def _course(stage: Stage = Stage.VERIFYING, *, checked: bool = False) -> Course:
    return Course(stage, Regime.ORDINARY, DUE, CHECK, checked)


def test_the_last_day_is_in_time_and_the_next_one_is_late_by_its_working_days() -> None:
    assert late(Kind.ANSWER, DUE, DUE, Regime.ORDINARY) == []
    (fact,) = late(Kind.ANSWER, DUE, date(2026, 12, 10), Regime.ORDINARY)
    assert (fact.days, fact.told()) == (
        3, "Dijawab 3 hari kerja setelah Senin, 7 Desember 2026, batas menurut rezim umum",
    )  # fmt: skip


def test_days_off_alone_make_late_without_a_working_day() -> None:
    fact = Late(Kind.REPLY, date(2026, 12, 4), date(2026, 12, 5), Regime.ELECTION)
    assert fact.days == 0
    assert fact.told() == (
        "Ditanggapi sebelum hari kerja berikutnya, tetapi setelah Jumat, 4 Desember 2026, batas menanggapi menurut "
        "rezim pemilu"
    )


@table("act", [Act.DECLARE_COMPLETE, Act.DECLARE_INCOMPLETE])
def test_a_check_after_its_term_is_late_once(act: Act) -> None:
    target = Stage.PROCESSING if act is Act.DECLARE_COMPLETE else Stage.INCOMPLETE
    assert [one.kind for one in of_act(act, target, _course(), date(2026, 11, 27))] == [Kind.CHECK]
    assert of_act(act, target, _course(), CHECK) == []
    assert of_act(act, target, _course(checked=True), date(2026, 11, 27)) == []


def test_what_is_found_incomplete_after_the_day_to_answer_stays_late_also_when_it_lapses() -> None:
    found = of_act(Act.DECLARE_INCOMPLETE, Stage.INCOMPLETE, _course(checked=True), date(2026, 12, 8))
    assert [(one.kind, one.days) for one in found] == [(Kind.INCOMPLETE, 1)]
    assert of_act(Act.LAPSE, Stage.LAPSED, _course(Stage.INCOMPLETE), date(2026, 12, 14)) == []


@table(
    ("act", "target"),
    [(Act.WITHDRAW, Stage.WITHDRAWN), (Act.TRANSFER, Stage.TRANSFERRED), (Act.SPLIT, Stage.SPLIT)],
)
def test_a_case_that_ends_without_an_answer_after_its_day_ends_late(act: Act, target: Stage) -> None:
    assert [one.kind for one in of_act(act, target, _course(), date(2026, 12, 8))] == [Kind.END]
    assert of_act(act, target, _course(), DUE) == []
