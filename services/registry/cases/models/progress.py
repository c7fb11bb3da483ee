"""Letters between receipt and decision."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from services.registry.models import Base, Numbered, Owned


class Letter(Numbered, Owned, Base):
    """What the office wrote to the applicant with an act: what is missing, why the term is extended. Never changed.

    `until` is the day that the act set; `version` that of the case after it. Who signed it, as what and on which decree
    stands as in `Signed`, with the role: the PPID, or an officer where that one is appointed. `receiver` is the office
    that the request went to with it.
    """

    __tablename__ = "case_letter"

    case_id: Mapped[UUID]
    version: Mapped[int]
    act: Mapped[str]
    ground: Mapped[str | None]
    statement: Mapped[str]
    until: Mapped[date | None]
    receiver: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    signer: Mapped[str | None]
    capacity: Mapped[str | None]
    signing_decree: Mapped[str | None]
    signed_by: Mapped[str | None]
    signing_role: Mapped[str | None]
