"""Which requests there are."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class KnownRequest(Base):
    """A request that the register of the office has, with its number."""

    __tablename__ = "known_request"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
