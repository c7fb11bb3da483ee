"""Ports for the tests' own servers, of which no two processes of this machine choose the same."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from itertools import islice
from pathlib import Path
from random import SystemRandom
from time import time

from ppid.embedded.ports import taken

# Linux gives the numbers above these to outgoing connections: one of those is free now and a connection's own when the
# part that shall listen on it starts.
LISTENING = range(10_000, 32_768)
CHOSEN = Path(tempfile.gettempdir()) / f"ppid-ports-{os.geteuid()}"
KEPT_FOR = 300.0  # seconds; by then whoever chose a port listens on it


def free_ports(count: int) -> list[int]:
    """Ports of the loopback address that nobody listens on, nor chose to listen on soon, all different."""
    with chosen_lately() as chosen:
        chances = SystemRandom().sample(LISTENING, len(LISTENING))
        ports = list(islice((port for port in chances if port not in chosen and not taken(port)), count))
        chosen.update(ports)
    return ports


@contextmanager
def chosen_lately() -> Iterator[set[int]]:
    """What processes of this machine chose in the last minutes; whatever is added to it, others leave alone.

    Seconds pass between a choice and its use, and several runners make theirs at the same time: of some sixty ports two
    would be the same in one run out of thirteen.
    """
    with CHOSEN.open("a+") as kept:
        flock(kept, LOCK_EX)
        kept.seek(0)
        known = {int(port): float(at) for port, at in map(str.split, kept) if float(at) > time() - KEPT_FOR}
        chosen = set(known)
        yield chosen
        kept.truncate(0)
        kept.writelines(f"{port} {known.get(port, time())}\n" for port in chosen)
