"""What a process gives up for good, without being root: Landlock, a part of Linux since 5.13 (landlock(7)).

Called by number, since no library brings these calls; they have the same numbers on every machine that we run on.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

TCP, SIGNALS = 4, 6  # from which version on connections and signals can be given up, too
_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_TELL_VERSION, _BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
# Rights to files, as linux/landlock.h numbers them. `_REMOVE` and `_MAKE` are of files and of folders.
_WRITE, _READ, _LIST, _REMOVE, _MAKE, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 3 << 4, 3 << 7, 1 << 14
_TO_READ, _TO_WRITE = _READ | _LIST, _WRITE | _REMOVE | _MAKE | _TRUNCATE
_OF_FILES, _OF_FOLDERS = _READ | _WRITE | _TRUNCATE, -1
_KNOWN = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights to files a version knows
_ALL_KNOWN = 16
_BIND_AND_CONNECT, _ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3


@cache
def version() -> int:
    """Which version of it this kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _ask(_CREATE, None, ctypes.c_size_t(0), _TELL_VERSION))


def give_up(*, all_but: Iterable[Path], written: Iterable[Path]) -> None:
    """Leave this process and its children what is open now, some files and folders to read, and some to write as well.

    Gone are all other files, starting programs, tracing, TCP from version 4 and signals to others from version 6 on.
    Where there is no Landlock nothing happens. Only the calling thread is bound, and what it starts.

    Raises:
        OSError: the kernel refused.
    """
    if not version():
        return
    known = (1 << _KNOWN.get(version(), _ALL_KNOWN)) - 1
    rules = (known, _BIND_AND_CONNECT, _ABSTRACT_SOCKETS_AND_SIGNALS)[: 1 + (version() >= TCP) + (version() >= SIGNALS)]
    told = struct.pack(f"={len(rules)}Q", *rules)
    ruleset = _done(_ask(_CREATE, told, ctypes.c_size_t(len(told)), 0))
    for paths, rights in (all_but, _TO_READ), (written, _TO_READ | _TO_WRITE):
        for path in filter(Path.exists, paths):
            _permit(ruleset, path, rights & known & (_OF_FOLDERS if path.is_dir() else _OF_FILES))
    _done(_libc().prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))))
    _done(_ask(_RESTRICT, ruleset, 0))
    os.close(ruleset)


def _permit(ruleset: int, path: Path, rights: int) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _done(_ask(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", rights, folder), 0))
    finally:
        os.close(folder)


def _ask(number: int, *given: object) -> int:
    """Call the kernel; what is no pointer and no size is an int to it."""
    answer: int = _libc().syscall(ctypes.c_long(number), *given)
    return answer


def _done(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
