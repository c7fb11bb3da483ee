"""The command line as a whole."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ppid import cli
from tests.table import table


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without settings and none in force: commands read those of the platform that runs where tests start."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PPID_")]:
        monkeypatch.delenv(name)


@table("name", cli.COMMANDS)
def test_every_command_exists(name: str) -> None:
    module, _, attribute = cli.COMMANDS[name][0].partition(":")
    assert isinstance(getattr(import_module(module), attribute), click.Command)


def test_help_imports_no_service_and_no_framework() -> None:
    script = "import sys; from ppid.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert {"flask", "sqlalchemy", "kombu", "services", "gateway"}.isdisjoint(loaded)


def test_an_unknown_service_is_refused_by_name() -> None:
    result = CliRunner().invoke(cli.main, ["web", "arsip"])
    assert result.exit_code == 2
    assert "arsip" in result.output


@table("command", ["migrate", "seed", "doctor"])
def test_commands_without_settings_say_how_to_get_them(command: str) -> None:
    result = CliRunner().invoke(cli.main, [command])
    assert result.exit_code == 1
    assert "make run" in result.output
