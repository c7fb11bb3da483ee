"""The figures of a run: printed as they come, then kept in docs/figures.md in place of the run before."""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
_rows: list[tuple[str, str, str]] = []


def row(what: str, value: str, goal: str) -> None:
    """Print a line of the table, to be kept when the run has ended."""
    print(f"{what:<52}{value:>12}   {goal}", flush=True)
    _rows.append((what, value, goal))


def keep() -> None:
    """Write the section of the command that runs: when, on which machine, what came out."""
    command = f"python -m {sys.modules['__main__'].__spec__.name}"  # type: ignore[union-attr]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[1]:.0f}"
    PAGE.write_text(
        placed(PAGE.read_text("utf-8"), command, f"{datetime.now(UTC):%Y-%m-%d}, {machine}", _rows), "utf-8"
    )


def placed(page: str, command: str, where: str, rows: list[tuple[str, str, str]]) -> str:
    """The page with these figures as the section of a command."""
    lines = [f"## `{command}`", "", where, "", "what | measured | goal", "---|---|---"]
    section = "\n".join([*lines, *map(" | ".join, rows), ""])
    parts = [part for part in re.split(r"^(?=## )", page, flags=re.MULTILINE) if not part.startswith(f"{lines[0]}\n")]
    return "\n\n".join(part.strip() for part in [*parts, section]) + "\n"
