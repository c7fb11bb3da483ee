"""The time to go to the Information Commission: after an answer, after a silence, and after both."""

from datetime import date

from statute.calendar import national
from statute.disputes import filing_terms, late_answer_doubt
from statute.regimes import Regime
from tests.table import table

DUE_ON = date(2026, 12, 1)  # the last day to answer; fourteen working days later it is 21 December


@table(
    ("today", "answered_on", "received_on", "after_silence", "after_answer"),
    [
        (date(2026, 12, 1), None, None, None, None),
        (date(2026, 12, 2), None, None, date(2026, 12, 21), None),
        (date(2026, 12, 1), date(2026, 12, 1), None, None, date(2026, 12, 21)),
        (date(2026, 12, 8), date(2026, 12, 1), date(2026, 12, 8), None, date(2026, 12, 30)),
        (date(2026, 12, 2), date(2026, 12, 2), None, date(2026, 12, 21), date(2026, 12, 22)),
        (date(2026, 12, 8), date(2026, 12, 2), date(2026, 12, 8), date(2026, 12, 21), date(2026, 12, 30)),
    ],
    ids=["still time", "silent", "answered in time", "arrived later", "answered late", "answered late, arrived later"],
)
def test_silence_and_answer_each_open_the_way_and_a_late_answer_leaves_both_readings(
    today: date,
    answered_on: date | None,
    received_on: date | None,
    after_silence: date | None,
    after_answer: date | None,
) -> None:
    terms = filing_terms(DUE_ON, today, Regime.ORDINARY, national(), answered_on=answered_on, received_on=received_on)
    ends = [term.due_on if term else None for term in (terms.after_silence, terms.after_answer)]
    assert ends == [after_silence, after_answer]
    earlier = min(filter(None, ends), default=None)
    assert (terms.earlier.due_on if terms.earlier else None) == earlier
    assert (late_answer_doubt() in terms.doubts) is (None not in ends)
