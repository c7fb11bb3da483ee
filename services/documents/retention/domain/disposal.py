"""How files are destroyed whose schedule has run out: proposed by one person, approved by another. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chassis.errors import Conflict, Forbidden


class Stage(StrEnum):
    """Where a disposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    DONE = "done"

    @property
    def label(self) -> str:
        """The stage as people of the office call it."""
        return _LABELS[self]


_LABELS = {
    Stage.PROPOSED: "diusulkan",
    Stage.APPROVED: "disetujui",
    Stage.REJECTED: "ditolak",
    Stage.DONE: "selesai",
}


class Act(StrEnum):
    """What a second person can do with a proposal."""

    APPROVE = "approve"
    REJECT = "reject"


class Outcome(StrEnum):
    """What became of a file on the list: a hold, or a case that went on, keeps it after all."""

    DESTROYED = "destroyed"
    KEPT = "kept"


class NotProposed(Conflict):
    """The disposal was decided already."""

    code = "not-proposed"


class NothingDue(Conflict):
    """No file of the office has outlived its schedule."""

    code = "nothing-due"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table."""

    source: Stage
    target: Stage


TRANSITIONS: Mapping[Act, Transition] = {
    Act.APPROVE: Transition(Stage.PROPOSED, Stage.APPROVED),
    Act.REJECT: Transition(Stage.PROPOSED, Stage.REJECTED),
}


def number(disposal_id: UUID, done_on: date) -> str:
    """The number of a certificate. It tells a quarter of the id, too little to guess the certificate's page by."""
    return f"{done_on:%Y%m%d}-{disposal_id.hex[:8]}"


def next_stage(stage: Stage, act: Act, *, actor: str, proposed_by: str) -> Stage:
    """Where an act leads.

    Raises:
        NotProposed: it was decided already. Forbidden: nobody decides what the same person proposed.
    """
    row = TRANSITIONS[act]
    if stage is not row.source:
        raise NotProposed(f"Usul pemusnahan ini sudah {stage.label}; tidak ada lagi yang dapat diputuskan.")
    if actor == proposed_by:
        raise Forbidden("Anda yang mengusulkan pemusnahan ini; orang lain yang memutuskannya.")
    return row.target
