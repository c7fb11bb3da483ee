"""What the registry keeps. Every row belongs to one office; PostgreSQL sees to it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.context import current


class Base(DeclarativeBase):
    """The registry's tables."""

    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Signed:
    """Who signed, by name and as what, on which decree, as it stood that day; `signed_by` is the person's account.

    `signing_decree` is None in what was signed before appointments were kept.
    """

    signer: Mapped[str]
    capacity: Mapped[str]
    signing_decree: Mapped[str | None]
    signed_by: Mapped[str]


class Numbered:
    """A letter's number, the code of the public page that vouches for it, the office's name as it stood that day.

    `office_contact` is how the office was reached that day, None where that was not known.
    """

    letter_number: Mapped[str]
    code: Mapped[str]
    office_name: Mapped[str]
    office_contact: Mapped[str | None]


class Owned:
    """A row of one office: the one in force when it is made."""

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
