"""The migrations of each database are one line, and each leaves the version before it able to work."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.table import table

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for top in ("services", "gateway") for path in (ROOT / top).rglob("migrations/versions"))


def _named(name: str, content: str) -> str | None:
    found = re.search(rf'^{name}(?:: [^=]+)? = "(\w+)"', content, re.MULTILINE)
    return found[1] if found else None


@table("folder", FOLDERS)
def test_every_migration_follows_the_one_before_it(folder: Path) -> None:
    files = sorted((folder / "versions").glob("[0-9]*.py"), key=lambda path: path.name.split("_")[1])
    steps = [(_named("down_revision", text), _named("revision", text)) for text in (path.read_text() for path in files)]
    assert [number for _, number in steps] == [path.name.split("_")[1] for path in files]
    assert steps[0][0] is None
    assert [(before[1], after[0]) for before, after in pairwise(steps) if before[1] != after[0]] == []


# While a release rolls out, the version before it works on the new schema. What takes something from it comes a release
# later, and names the migration that made it needless: `contracts = "0101"`.
CONTRACTING = {
    "takes something away": r"\bdrop\s+(?!index|trigger|function|policy)|\brename\b|\btruncate\b",
    "asks for what the version before does not give": (
        r"\bset not null\b|\badd column (?!.*\bdefault\b)[^,;]*\bnot null\b"
    ),
    "changes what is read": r"\balter column \w+ (set data )?type\b",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_migration_only_expands_unless_it_names_what_it_contracts(folder: Path) -> None:
    for path in sorted((folder / "versions").glob("[0-9]*.py"))[1:]:
        content = path.read_text()
        faults = [fault for fault, pattern in CONTRACTING.items() if re.search(pattern, content, re.IGNORECASE)]
        expanded = _named("contracts", content)
        assert not faults or (expanded is not None and expanded < str(_named("revision", content))), (path.name, faults)


@pytest.mark.parametrize(
    ("statement", "safe"),
    [
        ("alter table x add column y text", True),
        ("alter table x add column y text not null default 'a'", True),
        ("create index x_y on x (y)", True),
        ("alter table x add column y text not null", False),
        ("alter table x drop column y", False),
        ("alter table x rename column y to z", False),
        ("alter table x alter column y type bigint", False),
        ("alter table x alter column y set not null", False),
    ],
)
def test_what_a_running_older_version_cannot_bear_is_known(statement: str, safe: bool) -> None:
    assert any(re.search(pattern, statement) for pattern in CONTRACTING.values()) != safe
