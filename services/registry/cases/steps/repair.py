"""The applicant is awaited, and what a step changed is told."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, errands, outbox
from chassis.offices import this_office
from contracts.cases import CaseAdvanced
from services.registry.cases.domain.cases import Act
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter

# A repair sent in the last minute is still on its way when the term ends; nobody loses a right to a slow line.
GRACE = timedelta(hours=12)


def latest_incompleteness(session: Session, case: Case) -> UUID | None:
    """Return the letter whose repair is awaited."""
    found = select(Letter.id).where(Letter.case_id == case.id, Letter.act == Act.DECLARE_INCOMPLETE)
    return session.scalar(found.order_by(Letter.version.desc()).limit(1))


def await_again(case: Case, letter: Letter) -> None:
    """Take back the lapse of a request whose term to repair turned out to end later; the tick waits for that end.

    It is told as a version of the case of its own, before that of the proof.
    """
    assert case.repair_until is not None
    errands.add(letter.id, repair_ends(case.repair_until))
    audit.record("case.lapse_undone", case.id, until=case.repair_until)
    case.version += 1
    tell(case, Act(letter.act), case.repair_until, clock.now())


def tell(case: Case, act: Act, until: date | None, at: datetime) -> None:
    """Let the others know of an act, or of a new day that one set; `case` stands at its version."""
    told = CaseAdvanced(
        request_id=case.id, number=case.number, act=act, stage=case.stage, until=until, advanced_at=at
    )  # fmt: skip
    outbox.publish(told, version=case.version)


def repair_ends(until: date) -> datetime:
    """Say when nothing that was sent within the term to repair can still be on its way."""
    return datetime.combine(until, time.max, ZoneInfo(this_office().time_zone)) + GRACE
