"""Who runs the programs that must not run as root.

PostgreSQL refuses root. Started by root, the platform gives it a number that is nobody's account: no user is created
on the machine, and no folder but the program's own data changes hands. Where that number cannot reach the program or
the data (a checkout below /root), a user namespace shows root's own processes to themselves as that number instead.
"""

import contextlib
import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ppid.embedded.refusal import Refusal

NOBODY = 65_534  # the overflow id: owns nothing and has no account of its own
_CLONE_NEWUSER = 0x1000_0000
_libc = ctypes.CDLL(None, use_errno=True)


class Way(StrEnum):
    """How a program is kept from being root."""

    SELF = "self"  # we are an ordinary user already
    NUMBER = "number"  # setuid to NOBODY
    NAMESPACE = "namespace"  # a user namespace in which root is called NOBODY


@dataclass(frozen=True, slots=True)
class Identity:
    """The way chosen, and what to tell people about it (empty: nothing)."""

    way: Way
    note: str = ""

    def assume(self) -> None:
        """Become it, for good; to be called in the child that is about to become the program.

        Raises:
            OSError: the system refused.
        """
        if self.way is Way.NUMBER:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        elif self.way is Way.NAMESPACE:
            _enter_namespace()

    def claim(self, folder: Path) -> None:
        """Make a data folder (created if missing, mode 0700) and all in it belong to this identity.

        Raises:
            PermissionError: it belongs to another user.
        """
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.way is not Way.SELF and folder.stat().st_uid != self._owner:  # new, or an earlier start differed
            for path in (folder, *folder.rglob("*")):
                self.take(path)

    def take(self, path: Path) -> None:
        """Make one file or folder belong to this identity."""
        if self.way is not Way.SELF:
            os.chown(path, self._owner, self._owner, follow_symlinks=False)

    @property
    def _owner(self) -> int:
        return NOBODY if self.way is Way.NUMBER else os.geteuid()


SELF = Identity(Way.SELF)


def choose(needed: list[Path], folder: Path) -> Identity:
    """Return the identity for programs that keep their data below `folder` and need to read some files (and
    themselves).

    Raises:
        Refusal: we are root and no way works.
    """
    if os.geteuid() != 0:
        return SELF
    number = Identity(
        Way.NUMBER, f"dijalankan oleh root: PostgreSQL dan penyimpanan berkas memakai uid {NOBODY}, bukan root"
    )
    if _can(number, lambda: _reaches(needed, folder)):
        return number
    namespace = Identity(
        Way.NAMESPACE, "dijalankan oleh root: PostgreSQL dan penyimpanan berkas memakai user namespace, bukan root"
    )
    if _can(namespace, lambda: os.geteuid() == NOBODY and _reaches(needed, folder)):
        return namespace
    raise Refusal(
        "PostgreSQL menolak root dan folder ini tertutup bagi pengguna lain. "
        "Jalankan sebagai pengguna biasa, atau taruh folder ini di luar /root."
    )


def _reaches(needed: list[Path], folder: Path) -> bool:
    return all(os.access(path, os.R_OK) for path in needed) and os.access(folder, os.X_OK)


def _can(identity: Identity, check: Callable[[], bool]) -> bool:
    """Try an identity in a child: whether the check holds there."""
    pid = os.fork()
    if pid == 0:
        works = False
        with contextlib.suppress(BaseException):
            identity.assume()
            works = check()
        os._exit(0 if works else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _enter_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    os.setgroups([])
    if _libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    # user_namespaces(7): groups must be given up before a group map may be written
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {user} 1"),
        ("gid_map", f"{NOBODY} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text)
