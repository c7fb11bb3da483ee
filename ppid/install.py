"""Make the virtual environment: `python3 ppid/install.py embedded|dev`, once; later calls see that and do nothing.

It runs as a plain script on the machine's own Python, whatever its age, so that it can say that it is too old. It
needs the standard library only.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
NEEDED = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")
# Found wherever the environment is, whatever the folder is called; no path is written into it.
LAUNCHER = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m ppid "$@"\n'


def main() -> None:
    """Install the requirements that the first argument names, unless they are installed."""
    what = sys.argv[1]
    _insist_on_version()
    stamp = _stamp(what)
    if _installed(stamp) or _installed(_stamp("dev")):  # what development needs includes everything else
        return
    if platform.system() != "Linux" or platform.machine() not in ("x86_64", "aarch64") or not platform.libc_ver()[0]:
        sys.exit(
            f"Tidak ada paket PostgreSQL dan penyimpanan berkas untuk {platform.system()} {platform.machine()} ini. "
            "Pakai `docker compose up --build`."
        )
    _say(f"Memasang paket ke {ENVIRONMENT} (sekali saja) …")
    if not _works():
        _make()
    _install(ROOT / "requirements" / f"{what}.txt")
    _link()
    (ENVIRONMENT / f".ppid-{what}").write_text(stamp)


def _insist_on_version() -> None:
    """Go on with a newer Python if this one is too old and a newer one is at hand."""
    if sys.version_info >= NEEDED:
        return
    for name in CANDIDATES:
        newer = shutil.which(name)
        if newer and _quietly([newer, "-c", "import venv"]):  # a name on the PATH may be a wrapper around nothing
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - no shell is meant
    sys.exit(
        "Perlu Python 3.11 atau lebih baru; yang ada Python {}.{}. "
        "Pasang yang baru, lalu: make run PYTHON=/jalan/ke/python3.11".format(*sys.version_info[:2])
    )


def _stamp(what: str) -> str:
    """Return what the environment is made of: if this changes, it is installed again."""
    seen = hashlib.sha256((ROOT / "requirements" / f"{what}.txt").read_bytes())
    seen.update(f"{sys.version_info[:2]} {ROOT} {LAUNCHER}".encode())
    return f"{what} {seen.hexdigest()}\n"


def _installed(stamp: str) -> bool:
    file = ENVIRONMENT / f".ppid-{stamp.partition(' ')[0]}"
    return PYTHON.exists() and file.is_file() and file.read_text() == stamp


def _works() -> bool:
    """Whether the environment's Python starts and is of this version (its interpreter may have been removed)."""
    return _quietly([str(PYTHON), "-c", f"import sys; assert sys.version_info[:2] == {sys.version_info[:2]}"])


def _make() -> None:
    """Create the environment; some systems split pip's installer off, then pip stays outside."""
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if not _quietly(command):
        subprocess.run([*command, "--without-pip"], check=True)


def _install(requirements: Path) -> None:
    options = ["install", "--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    for pip in ([str(PYTHON), "-m", "pip"], [sys.executable, "-m", "pip", "--python", str(PYTHON)]):
        if _quietly([*pip, "--version"]):
            if subprocess.run([*pip, *options, *quiet], check=False).returncode != 0:
                sys.exit("Paket tidak dapat dipasang (sebabnya di atas). Periksa sambungan internet, lalu ulangi.")
            return
    sys.exit("Python ini tidak punya pip. Pasang python3-pip atau python3-venv, lalu ulangi.")


def _link() -> None:
    """Make `ppid` importable and callable from the environment without building a package."""
    folder = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout.strip()
    Path(folder, "ppid.pth").write_text(f"{ROOT}\n")
    launcher = ENVIRONMENT / "bin" / "ppid"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)


def _quietly(command: "list[str]") -> bool:
    """Whether a program runs well; what it prints is of no interest."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
