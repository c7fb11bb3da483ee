"""Handing files out."""

from uuid import UUID

from chassis import audit


def opened(document_id: UUID) -> None:
    """Note that somebody fetched a file."""
    audit.record("document.opened", document_id)
