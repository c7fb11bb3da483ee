"""The promises about files name the tests that prove them, and those tests exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISES = (ROOT / "docs" / "evidence.md").read_text()


def _cited() -> list[tuple[str, str]]:
    """Files and tests as they stand in each row; a test without a file is of the file named before it."""
    found = []
    for row in PROMISES.splitlines():
        path = ""
        for named, test in re.findall(r"`(tests/[\w/.]+?)?(?:::(\w+))?`", row):
            path = named or path
            found.append((path, test))
    return found


def test_every_test_that_a_promise_names_exists() -> None:
    missing = [
        f"{path}::{name}"
        for path, name in _cited()
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert missing == []


def test_every_promise_names_a_test() -> None:
    rows = [
        line for line in PROMISES.splitlines() if line.startswith("|") and not line.startswith(("|---", "| promise"))
    ]
    assert rows
    assert [row for row in rows if "`tests/" not in row.rpartition(" | ")[2]] == []
