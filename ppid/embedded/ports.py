"""The ports of the embedded platform, all on 127.0.0.1, and who holds one that is taken."""

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

EDGE = 8080
GRPC = 10_000  # the object store opens a second port this far above each of its own


@dataclass(frozen=True, slots=True)
class Ports:
    """Where each part listens. PPID_PORT names the edge's; the others keep their distance from it."""

    edge: int = EDGE
    gateway: int = 8101
    intake: int = 8102
    registry: int = 8103
    documents: int = 8104
    notify: int = 8105
    smtp: int = 8125
    mail: int = 8126
    postgres: int = 8132
    s3: int = 8133
    s3_master: int = 8134
    s3_volume: int = 8135
    s3_filer: int = 8136

    @classmethod
    def from_edge(cls, edge: int) -> "Ports":
        """Return the ports when the edge listens on `edge`.

        Raises:
            ValueError: the highest of them would not exist.
        """
        offset = edge - EDGE
        ports = cls(**{field.name: getattr(cls(), field.name) + offset for field in fields(cls)})
        if edge < 1 or ports.s3_filer + GRPC > 65_535:
            raise ValueError(f"edge port {edge} is outside 1–{65_535 - GRPC - (cls().s3_filer - EDGE)}")
        return ports

    def all(self) -> Iterator[int]:
        """Every port that must be free."""
        for field in fields(self):
            number: int = getattr(self, field.name)
            yield number
            if field.name.startswith("s3"):
                yield number + GRPC


def taken(port: int) -> bool:
    """Whether something listens on a port of 127.0.0.1 (connections that are closing do not count).

    Raises:
        PermissionError: only root may listen there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise
        except OSError:
            return True
    return False


def holder(port: int) -> str | None:
    """Return the process that listens on a port, as "name (pid)"; None if the system does not tell."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended, or is not ours to look into
            if any(str(link.readlink()) in sockets for link in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} ({process.name})"
    return None


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                column = line.split()
                if column[3] == "0A" and int(column[1].rpartition(":")[2], 16) == port:  # 0A: LISTEN
                    yield column[9]
