"""Where a request was before, and where it is now: KPU offices pass requests on to the competent one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base


class Origin(Base):
    """The offices that had a request before this one, the first one first, and its number and receipt there."""

    __tablename__ = "request_origin"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    offices: Mapped[list[str]] = mapped_column(ARRAY(Text))
    number: Mapped[str]
    received_at: Mapped[datetime]


class Destination(Base):
    """The office that a request was passed on to, and its number and receipt there."""

    __tablename__ = "request_destination"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    office: Mapped[str]
    number: Mapped[str]
    received_at: Mapped[datetime]
