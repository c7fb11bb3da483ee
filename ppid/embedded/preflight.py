"""What is looked at before anything is started: each fault is one line with a way out."""

import contextlib
import fcntl
import os
import platform
import shutil
from pathlib import Path
from typing import IO

from ppid.embedded.ports import Ports, holder, taken
from ppid.embedded.refusal import Refusal

NEEDED = 2 << 30  # bytes: PostgreSQL, the store's first volumes, logs, and room to work
MACHINES = ("x86_64", "aarch64")
_ELSEWHERE = "PPID_VAR=/folder/lain make run"


def check_machine() -> None:
    """Refuse a machine for which there are no wheels of PostgreSQL and the store.

    Raises:
        Refusal: with the other way to run the platform.
    """
    if platform.system() != "Linux" or platform.machine() not in MACHINES or not platform.libc_ver()[0]:
        raise Refusal(
            f"tidak ada paket PostgreSQL dan penyimpanan berkas untuk {platform.system()} {platform.machine()} ini. "
            "Pakai `docker compose up --build`."
        )


def ports(value: str | None) -> Ports:
    """Return the ports around PPID_PORT.

    Raises:
        Refusal: it is no usable number.
    """
    try:
        return Ports.from_edge(int(value)) if value else Ports()
    except ValueError:
        raise Refusal(f"PPID_PORT={value} bukan nomor port yang bisa dipakai. Contoh: PPID_PORT=9080.") from None


def check_ports(wanted: Ports) -> None:
    """Refuse to start beside something that listens on one of our ports.

    Raises:
        Refusal: naming the port and, if the system tells, who holds it.
    """
    for port in wanted.all():
        try:
            used = taken(port)
        except PermissionError:
            raise Refusal(f"port {port} hanya untuk root. Pilih yang lebih tinggi: PPID_PORT=9080 make run") from None
        if used:
            who = holder(port)
            raise Refusal(
                f"port {port} sudah dipakai{f' oleh {who}' if who else ''}. "
                f"Hentikan program itu, atau pilih port lain: PPID_PORT={_another(wanted)} make run"
            )


def check_space(var: Path) -> None:
    """Refuse to start on a disk that is nearly full.

    Raises:
        Refusal: saying how much is free and how much is needed.
    """
    free = shutil.disk_usage(var).free
    if free < NEEDED:
        raise Refusal(
            f"ruang kosong di {var} tinggal {free >> 20} MB, perlu {NEEDED >> 20} MB. "
            f"Kosongkan ruang, atau pindahkan datanya: {_ELSEWHERE}"
        )


def own(var: Path) -> IO[str]:
    """Make the folder and hold it for as long as the returned file is open (children do not inherit the hold).

    Raises:
        Refusal: it cannot be used or holds what is not ours, or another platform runs on it.
    """
    try:
        lock = _make(var)
    except PermissionError:
        raise Refusal(f"folder {var} milik pengguna lain. Jalankan sebagai pemiliknya, atau: {_ELSEWHERE}") from None
    except OSError as fault:
        raise Refusal(f"folder {var} tidak dapat dipakai ({fault.strerror}). Pilih yang lain: {_ELSEWHERE}") from None
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        with lock:
            lock.seek(0)
            holder_ = lock.read().strip()
        raise Refusal(
            f"PPID sudah berjalan di {var} (proses {holder_}). Hentikan dengan Ctrl-C di sana, "
            "atau jalankan yang kedua di folder dan port lain: PPID_VAR=/folder/lain PPID_PORT=9080 make run"
        ) from None
    lock.truncate(0)
    with contextlib.suppress(OSError):  # a full disk takes no number, but the hold is ours: `ppid reset` makes room
        os.write(lock.fileno(), str(os.getpid()).encode())
    return lock


def _make(var: Path) -> IO[str]:
    """Return the folder, what is expected in it, and its lock, opened."""
    var.mkdir(parents=True, exist_ok=True)
    if not (var / "lock").is_file() and any(var.iterdir()):
        raise Refusal(f"di {var} ada berkas lain; `make reset` akan menghapusnya. Pilih folder kosong: {_ELSEWHERE}")
    lock = (var / "lock").open("a+")
    for folder in ("log", "mail"):
        (var / folder).mkdir(exist_ok=True)
    return lock


def _another(wanted: Ports) -> int:
    for edge in range(wanted.edge + 1000, 40_000, 1000):
        if not any(taken(port) for port in Ports.from_edge(edge).all()):
            return edge
    return wanted.edge + 1000
