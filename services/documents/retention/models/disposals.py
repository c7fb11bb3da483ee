"""Files that are destroyed because their schedule has run out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.documents.models import Base


class Disposal(Base):
    """A list of files to destroy: who proposed it, which second person decided, and the certificate in the end.

    `proposed_by` and `decided_by` are actors, `proposer` and `decider` their names as they stand on the certificate.
    """

    __tablename__ = "disposal"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    stage: Mapped[str]
    proposed_by: Mapped[str]
    proposer: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str | None]
    decider: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    certificate_sha256: Mapped[str | None]
    certificate_size: Mapped[int | None]


class DisposalFile(Base):
    """A file on such a list, when its case ended and until when it had to be kept; `outcome` once it is settled."""

    __tablename__ = "disposal_file"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    disposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    ended_on: Mapped[date]
    kept_until: Mapped[date]
    outcome: Mapped[str | None]
    settled_at: Mapped[datetime | None]
