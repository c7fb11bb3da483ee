"""What can be asked about notices. Row-level security keeps every answer within the office in force."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.db import transaction
from services.notify.models import Notice


def notices_of(request_id: UUID) -> Sequence[Notice]:
    """Return the notices about a request, oldest first; none for a request of another office."""
    with transaction() as session:
        found = select(Notice).where(Notice.request_id == request_id)
        return session.scalars(found.order_by(Notice.created_at, Notice.id)).all()
