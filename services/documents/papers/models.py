"""Papers that prove who asks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.files.domain.flaws import SENTENCES, Flaw
from services.documents.models import Base


class Paper(Base):
    """A paper of an applicant; `kind` as `statute.papers` names it, `size` in bytes before sealing.

    It has no name: people name files after themselves. `received_from` is the actor who handed it in. `came_at` is when
    it came to the office, which an officer may write down later, with the `way` it came; on the tracking page it is the
    moment of receipt.
    """

    __tablename__ = "paper"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    kind: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    state: Mapped[str]
    flaw: Mapped[str | None]
    checked_by: Mapped[str | None]
    received_at: Mapped[datetime]
    received_from: Mapped[str]
    came_at: Mapped[datetime]
    way: Mapped[str | None]
    destroyed_at: Mapped[datetime | None]

    @property
    def why(self) -> str | None:
        """Why it was refused, in a sentence that says what to do."""
        return SENTENCES[Flaw(self.flaw)] if self.flaw else None

    @property
    def sealed_for(self) -> str:
        """What its content is sealed for: no other paper opens in its place."""
        return f"paper/{self.id}"


class PaperPart(Base):
    """A part of a paper that is still coming, counted from 1, sealed. It goes once the paper is whole or given up."""

    __tablename__ = "paper_part"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    paper_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]

    @property
    def sealed_for(self) -> str:
        """What its content is sealed for: no part opens in another one's place."""
        return f"paper/{self.paper_id}/{self.number}"
