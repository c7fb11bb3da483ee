"""Ten thousand random receipts against a second counter that shares nothing with the code but the published files."""

import csv
import random
import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from statute.calendar import JointLeave, national
from statute.deadlines import deadline
from statute.regimes import Regime
from tests.table import table

ROOT = Path(__file__).parents[3]
HOURS_EAST = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
TERMS = {Regime.ORDINARY: (10, 7, 30), Regime.ELECTION: (3, 2, 3)}


def all_working_days(joint_leave: str) -> list[int]:
    """List the ordinals of all working days 2023-2027, from the text of the holiday files."""
    text = "".join(path.read_text("utf-8") for path in sorted((ROOT / "statute" / "holidays").glob("*.yaml")))
    rows = [row for row in text.splitlines() if "{date: " in row]
    assert len(rows) == 135
    kept = [row for row in rows if joint_leave == "nonworking" or "kind: joint_leave" not in row]
    assert (len(kept) < len(rows)) is (joint_leave == "working")
    holidays = {date.fromisoformat(found).toordinal() for row in kept for found in re.findall(r"\{date: ([\d-]+)", row)}
    span = range(date(2023, 1, 1).toordinal(), date(2027, 12, 31).toordinal() + 1)
    return [day for day in span if day % 7 not in (0, 6) and day not in holidays]  # ordinal 1 was a Monday


@table("joint_leave", ["nonworking", "working"])
def test_ten_thousand_random_receipts_agree_with_an_independent_counter(joint_leave: JointLeave) -> None:
    working = all_working_days(joint_leave)
    with (ROOT / "ppid" / "data" / "offices.csv").open(encoding="utf-8", newline="") as lines:
        zones = [row["timezone"] for row in csv.DictReader(lines)]
    dice = random.Random(20260313)
    start, span = datetime(2023, 1, 1, tzinfo=UTC), int(timedelta(days=1700).total_seconds())

    def nth(after: int, count: int) -> date:
        return date.fromordinal(working[bisect_right(working, after) + count - 1])

    for _ in range(10_000):
        zone, regime = dice.choice(zones), dice.choice(list(Regime))
        instant = start + timedelta(seconds=dice.randrange(span))
        day_zero = (instant.replace(tzinfo=None) + timedelta(hours=HOURS_EAST[zone])).date().toordinal()
        answer, extension, objection = TERMS[regime]

        result = deadline(instant, zone, regime, national(joint_leave))

        assert result.due_on == nth(day_zero, answer)
        assert result.extended_due_on == nth(day_zero, answer + extension)
        assert result.objection_answer_due_on == nth(day_zero, objection)
