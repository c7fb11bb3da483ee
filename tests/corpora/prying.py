"""A reader that was taken over by the file it reads: it tries what it should have no part in. The job of a child."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

SCRATCH, LIBRARIES = "a scratch file", "Python's own libraries"
HONEST = {SCRATCH, LIBRARIES}  # what readers need


def work(_file: BinaryIO, *, parent: int, port: int, kept: str) -> tuple[dict[str, bool], bytes]:
    """What it got done, and its turn (sched(7)). `parent` started it, `port` listens, `kept` is a file of ours."""
    process = Path(f"/proc/{parent}")
    tries: dict[str, Callable[[], Any]] = {
        SCRATCH: _scratch,
        LIBRARIES: Path(os.__file__).read_bytes,
        "the environment of who started it": (process / "environ").read_bytes,
        "the memory of who started it": partial(_opened, process / "mem"),
        "which processes there are": partial(os.listdir, "/proc"),
        "a file of ours": Path(kept).read_bytes,
        "a folder of ours": partial(os.listdir, str(Path(kept).parent)),
        "a new file beside it": Path(kept).with_name("left behind").touch,
        "our own code": partial(_opened, Path(__file__), os.O_RDWR),
        "a connection": lambda: socket.create_connection(("127.0.0.1", port), 2).close(),
        "a server": lambda: socket.create_server(("127.0.0.1", 0)).close(),
        "a signal": lambda: os.kill(parent, 0),
        "a program": lambda: subprocess.run(["/bin/true"], check=True),
    }
    return {what: _did(attempt) for what, attempt in tries.items()}, str(os.sched_getscheduler(0)).encode()


def _did(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _opened(path: Path, how: int = os.O_RDONLY) -> None:
    os.close(os.open(path, how))


def _scratch() -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
