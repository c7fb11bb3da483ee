"""What documents keeps. Every row belongs to one office; PostgreSQL sees to it. The files lie in the storage."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.context import current


class Base(DeclarativeBase):
    """The tables of documents."""

    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Document(Base):
    """A file. `sha256` is hexadecimal, `size` in bytes; `storage_version` is set once it lies in the evidence."""

    __tablename__ = "document"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    purpose: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str | None]
    state: Mapped[str]
    checked_by: Mapped[str | None]
    storage_version: Mapped[str | None]
    received_at: Mapped[datetime]
    stored_at: Mapped[datetime | None]


class Release(Base):
    """A decision gave a file to the applicant of a request."""

    __tablename__ = "release"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    released_at: Mapped[datetime]
