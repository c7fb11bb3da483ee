"""Programs that only a Linux distribution carries: installed by apt as root, else unpacked beside the repository."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.localcompose.part import RefusedError

UNPACKED = Path(__file__).parents[2] / "var" / "debian"


def root_of(package: str, landmark: str) -> Path:
    """The folder under which the package's files lie, `/` when it is installed.

    Args:
        package: Debian's name.
        landmark: a file of the package, as a glob pattern relative to the root.

    Raises:
        RefusedError: neither installed nor obtainable.
    """
    if any(Path("/").glob(landmark)):
        return Path("/")
    if shutil.which("apt-get") is None:
        raise RefusedError(f"{package} is not installed and this is no Debian")
    if os.geteuid() == 0:
        _apt("update", "-qq")
        _apt("install", "-y", "-qq", "--no-install-recommends", package)
        root = Path("/")
    else:
        root = UNPACKED / package
        if not any(root.glob(landmark)):
            _unpack(package, root)
    if not any(root.glob(landmark)):
        raise RefusedError(f"{package} holds no {landmark}")
    return root


def _unpack(package: str, root: Path) -> None:
    """Fetch the package with all it needs that is not installed, and unpack it without installing anything."""
    plan = _apt("install", "-s", "--no-install-recommends", package)
    names = re.findall(r"^Inst (\S+)", plan, re.MULTILINE)
    downloads = root.with_name(f"{package}.downloads")
    downloads.mkdir(parents=True, exist_ok=True)
    _apt("download", *names, folder=downloads)
    root.mkdir(exist_ok=True)
    for archive in downloads.glob("*.deb"):
        subprocess.run(["dpkg", "-x", archive, root], check=True)
    shutil.rmtree(downloads)


def _apt(*arguments: str, folder: Path | None = None) -> str:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(
        ["apt-get", *arguments],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise RefusedError(f"apt-get {' '.join(arguments)} failed: {reason}")
    return done.stdout
