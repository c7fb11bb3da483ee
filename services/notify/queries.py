"""What can be asked of notify. Row-level security keeps every answer within the office in force."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.db import transaction
from services.notify.models import Notice


def notices_of(request_id: UUID) -> Sequence[Notice]:
    """The notices about a request, the oldest first."""
    with transaction() as session:
        return session.scalars(
            select(Notice).where(Notice.request_id == request_id).order_by(Notice.created_at, Notice.id)
        ).all()
