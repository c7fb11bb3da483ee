"""Which files hold something that was blackened on this platform, and on which grounds."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from chassis.db import transaction
from services.documents.files.models.files import Document
from services.documents.gate.models.copies import Copy
from services.documents.redaction.models import Redaction, RedactionBoxes


def grounds_in(document: Document) -> list[str]:
    """The letters of UU 14/2008 Pasal 17 by which something is blackened in a file; none where nothing is known of.

    A copy brings what was blackened in it, and what was in the file that it was made of. The same bytes are the same
    copy, by whichever name and for whichever request of the office they were attached once more.
    """
    seen: set[str] = set()
    found: set[str] = set()
    ahead = {str(document.sha256)}
    while ahead:
        sha256 = ahead.pop()
        seen.add(sha256)
        for marks, made_of in _made(sha256):
            found |= {mark["ground"] for mark in marks}
            ahead |= {str(made_of)} - seen
    return sorted(found)


def _made(sha256: str) -> list[tuple[list[dict[str, str]], str | None]]:
    """What was blackened in each copy of these bytes, and the digest of the file that it was made of."""
    copy, original = aliased(Document), aliased(Document)
    listed = (
        select(RedactionBoxes.boxes, original.sha256)
        .select_from(copy)
        .join(Copy, (Copy.tenant == copy.tenant) & (Copy.document_id == copy.id))
        .join(Redaction, (Redaction.tenant == copy.tenant) & (Redaction.id == Copy.redaction_id))
        .join(original, (original.tenant == copy.tenant) & (original.id == Redaction.document_id))
        .join(
            RedactionBoxes,
            (RedactionBoxes.tenant == copy.tenant)
            & (RedactionBoxes.redaction_id == Redaction.id)
            & (RedactionBoxes.version == Copy.boxes_version),
        )
        .where(copy.sha256 == sha256)
    )
    with transaction() as session:
        return [(row.boxes, row.sha256) for row in session.execute(listed)]
