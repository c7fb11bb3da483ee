"""What the gateway keeps: the national directory, and per office its staff, sessions, drafts and API clients."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Computed, DateTime, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.context import current


class Base(DeclarativeBase):
    """The gateway's tables."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: Text,
        bytes: LargeBinary,
        datetime: DateTime(timezone=True),
        list[str]: ARRAY(Text),
    }


class Tenanted:
    """A row of one office: the one in force when it is made."""

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)


class ListedOffice(Base):
    """An office of the national directory. Public knowledge, so no row-level security; `version` counts its events."""

    __tablename__ = "office"

    code: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]
    name: Mapped[str]
    region_name: Mapped[str]
    parent: Mapped[str | None]
    time_zone: Mapped[str]
    hosts: Mapped[list[str]]
    aliases: Mapped[list[str]]
    active: Mapped[bool]
    version: Mapped[int]
    address: Mapped[str | None]
    hours: Mapped[str | None]
    telephone: Mapped[str | None]
    mailbox: Mapped[str | None]
    profile_version: Mapped[int] = mapped_column(default=0)


class State(StrEnum):
    """Where somebody who works for an office stands."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class Staff(Tenanted, Base):
    """A person who works for an office. `demo` accounts exist on trial machines only and never sign in elsewhere.

    Who was invited has no password yet. `mailbox` is sealed.
    """

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    roles: Mapped[list[str]]
    demo: Mapped[bool]
    state: Mapped[str]
    active: Mapped[bool] = mapped_column(Computed("state = 'active'"))
    mailbox: Mapped[bytes | None]


class StaffInvitation(Tenanted, Base):
    """A link by which somebody chooses a password, until it is used, asked for again or over: one for each person."""

    __tablename__ = "staff_invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID]
    token_hash: Mapped[bytes]
    expires_at: Mapped[datetime]


class StaffPhone(Tenanted, Base):
    """What a phone makes codes from, sealed; it counts once it showed a right one. `last_counter` is spent."""

    __tablename__ = "staff_phone"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    secret: Mapped[bytes]
    last_counter: Mapped[int] = mapped_column(BigInteger)
    confirmed: Mapped[bool]


class RecoveryCode(Tenanted, Base):
    """The keyed hash of a code that stands in for a lost phone, until it is used."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(primary_key=True)


class StaffSession(Tenanted, Base):
    """A signed-in browser, known by the hash of its cookie; it belongs to the office of the host it was made on."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    browser: Mapped[str]


class Draft(Tenanted, Base):
    """A request somebody is still writing, sealed. The address of the draft is its only key; its hash stands here.

    `key` is the Idempotency-Key of the one request that this draft can become; once sent, `content` holds the answer.
    """

    __tablename__ = "draft"

    id: Mapped[bytes] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    key: Mapped[str]
    sent: Mapped[bool]
    expires_at: Mapped[datetime]


class ApiClient(Tenanted, Base):
    """A program that may ask in the name of an office, with its own roles. `version` counts its events."""

    __tablename__ = "api_client"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    secret_hash: Mapped[bytes]
    roles: Mapped[list[str]]
    demo: Mapped[bool]
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(default=0)
