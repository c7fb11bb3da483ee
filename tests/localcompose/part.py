"""What a part of the stack is: the programs to start, their ports, and when it is ready."""

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM, Signals
from typing import NamedTuple

from tests.localcompose.ports import free_ports

USER = "ppid"
PASSWORD = "ppid-lokal"
REFUSED = "cannot run on this machine:"


class RefusedError(Exception):
    """This machine cannot run the part; the message says why, for a person."""


class FailedError(Exception):
    """A part that this machine should be able to run did not start; the message ends with its last words."""


class Account(NamedTuple):
    """Whom a program runs as, by number."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One process.

    `stop` is the signal that ends it quickly without harm to what it has promised to keep; `leaves` are files outside
    of its folder that it then leaves behind.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop: Signals = SIGTERM
    leaves: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Programs in the order of their start; `ready` is true once the last of them answers in its own protocol."""

    programs: Sequence[Program]
    ready: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Room:
    """Where a part lives: its data folder and what its private ports are called outside."""

    folder: Path
    ports: Mapping[int, int]


class Recipe(NamedTuple):
    """How a part comes about: the private ports it needs, and its preparation (which may raise RefusedError)."""

    private_ports: Sequence[int]
    prepare: Callable[[Room], Part]


def inner_ports(folder: Path, count: int) -> list[int]:
    """Ports a part needs for itself, chosen once for the life of its folder: its data may remember them."""
    kept = folder / "inner-ports"
    if not kept.exists():
        kept.write_text(" ".join(map(str, free_ports(count))))
    return [int(port) for port in kept.read_text().split()]


def answers(port: int, question: bytes, answer: bytes) -> bool:
    """Whether the port's first words begin with `answer` after it was told `question`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(question)
            return connection.recv(len(answer)) == answer
    except OSError:
        return False
