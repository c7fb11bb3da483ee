"""The settings file: what is written is read back, and nothing that is set is overruled."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppid import environment

NAMES = st.from_regex(r"PPID_[A-Z_]{1,20}", fullmatch=True)
VALUES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_every_value_comes_back_as_it_was_written(values: dict[str, str]) -> None:
    assert environment.parse(environment.compose(values)) == values


def test_a_shell_reads_the_same_values(tmp_path: Path) -> None:
    file = tmp_path / "ppid.env"
    file.write_text(environment.compose({"PPID_ODD": "a b'c$d#e", "PPID_KEY": "YQ=="}))
    script = f'set -a; . {file}; printf "%s|%s" "$PPID_ODD" "$PPID_KEY"'
    assert subprocess.check_output(["sh", "-c", script], text=True) == "a b'c$d#e|YQ=="


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PPID_VAR", str(tmp_path))
    for name in ("PPID_ENV", "PPID_LISTEN", "PPID_BASE_DOMAIN"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)  # known to monkeypatch, so that what a test adds is taken away again
    file = environment.environment_file()
    file.write_text("# written by hand\nPPID_ENV=embedded\nPPID_BASE_DOMAIN=localhost\n")
    return file


@pytest.mark.usefixtures("settings_file")
def test_the_file_fills_an_empty_environment() -> None:
    environment.load()
    assert (os.environ["PPID_ENV"], os.environ["PPID_BASE_DOMAIN"]) == ("embedded", "localhost")


@pytest.mark.usefixtures("settings_file")
def test_a_variable_that_is_set_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPID_BASE_DOMAIN", "contoh.go.id")
    environment.load()
    assert os.environ["PPID_BASE_DOMAIN"] == "contoh.go.id"


@pytest.mark.usefixtures("settings_file")
def test_the_file_is_not_read_where_the_environment_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPID_ENV", "production")
    environment.load()
    assert "PPID_BASE_DOMAIN" not in os.environ


def test_a_secret_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "rahasia"
    file.write_text("lama")
    file.chmod(0o644)
    environment.write_secretly(file, "baru")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("baru", 0o600)


def test_an_empty_wish_for_a_folder_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPID_VAR", "")
    assert environment.var_dir() == Path("var").resolve()
