"""Knowing which requests there are: a file for none of them would lie there for nobody, for ever."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from services.documents.files.models.requests import KnownRequest
from services.documents.files.queries import neighbours


class UnknownRequest(NotFound):
    """The office has no such request."""

    code, title = "request-unknown", "Permohonan ini tidak ada di register kantor"


def learn(request_id: UUID, number: str) -> None:
    """The register has a request."""
    with transaction() as session:
        values = {"tenant": current().tenant, "id": request_id, "number": number}
        session.execute(insert(KnownRequest).values(values).on_conflict_do_nothing())


def number_of(request_id: UUID) -> str:
    """The number of a request. What no event told, being under way or older than this table, the register is asked.

    Raises:
        UnknownRequest. Unavailable: no event told of it, and the register does not answer.
    """
    with transaction() as session:
        known = session.get(KnownRequest, (current().tenant, request_id))
    if known is not None:
        return known.number
    number = neighbours.number_of(request_id)
    if number is None:
        raise UnknownRequest
    learn(request_id, number)
    return number
