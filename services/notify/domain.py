"""What is true of a notice: its kinds, its states, how long to wait before the next try. Pure."""

from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a notice is about; its templates lie in the folder of this name."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_DECIDED = "request_decided"


class State(StrEnum):
    """Where a notice stands. `NO_ADDRESS`: the applicant left no e-mail address."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NO_ADDRESS = "no_address"


OUTCOMES = {
    "granted": "dikabulkan",
    "partly_granted": "dikabulkan sebagian",
    "refused": "ditolak",
    "not_held": "informasinya tidak dikuasai kantor ini",
    "not_documented": "informasinya belum didokumentasikan",
}


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: from ten seconds, doubling, to eight hours."""
    return min(timedelta(seconds=10 * 2 ** max(attempts - 1, 0)), timedelta(hours=8))
