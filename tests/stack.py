"""Which real parts the integration tests talk to: containers where that works, else programs of this machine."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ppid.embedded import procfs

ROOT = Path(__file__).parents[1]
COMPOSE_FILES = [str(ROOT / "docker-compose.yml"), str(ROOT / "tests" / "compose.yml")]
ACCOUNT_FILE = str(ROOT / "deploy" / "storage" / "compose.yml")
STANDIN_FILE = str(ROOT / "tests" / "compose.standin.yml")
LOCAL = f'env PYTHONPATH="{ROOT}" "{sys.executable}" -m tests.localcompose'
PROJECT = "ppid-test"  # and the number of the process that runs the tests

BOUGHT = ("postgres", "rabbitmq", "minio", "clamav")  # their names in docker-compose.yml


class Stack(NamedTuple):
    """The command that plays `docker compose`, and why it was chosen."""

    name: str
    command: str
    reason: str


def choose(env: Mapping[str, str] = os.environ) -> Stack:
    """PPID_TEST_STACK=compose|local decides; unset, containers are taken when their images are already here.

    Raises:
        ValueError: PPID_TEST_STACK says something else.
    """
    match env.get("PPID_TEST_STACK", ""):
        case "compose":
            return Stack("compose", "docker compose", "PPID_TEST_STACK=compose")
        case "local":
            return Stack("local", LOCAL, "PPID_TEST_STACK=local")
        case "":
            obstacle = _obstacle()
            if obstacle:
                return Stack("local", LOCAL, obstacle)
            return Stack("compose", "docker compose", "Docker answers and has the images")
        case other:
            raise ValueError(f"PPID_TEST_STACK is compose or local, not {other!r}")


@cache
def stands_in() -> bool:
    """Whether the image that should hold MinIO holds SeaweedFS, as it does where no image can be fetched."""
    image = (_run("docker", "compose", "-f", COMPOSE_FILES[0], "config", "--images", "minio") or "").strip()
    return _run("docker", "run", "--rm", "--pull", "never", "--entrypoint", "weed", image, "version") is not None


def files_of_parts() -> list[str]:
    """The compose files of the parts that the integration tests talk to."""
    limited = [ACCOUNT_FILE, STANDIN_FILE] if choose().name == "compose" and stands_in() else []
    return COMPOSE_FILES + limited


def files_of_platform() -> list[str]:
    """The compose files of the whole platform, whose documents service has an account of its own in the storage."""
    return [COMPOSE_FILES[0], ACCOUNT_FILE, *([STANDIN_FILE] if stands_in() else [])]


def sweep(command: str) -> None:
    """End what test runs left behind that were killed before they could clear away."""
    words = shlex.split(command)
    for name in (_run(*words, "ls", "-a", "-q") or "").split():
        left = re.fullmatch(rf"{PROJECT}(?:-\w+)?-(\d+)", name)
        if left and procfs.started(int(left[1])) is None:
            _run(*words, "-p", name, "down", "-v", "-t", "2")


def _obstacle() -> str:
    """Why containers cannot be used without fetching anything; empty when they can."""
    if _run("docker", "compose", "ls") is None:
        return "no answer from `docker compose ls`"
    images = _run("docker", "compose", "-f", COMPOSE_FILES[0], "config", "--images", *BOUGHT)
    if images is None:
        return "docker compose cannot read docker-compose.yml"
    missing = [image for image in images.split() if _run("docker", "image", "inspect", image) is None]
    if missing:
        return f"images not on this machine: {' '.join(missing)} (PPID_TEST_STACK=compose fetches them)"
    return ""


def _run(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
