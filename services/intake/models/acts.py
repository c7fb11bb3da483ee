"""What the applicant does with a request."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base

WORDS = "applicant_act.words"  # what the sealed column is sealed for


class Acted(Base):
    """A repair, an answer or a withdrawal, in the applicant's own words; those lie sealed. Never changed.

    `at` is when it came, `recorded_at` when it was kept. `way` is the channel on which it reached the office where an
    officer wrote it down; what came on the tracking page has none.
    """

    __tablename__ = "applicant_act"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    act: Mapped[str]
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    way: Mapped[str | None]
    recorded_at: Mapped[datetime]
