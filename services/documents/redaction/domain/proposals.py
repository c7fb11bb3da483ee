"""Whom a proposal to blacken a file waits for. Pure."""

from enum import StrEnum

from services.documents.gate.domain.findings import Person
from services.documents.redaction.domain.redactions import Act, CopyState, Stage, Standing, obstacle


class Waiting(StrEnum):
    """What a proposal waits for: its copy, whoever asks, somebody else; or whoever draws, since it went back."""

    COPY = "copy"
    YOU = "you"
    SOMEBODY_ELSE = "somebody_else"
    NEW_COPY = "new_copy"
    CORRECTION = "correction"


def waits_for(standing: Standing, person: Person) -> Waiting:
    """What has to happen next with a redaction that was proposed once and is not approved, as somebody sees it."""
    if standing.stage is Stage.DRAFT:
        return Waiting.CORRECTION
    if standing.copy is CopyState.FAILED:
        return Waiting.NEW_COPY
    if standing.copy is not CopyState.READY:
        return Waiting.COPY
    return Waiting.SOMEBODY_ELSE if obstacle(Act.APPROVE, standing, person) else Waiting.YOU
