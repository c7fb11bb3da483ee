"""What is true of a notice: what it is about, when it is tried again, when it is given up. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from chassis.transitions import stepping
from statute.calendar import national
from statute.deadlines import Term, after_hours, deadline
from statute.regimes import Regime, settle

TRIES = 12  # spread over more than a day, so that a mail server may be away for a night


class Kind(StrEnum):
    """What a notice says; each kind has a folder of templates."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_DECIDED = "request_decided"
    OBJECTION_RECEIVED = "objection_received"
    OBJECTION_ANSWERED = "objection_answered"
    OBJECTION_FULFILLED = "objection_fulfilled"
    CASE_ADVANCED = "case_advanced"

    @property
    def label(self) -> str:
        """What the notice says, as people of the office call it."""
        return _KINDS[self]


_KINDS = {
    Kind.REQUEST_RECEIVED: "Tanda terima permohonan",
    Kind.REQUEST_DECIDED: "Pemberitahuan tertulis",
    Kind.OBJECTION_RECEIVED: "Tanda terima keberatan",
    Kind.OBJECTION_ANSWERED: "Tanggapan Atasan PPID",
    Kind.OBJECTION_FULFILLED: "Pelaksanaan perintah Atasan PPID",
    Kind.CASE_ADVANCED: "Surat tentang jalannya permohonan",
}


class Channel(StrEnum):
    """How a notice travels."""

    EMAIL = "email"


class State(StrEnum):
    """Where a notice stands. `no_address` is no fault: the applicant gave no e-mail and is reached otherwise."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    NO_ADDRESS = "no_address"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.SENT, State.FAILED, State.NO_ADDRESS}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
    State.NO_ADDRESS: frozenset(),
}
next_state = stepping(TRANSITIONS)


def is_given_up(attempts: int) -> bool:
    """Whether a notice that failed so many times is not tried again."""
    return attempts >= TRIES


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: a minute, doubling up to half a day."""
    return min(timedelta(minutes=1 << min(max(attempts, 1) - 1, 10)), timedelta(hours=12))


def answer_term(
    received_at: datetime, zone: str, *, regime: str | None, category: str, office: str, extended: bool = False
) -> Term:
    """Return the term of the answer, as the register counts it: its last day and the article of the regime it stands
    in.

    Args:
        received_at: the true receipt.
        zone: the office's IANA time zone.
        regime: the officer's choice, where one was made.
        category: what the request is about.
        office: the office's code.
        extended: whether the time was extended, which is done once.
    """
    received_on = received_at.astimezone(ZoneInfo(zone)).date()
    binding = settle(Regime(regime) if regime else None, category, office, received_on).regime
    from_next = after_hours(received_at, zone, office, national())
    counted = deadline(received_at, zone, binding, national(), from_next=from_next)
    return counted.extension if extended else counted.answer
