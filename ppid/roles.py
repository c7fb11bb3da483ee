"""The roles of a service: one process each, under the same name everywhere (embedded, compose, Kubernetes)."""

import ctypes
from importlib import import_module

import click

from chassis.settings import SERVICES

_ARENAS = -8  # M_ARENA_MAX in malloc.h
# role: (module that runs it, its entry point)
ENTRY_POINTS = {
    "web": ("chassis.serve", "web"),
    "consume": ("chassis.consumer", "run"),
    "relay": ("chassis.relay", "run"),
    "tick": ("chassis.ticking", "run"),
}


def run(role: str, service: str) -> None:
    """Run one role of one service until it is told to stop."""
    share_arenas()
    from chassis.service import load

    module, entry_point = ENTRY_POINTS[role]
    getattr(import_module(module), entry_point)(load(service))


def share_arenas() -> None:
    """Have all threads of this process allocate from two arenas.

    glibc gives each thread one of its own, up to eight a core, and gives none of them back: a process of eight threads
    grows with each of them that once answered something large. Another C library does not know the call.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_ARENAS, 2)


def _command(role: str, summary: str) -> click.Command:
    def start(service: str) -> None:
        run(role, service)

    argument = click.Argument(["service"], type=click.Choice(SERVICES))
    return click.Command(role, params=[argument], callback=start, help=summary)


web = _command("web", "Layani HTTP (dan halaman) sebuah layanan.")
consume = _command("consume", "Tangani peristiwa yang didengar sebuah layanan.")
relay = _command("relay", "Kirimkan peristiwa yang dicatat sebuah layanan.")
tick = _command("tick", "Kerjakan yang dilakukan sebuah layanan menurut waktu.")
