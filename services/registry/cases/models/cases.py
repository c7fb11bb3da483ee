"""The register of requests."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from contracts.stages import Stage
from contracts.standing import FileStanding
from services.registry.cases.domain.progress import Standing
from services.registry.models import Base, Owned

BINDING = (
    "case when stage = 'extended'"
    " then coalesce(completeness_extended_due_on, strict_extended_due_on, extended_due_on)"
    " else coalesce(completeness_due_on, strict_due_on, due_on) end"
)


class Case(Owned, Base):
    """A request in the register. `id` is the request's; `version` counts its changes and its events alike.

    `registered_on` is the day of entry, from which completeness is checked; `complete_on` the day it was declared,
    `repair_until` the applicant's last day to repair. `binding_on` is the day that alarms: `due_on`, strictly from
    receipt, or `extended_due_on` once extended; for a request that other offices (`passed`, the first one first) had
    before, the same counted from `first_received_on`, the day of `first_received_at` by the calendar of the first one;
    where the regime counts from a repair, from `complete_from`. That is the last day to repair while it is awaited,
    then the day of the repair, of a request found incomplete in time. `came_from` is the office that passed it on,
    `came_as` its id there; `transferred_to` the office that it was passed on to. Where that one hands it back
    (`returned_by`, `returned_because`), both are in `passed`. `part_of` is the request that it was split off from,
    whose days of entry and completeness it keeps.
    `regime_proposed` is the other regime that a first person asked for while the case was overdue, with who and why.
    Once answered, `answered_on` is the office's day of the answer and `answer_due_on` the day by which the law wanted
    it: whether it came late is settled then and never changes again.
    """

    __tablename__ = "case_file"

    number: Mapped[str]
    channel: Mapped[str]
    applicant_kind: Mapped[str]
    category: Mapped[str]
    received_at: Mapped[datetime]
    regime: Mapped[str]
    regime_reason: Mapped[str]
    stage: Mapped[str]
    due_on: Mapped[date]
    extended_due_on: Mapped[date]
    first_received_at: Mapped[datetime | None]
    first_received_on: Mapped[date | None]
    strict_due_on: Mapped[date | None]
    strict_extended_due_on: Mapped[date | None]
    complete_from: Mapped[date | None]
    completeness_due_on: Mapped[date | None]
    completeness_extended_due_on: Mapped[date | None]
    passed: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    transferred_to: Mapped[str | None]
    came_from: Mapped[str | None]
    came_as: Mapped[UUID | None]
    returned_by: Mapped[str | None]
    returned_on: Mapped[date | None]
    returned_because: Mapped[str | None]
    part_of: Mapped[UUID | None]
    answered_on: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    binding_on: Mapped[date] = mapped_column(Computed(BINDING))
    registered_on: Mapped[date]
    complete_on: Mapped[date | None]
    repair_until: Mapped[date | None]
    regime_changed_on: Mapped[date | None]
    regime_proposed: Mapped[str | None]
    regime_proposed_by: Mapped[str | None]
    regime_proposed_because: Mapped[str | None]
    version: Mapped[int]


def standing_of(case: Case) -> Standing:
    """Return what of a case an act short of a decision depends on, with the days that bind."""
    return Standing(
        stage=Stage(case.stage),
        registered_on=case.registered_on,
        due_on=case.completeness_due_on or case.strict_due_on or case.due_on,
        extended_due_on=case.completeness_extended_due_on or case.strict_extended_due_on or case.extended_due_on,
        repair_until=case.repair_until,
        complete_from=case.complete_from,
        came_from=case.came_from,
    )


class CaseDocument(Owned, Base):
    """A file that the office holds for a case, as documents told it: where it stands (`contracts.standing`).

    Type, digest and size are those of what is given of it, once it may be. `blackened` are the letters of UU 14/2008
    Pasal 17 by which something is redacted in that, none where documents knows of nothing.
    """

    __tablename__ = "case_document"

    case_id: Mapped[UUID]
    purpose: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    standing: Mapped[str] = mapped_column(default=FileStanding.CHECKING)
    blackened: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
