"""The command line as a whole."""

import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from ppid import cli


@pytest.mark.parametrize("name", cli.COMMANDS)
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


def test_commands_without_settings_say_how_to_get_them(tmp_path: object) -> None:
    env = {"PPID_VAR": str(tmp_path), "PPID_ENV": None}
    for command in (["migrate"], ["seed"], ["doctor"]):
        result = CliRunner().invoke(cli.main, command, env=env)
        assert result.exit_code == 1, command
        assert "make run" in result.output, command
