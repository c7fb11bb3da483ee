"""What can be asked about exempt information: the office's proposals, the tests in its hands, the national list."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.offices import this_office
from services.registry.cases.domain.terms import calendar
from services.registry.cases.models.cases import Case
from services.registry.dik.domain import AHEAD, NotInForce, State, binding, in_force, opening_until, warning_on
from services.registry.dik.models import ConsequenceTest, ExemptEntry, Proposal
from services.registry.letters.models import Notice
from statute.calendar import long_date

_HISTORY = "select at, actor, act, facts from audit_entry where subject = %(subject)s order by id"
COUNT_ENDING = (
    select(func.count())
    .select_from(ConsequenceTest)
    .where(ConsequenceTest.state == State.IN_FORCE, ConsequenceTest.warned_on.is_not(None))
)
Row = TypeVar("Row", Proposal, ConsequenceTest, ExemptEntry)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of proposals, tests or entries."""

    items: list[Any]
    total: int


def proposals(page: int, size: int) -> Page:
    """Return the office's own proposals, last changed first."""
    return _page(select(Proposal).order_by(Proposal.changed_at.desc(), Proposal.id), page, size)


def proposal(proposal_id: UUID) -> tuple[Proposal, list[dict[str, Any]]]:
    """One proposal with its history.

    Raises:
        NotFound: this office has no such proposal.
    """
    return _one(select(Proposal).where(Proposal.id == proposal_id), proposal_id)


def tests(state: State | None, page: int, size: int) -> Page:
    """The tests in the hands of this office, those that wait longest first."""
    chosen = select(ConsequenceTest)
    if state:
        chosen = chosen.where(ConsequenceTest.state == state)
    return _page(chosen.order_by(ConsequenceTest.received_at, ConsequenceTest.id), page, size)


def test(test_id: UUID) -> tuple[ConsequenceTest, list[dict[str, Any]]]:
    """One test with its history.

    Raises:
        NotFound: it was not handed over to this office.
    """
    return _one(select(ConsequenceTest).where(ConsequenceTest.id == test_id), test_id)


def entries(on: date | None, letter: str | None, page: int, size: int) -> Page:
    """Return the exempt list as far as it binds this office, the newest decree first; `on` leaves out what is not in
    force on that day.
    """
    chosen = _binding()
    if letter:
        chosen = chosen.where(ExemptEntry.exemption == letter)
    if on:
        chosen = chosen.where(
            ExemptEntry.decree_on <= on,
            or_(ExemptEntry.ends_on.is_(None), ExemptEntry.ends_on > on),
            or_(ExemptEntry.ended_on.is_(None), ExemptEntry.ended_on > on),
        )
    return _page(chosen.order_by(ExemptEntry.decree_on.desc(), ExemptEntry.id), page, size)


def entry(entry_id: UUID) -> ExemptEntry:
    """One entry of the exempt list that binds this office, in force or not.

    Raises:
        NotFound: the list has no such entry, or its decree does not reach this office.
    """
    with transaction() as session:
        found = session.scalar(_binding().where(ExemptEntry.id == entry_id))
    if found is None:
        raise NotFound
    return found


def live_entry(entry_id: UUID, on: date) -> ExemptEntry:
    """Return the entry that a refusal may cite on a day. For whoever decides: ask it in the transaction of the
    decision.

    Raises:
        NotFound: the list has no such entry. NotInForce: it closes nothing on that day; the detail says since when.
    """
    found = entry(entry_id)
    if not in_force(found.decree_on, found.ends_on, found.ended_on, on):
        ends = [end for end in (found.ends_on, found.ended_on) if end and end <= on]
        since = f"sejak {long_date(min(ends))}" if ends else f"sebelum {long_date(found.decree_on)}"
        raise NotInForce(f"Pengecualian ini ({found.decree_number}) tidak berlaku {since}.")
    return found


@dataclass(frozen=True, slots=True)
class Ending:
    """A refusal whose own period ends soon: its case, the day it opens, the last day for the opening decision."""

    case_id: UUID
    number: str
    ends_on: date
    open_by: date


def ending_refusals(on: date) -> list[Ending]:
    """Return the single refusals whose period it is time to see to, those that end first first (R-23)."""
    soon = Notice.entry.is_(None) & Notice.exempt_until.between(on, on + AHEAD)
    chosen = select(Notice, Case.number).join(Case, (Case.tenant == Notice.tenant) & (Case.id == Notice.id))
    with transaction() as session:
        found = session.execute(chosen.where(soon).order_by(Notice.exempt_until, Notice.id)).all()
    return [
        Ending(notice.id, number, notice.opens_on, opening_until(notice.opens_on, calendar()))
        for notice, number in found
        if notice.opens_on and warning_on(notice.opens_on, calendar()) <= on
    ]


def binding_offices() -> tuple[str, ...]:
    """Whose entries bind the office in force."""
    office = this_office()
    return binding(office.code, office.parent)


def _binding() -> Select[ExemptEntry]:
    return select(ExemptEntry).where(ExemptEntry.decided_by.in_(binding_offices()))


def _one(chosen: Select[Row], subject: UUID) -> tuple[Row, list[dict[str, Any]]]:
    with transaction() as session:
        found = session.scalar(chosen)
        if found is None:
            raise NotFound
        return found, rows(_HISTORY, {"subject": str(subject)})


def _page(chosen: Select[Row], page: int, size: int) -> Page:
    with transaction() as session:
        total = session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0
        return Page(list(session.scalars(chosen.limit(size).offset((page - 1) * size))), total)
