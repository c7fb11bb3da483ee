"""What other services are told of files."""

from collections.abc import Sequence

from chassis import outbox
from contracts.documents import (
    DocumentBlackened,
    DocumentCleared,
    DocumentReplaced,
    DocumentStored,
    DocumentSuspended,
    PaperStored,
)
from contracts.event import Event
from services.documents.models.files import Document
from services.documents.models.papers import Paper


def stored(document: Document) -> None:
    """Tell that a file lies in the evidence, locked."""
    told = DocumentStored(
        document_id=document.id,
        request_id=document.request_id,
        purpose=document.purpose,
        media_type=document.media_type,
        sha256=str(document.sha256),
        size=document.size,
    )
    outbox.publish(told, version=1)


def paper_stored(paper: Paper) -> None:
    """Tell that a paper is kept: where its request waits for it, the register goes on."""
    told = PaperStored(paper_id=paper.id, request_id=paper.request_id, kind=paper.kind, came_at=paper.came_at)
    outbox.publish(told, version=1)


def cleared(document: Document, sha256: str, grounds: Sequence[str]) -> None:
    """Tell that a file with this digest may be given; before that, on which grounds something is blackened in it."""
    about = {"document_id": document.id, "request_id": document.request_id}
    if grounds:
        _tell(document, DocumentBlackened(**about, grounds=tuple(grounds)))
    _tell(document, DocumentCleared(**about, sha256=sha256))


def replaced(document: Document) -> None:
    """Tell that a copy takes the place of a file."""
    _tell(document, DocumentReplaced(document_id=document.id, request_id=document.request_id))


def suspended(document: Document) -> None:
    """Tell that a file may not be given for now."""
    _tell(document, DocumentSuspended(document_id=document.id, request_id=document.request_id))


def _tell(document: Document, told: Event) -> None:
    document.version += 1
    outbox.publish(told, version=document.version)
