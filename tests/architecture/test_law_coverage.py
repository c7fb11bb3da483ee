"""The table of docs/law-coverage.md is whole and true: every rule, its place in the code, the test that proves it."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from statute.book import rules
from statute.regimes import Regime
from tests.table import table

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`([\w./-]+?)(?:::(\w+))?`")
# How many rules each part of the law has, as we know it.
PARTS = {"R-": 23, "E-": 8, "D-": 16, "P-": 14, "X-": 7, "11.": 10, "5.": 3, "6.": 3}
IDS = [f"{part}{n:02}" if part[-1] == "-" else f"{part}{n}" for part, size in PARTS.items() for n in range(1, size + 1)]
SECTIONS = ("3", "4a", "4f", "4g", "4h", "4i", "4j", "4k", "4l", "4m", "8", "9")  # duties without a numbered rule
SHORTEST_REASON = 20  # letters; less explains nothing


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    id: str
    asks: str
    state: str
    why: str
    place: str
    proof: str


def _row(line: str) -> Row:
    number, asks, state, *where = (cell.strip() for cell in line.split(" | "))
    state, _, why = state.partition(": ")
    place, proof = where or ("", "")
    return Row(number, asks, state, why, place, proof)


ROWS = [
    _row(line)
    for line in (ROOT / "docs" / "law-coverage.md").read_text("utf-8").splitlines()
    if re.match(r"(?:[REDPX]-\d\d|11\.\d+|[56]\.\d|3|4[a-m]|[89]) \| ", line)
]


@cache
def _collected() -> frozenset[str]:
    """Every test that the table names, as pytest finds it, without its parameters."""
    files = sorted({path for row in ROWS for path, _ in NAMED.findall(row.proof)})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *files]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return frozenset(line.partition("[")[0] for line in said.splitlines() if "::" in line)


def test_every_rule_has_one_line() -> None:
    assert Counter(row.id for row in ROWS) == Counter([*IDS, *SECTIONS])


def test_every_term_of_the_book_has_its_line_which_names_the_book() -> None:
    places = {row.id: row.place for row in ROWS}
    for regime in Regime:
        for rule in rules(regime):
            if rule.id[:2] in PARTS:  # a list's own renewal has no id in the law
                assert f"statute/rules/{regime}.yaml" in places[rule.id.partition(".")[0]], rule.id


@table("row", ROWS)
def test_a_line_says_where_and_proves_it_or_says_why_not(row: Row) -> None:
    assert row.state in ("works", "partly", "not yet", "left")
    assert row.asks
    if row.state in ("works", "partly"):
        assert NAMED.search(row.place)
        assert NAMED.search(row.proof)
    if row.state != "works":
        assert len(row.why) >= SHORTEST_REASON
    for path, name in NAMED.findall(row.place):
        assert not path.startswith("tests/")
        text = (ROOT / path).read_text("utf-8")
        assert re.search(rf"^(?:def|class) {name}\b", text, re.MULTILINE) or not name, f"{path}::{name}"


@table("row", [row for row in ROWS if row.proof])
def test_every_proof_is_a_test_that_runs(row: Row) -> None:
    assert {f"{path}::{name}" for path, name in NAMED.findall(row.proof)} <= _collected()
