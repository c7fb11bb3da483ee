"""The migrations of each database are one line: two that were written beside each other do not land together."""

import re
from itertools import pairwise
from pathlib import Path

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
