"""What other services are told of files."""

from chassis import outbox
from contracts.documents import DocumentStored
from services.documents.models.files import Document


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
