"""Handing files out."""

from uuid import UUID

from chassis import audit


def opened(document_id: UUID) -> None:
    """Note that somebody fetched a file."""
    audit.record("document.opened", document_id)


def packed(request_id: UUID, files: int) -> None:
    """Note that somebody fetched all that was given to a request in one package."""
    audit.record("answer.packed", request_id, files=files)


def disputed(dispute_id: UUID, files: int) -> None:
    """Note that somebody of the office drew up the file of a dispute."""
    audit.record("dispute_file.drawn_up", dispute_id, files=files)
