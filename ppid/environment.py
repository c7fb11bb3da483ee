"""The settings file of the embedded platform: `ppid up` writes it, every other command reads it."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path


def var_dir() -> Path:
    """Return the folder of everything that the embedded platform keeps: PPID_VAR, or `var` where the command runs."""
    return Path(os.environ.get("PPID_VAR") or "var").resolve()


def environment_file() -> Path:
    """Where `ppid up` leaves the settings of the platform that it runs."""
    return var_dir() / "ppid.env"


def load() -> None:
    """Take over the settings file, unless the environment already says what it is (PPID_ENV is set).

    A variable that is set wins over the file.
    """
    file = environment_file()
    if "PPID_ENV" in os.environ or not file.is_file():
        return
    for name, value in parse(file.read_text("utf-8")).items():
        os.environ.setdefault(name, value)


def parse(text: str) -> dict[str, str]:
    """Read NAME=value lines as a shell would; blank lines and comments are skipped."""
    pairs = (word.partition("=") for word in shlex.split(text, comments=True))
    return {name: value for name, equals, value in pairs if equals}


def compose(values: Mapping[str, str]) -> str:
    """Write NAME=value lines that a shell can source and `parse` reads back."""
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(values.items()))


def write_secretly(file: Path, text: str) -> None:
    """Replace a file at once by one that only its owner may read."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    fresh.replace(file)
