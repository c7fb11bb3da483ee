"""What was sealed of the record of acts, for everybody to see."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class ShownCheckpoint(Base):
    """A signed checkpoint of a service's record, with roots of subtrees by which growth is shown (`AuditSealed`)."""

    __tablename__ = "shown_checkpoint"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    chain: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    since: Mapped[int] = mapped_column(BigInteger)
    subtrees: Mapped[bytes]
    grown: Mapped[bytes]
    note: Mapped[str]
    sealed_at: Mapped[datetime]
