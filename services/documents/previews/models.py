"""What staff see of kept files before they open them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class Preview(Base):
    """The words of a file and its first page, small. Both can show personal data, so both are sealed.

    `words` holds `{"words": text, "whole": whether they are all}`; `thumbnail` a PNG in base64, None without one.
    """

    __tablename__ = "preview"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    words: Mapped[bytes]
    thumbnail: Mapped[bytes | None]
    made_at: Mapped[datetime]


class Unpreviewed(Base):
    """A kept file that has no preview yet, when to make it, and how often that failed."""

    __tablename__ = "unpreviewed"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
