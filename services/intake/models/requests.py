"""Requests as they were handed in, their numbers, and what the register told about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.context import current
from chassis.outbox import ADD_NUMBERED
from services.intake.models import Base

# What the sealed columns are sealed for (see chassis.sealing: a value does not open for another purpose).
APPLICANT, TOKEN, NIK = "request.applicant", "request.token", "request.nik"
IDENTITY, CODE = "request.identity", "request.code"


class InformationRequest(Base):
    """A request as it was handed in.

    All that tells who asks lies sealed in `applicant_sealed`; `nik_hash` finds an exact NIK again,
    `identity_hash` what the same applicant handed in on the own behalf. `token_hash` is the
    SHA-256 of the tracking token, `token_sealed` the token itself for letters that must name it. `deadline` is the
    explanation that the applicant was given, as `contracts.shapes` writes it, with the version of the rule.
    `warnings` is what was missing when an officer recorded it, `late_reason` why that was days after it came.
    `case_version` is the last event of the register that was followed, `version` the last event of its own. Since
    `forgotten_at` nothing in it tells who asked.
    """

    __tablename__ = "information_request"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    token_hash: Mapped[bytes]
    token_sealed: Mapped[bytes]
    code_hash: Mapped[bytes | None]
    channel: Mapped[str]
    applicant_kind: Mapped[str]
    applicant_sealed: Mapped[bytes]
    nik_hash: Mapped[bytes | None]
    identity_hash: Mapped[bytes | None]
    category: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    purpose: Mapped[str | None]
    obtain: Mapped[str]
    format: Mapped[str]
    delivery: Mapped[str]
    received_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    late_reason: Mapped[str | None]
    deadline: Mapped[dict[str, Any]] = mapped_column(JSONB)
    warnings: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    state: Mapped[str]
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    case_version: Mapped[int]
    version: Mapped[int]
    forgotten_at: Mapped[datetime | None]


class Step(Base):
    """Something the register told about a request; `version` is that event's, `until` the day that it set."""

    __tablename__ = "request_step"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[date | None]


# Numbers the request, keeps it and tells it in one statement. The counter's row stays locked until the commit, which
# makes the numbers gap-free; all else is done before, and the commit travels with it, so that the lock is short.
NUMBER_KEEP_AND_TELL = f"""
with drawn as (
    insert into number_counter as counter (tenant, kind, year, last) values (%(tenant)s, %(kind)s, %(year)s, 1)
    on conflict (tenant, kind, year) do update set last = counter.last + 1
    returning last
), numbered as (
    insert into information_request (
        tenant, id, number, token_hash, token_sealed, channel, applicant_kind, applicant_sealed, nik_hash,
        identity_hash, code_hash, category, subject, detail, purpose, obtain, format, delivery, received_at,
        recorded_at, late_reason, deadline, warnings, state
    )
    select
        %(tenant)s, %(id)s, to_char(last, 'FM9999999000') || %(number_tail)s, %(token_hash)s, %(token_sealed)s,
        %(channel)s, %(applicant_kind)s, %(applicant_sealed)s, %(nik_hash)s, %(identity_hash)s, %(code_hash)s,
        %(category)s, %(subject)s, %(detail)s, %(purpose)s, %(obtain)s, %(format)s, %(delivery)s, %(received_at)s,
        %(recorded_at)s, %(late_reason)s, cast(%(deadline)s as jsonb), cast(%(warnings)s as jsonb),
        %(state)s
    from drawn
    returning number
), told as ({ADD_NUMBERED})
select number from numbered
"""  # noqa: S608 - put together from constants
