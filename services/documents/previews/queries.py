"""What staff see of kept files before they open them."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.service import runtime
from services.documents.files.models.files import Document
from services.documents.files.queries.files import documents_of, stored
from services.documents.previews.domain import SEALED
from services.documents.previews.models import Preview


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a file, and whether they are all."""

    words: str
    whole: bool


def words_of(document_id: UUID) -> Words:
    """The words of a file.

    Raises:
        NotFound: this office has no such file, or it has no preview (yet). NotReady, Damaged: see `files.stored`.
    """
    return _opened(_preview(document_id))


def thumbnail_of(document_id: UUID) -> bytes:
    """The first page of a file, small, as PNG.

    Raises:
        NotFound: see `words_of`; and a file without pages has none. NotReady, Damaged: see `files.stored`.
    """
    sealed = _preview(document_id).thumbnail
    if sealed is None:
        raise NotFound
    return base64.b64decode(runtime().sealer.open(sealed, SEALED))


def holding(request_id: UUID, words: str) -> Sequence[Document]:
    """The files held for a request in whose name or words all these words occur, in whatever case."""
    sought, found = words.casefold().split(), documents_of(request_id)
    with transaction() as session:
        ids = [one.given_as.id for one in found if one.given_as]
        previews = session.scalars(select(Preview).where(Preview.document_id.in_(ids)))
        texts = {preview.document_id: _opened(preview).words for preview in previews}
    said = {one.id: f"{one.name}\n{texts.get(one.given_as.id, '') if one.given_as else ''}".casefold() for one in found}
    return [one for one in found if all(word in said[one.id] for word in sought)]


def _preview(document_id: UUID) -> Preview:
    given = stored(document_id).given_as
    with transaction() as session:
        found = session.get(Preview, (current().tenant, given.id)) if given else None
    if found is None:
        raise NotFound
    return found


def _opened(preview: Preview) -> Words:
    return Words(**runtime().sealer.open(preview.words, SEALED))
