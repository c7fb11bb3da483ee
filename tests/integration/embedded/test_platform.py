"""`ppid up` as a whole: from nothing to an answering portal, through kills, and to nothing again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ppid.embedded import procfs
from ppid.embedded.ports import Ports, taken
from ppid.embedded.record import Record
from tests.integration.embedded.starting import ask
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240), pytest.mark.assure]


@contextmanager
def platform(folder: Path, ports: Ports) -> Iterator["subprocess.Popen[str]"]:
    """`ppid up`, ready; stopped with the block unless it has ended before."""
    env = os.environ | {"PPID_VAR": str(folder / "var"), "PPID_PORT": str(ports.edge)}
    command = [sys.executable, "-P", "-m", "ppid", "up"]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Masuk lewat"):
                break
        else:
            pytest.fail("".join(said))
        try:
            yield process
        finally:
            process.terminate()
            process.stdout.read()


def test_the_platform_starts_heals_is_killed_and_starts_again(folder: Path, ports: Ports) -> None:
    env = os.environ | {"PPID_VAR": str(folder / "var"), "PPID_ENV": ""}
    del env["PPID_ENV"]
    with platform(folder, ports) as first:
        assert "KPU Kota Depok" in ask(ports.edge, "/", "depokkotappid.localhost")
        files = [path for path in (folder / "var").glob("*/*") if path.is_file()] + [folder / "var" / "ppid.env"]
        assert [path for path in files if path.stat().st_mode & 0o077] == [], "they are their owner's alone"
        killed = _leader(folder, "web-intake")
        os.killpg(killed, signal.SIGKILL)
        until(lambda: _leader(folder, "web-intake") != killed and _ready(ports.intake))
        parts = Record(folder / "var" / "parts.json").read()
        first.kill()
        first.wait()

    with platform(folder, ports):
        assert "KPU Kota Depok" in ask(ports.edge, "/", "depokkotappid.localhost")
        examined = subprocess.run(
            [sys.executable, "-P", "-m", "ppid", "doctor", "--json"],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        report = json.loads(examined.stdout)
        assert [part for part in report["parts"] if not part["well"]] == []
        assert examined.returncode == 0
        assert {"up", "postgres", "objects", "edge", "mail", "consume-notify"} <= report["memory_bytes"].keys()

    assert not any(taken(port) for port in ports.all())
    assert not any(list(procfs.members(part.pid)) for part in parts)


def _leader(folder: Path, name: str) -> int:
    return next((entry.pid for entry in Record(folder / "var" / "parts.json").read() if entry.name == name), 0)


def _ready(port: int) -> bool:
    try:
        return "siap" in ask(port, "/readyz", "localhost")
    except OSError:  # nobody listens yet
        return False
