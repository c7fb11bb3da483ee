"""What requests of an office are compared by."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from services.intake.models import Base


class Likeness(Base):
    """The sketch of a request under the key of the office that keeps it: of its own requests, at KPU RI of all.

    `office` is the one that the request was made to, with its number and day of receipt there; no word, no person.
    """

    __tablename__ = "likeness"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    office: Mapped[str]
    number: Mapped[str]
    received_on: Mapped[date]
    sketch: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class LikenessHash(Base):
    """One of a sketch's smallest hashes, by which the sketches that share it are found, the latest first."""

    __tablename__ = "likeness_hash"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    received_on: Mapped[date] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
