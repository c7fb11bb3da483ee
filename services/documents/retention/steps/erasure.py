"""What goes in the commit that condemns a file: what was made of it, found in it and said of people about it."""

from sqlalchemy import delete, select, update

from chassis.db import transaction
from services.documents.files.models.files import Document
from services.documents.gate.models.clearances import Acceptance, Clearance
from services.documents.previews.models import Preview, Unpreviewed
from services.documents.redaction.models import Redaction, RedactionBoxes


def forget(document: Document) -> None:
    """Delete all of it, in the running transaction.

    That the file was cleared is kept: whoever holds it can still learn that it is genuine.
    """
    of_it = Redaction.document_id == document.id
    lists = RedactionBoxes.redaction_id.in_(select(Redaction.id).where(of_it))
    with transaction() as session:
        for table in (Preview, Unpreviewed, Acceptance):
            session.execute(delete(table).where(table.document_id == document.id))
        session.execute(update(Clearance).where(Clearance.document_id == document.id).values(findings=[]))
        session.execute(update(Redaction).where(of_it).values(words=None))  # first: who is saving a list holds its row
        session.execute(update(RedactionBoxes).where(lists).values(said=None))
