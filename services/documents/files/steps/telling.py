"""What other services are told of files."""

from collections.abc import Sequence

from chassis import outbox
from contracts.documents import DocumentStandingChanged, DocumentStored, PaperStored
from contracts.standing import MAY_BE_GIVEN
from services.documents.files.models.files import Document
from services.documents.papers.models import Paper


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


def standing(document: Document, given: Document | None, grounds: Sequence[str]) -> None:
    """Tell where a file stands; where it may be given, which bytes are given of it, with what redacted in them."""
    bytes_of = given if document.standing in MAY_BE_GIVEN else None
    document.version += 1
    told = DocumentStandingChanged(
        document_id=document.id,
        request_id=document.request_id,
        standing=document.standing,
        sha256=bytes_of.sha256 if bytes_of else None,
        media_type=bytes_of.media_type if bytes_of else None,
        size=bytes_of.size if bytes_of else None,
        grounds=tuple(grounds) if bytes_of else (),
    )
    outbox.publish(told, version=document.version)
