"""What Linux tells about processes: when they started, who belongs to a group, how much memory is theirs."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def boot() -> str:
    """Return the id of this boot of the machine: process ids of another boot mean nothing."""
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def started(pid: int) -> int | None:
    """When a process started, in clock ticks since boot; None if there is none. A reused pid has another time."""
    fields = _stat(pid)
    return int(fields[19]) if fields else None


def parent(pid: int) -> int | None:
    """Return the parent of a process; None if there is no such process."""
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def members(group: int) -> Iterator[int]:
    """Yield the living processes of a process group."""
    for pid in _pids():
        fields = _stat(pid)
        if fields and int(fields[2]) == group and fields[0] != "Z":
            yield pid


def tree(root: int) -> set[int]:
    """Return a process and all that descend from it."""
    parents = {pid: int(fields[1]) for pid in _pids() if (fields := _stat(pid))}
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def proportional_memory(pid: int) -> int:
    """Memory of a process in bytes, shared pages counted by share (PSS); 0 if it ended or is not ours to look at."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def command_line(pid: int) -> list[str]:
    """Return the words a process was started with; empty if it ended."""
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_text(errors="replace").split("\0")[:-1]
    return []


def _pids() -> Iterator[int]:
    return (int(path.name) for path in PROC.glob("[0-9]*"))


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat after the name: state, parent, group, …; empty if there is no
    such process.
    """
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []
