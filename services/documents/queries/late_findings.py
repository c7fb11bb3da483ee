"""In which files of an office something was found, or said anew, once they could be given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select, text

from chassis.db import transaction
from services.documents.domain.files import State
from services.documents.domain.late_findings import Late, notice_by
from services.documents.domain.redactions import REPLACING
from services.documents.models.clearances import Acceptance, Clearance, FollowUp
from services.documents.models.files import Document
from services.documents.models.holds import Matter
from services.documents.models.redactions import Redaction
from services.documents.models.releases import Release


@dataclass(frozen=True, slots=True)
class LateFinding:
    """A file, whom it concerns, how many findings stand open in it (none while it is read again), and since when."""

    document: UUID
    request: UUID
    name: str
    concerns: Late
    open: int
    since: datetime
    found_since: datetime | None

    @property
    def notice_by(self) -> datetime | None:
        """By when persons and agency are told if personal data came out with it; None where nobody has it."""
        return notice_by(self.found_since) if self.concerns == Late.GIVEN else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of them, and how many there are, by whom they concern."""

    items: Sequence[LateFinding]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """On all pages."""
        return sum(self.counts.values())


def late_findings(page: int, size: int) -> Listed:
    """Those of the office in force: first those that an applicant waits for, then those that were given.

    What was given and then followed up is not among them, until something else is found in it.
    """
    found = _late().subquery()
    ranked = case({kind: rank for rank, kind in enumerate(Late)}, value=found.c.concerns)
    rows = select(found).order_by(ranked, found.c.since, found.c.document)
    counted = select(found.c.concerns, func.count()).group_by(found.c.concerns)
    with transaction() as session:
        items = session.execute(rows.limit(size).offset((page - 1) * size)).all()
        counts = {str(kind): n for kind, n in session.execute(counted).all()}
    return Listed([LateFinding(**one._mapping) for one in items], dict.fromkeys(map(str, Late), 0) | counts)


def _late() -> Select[tuple[UUID, UUID, str, str, int, datetime, datetime | None]]:
    """Whom each of them concerns; of a file none of whose findings stands open nothing else is looked up."""
    some = _open().cte("some").prefix_with("materialized", dialect="postgresql")
    of_it = (Release.request_id == some.c.request, Release.document_id == some.c.document)
    promised = _any(some, Release, *of_it)
    ended = _any(some, Matter, Matter.request_id == some.c.request)
    replaced = _any(some, Redaction, Redaction.document_id == some.c.document, Redaction.stage.in_(REPLACING))
    followed_up = _any(some, FollowUp, FollowUp.document_id == some.c.document, FollowUp.reopened_at.is_(None))
    waits = and_(~some.c.cleared, some.c.suspended, ~ended, ~replaced)
    concerns = case(
        (and_(promised, ~some.c.cleared), Late.AWAITED),
        (and_(promised, some.c.open > 0, ~followed_up), Late.GIVEN),
        (and_(~promised, waits), Late.SUSPENDED),
    ).label("concerns")
    columns = (some.c.document, some.c.request, some.c.name, concerns, some.c.open, some.c.since, some.c.found_since)
    listed = select(*columns).subquery()
    return select(*listed.c).where(listed.c.concerns.is_not(None))


def _open() -> Select[tuple[str, UUID, UUID, str, int, bool, bool, datetime, datetime | None]]:
    """Files with findings that stand open, or that may not be given any more."""
    of_it = (Clearance.tenant == Document.tenant, Clearance.document_id == Document.id)
    let_stay = (
        select(func.count())
        .where(Acceptance.tenant == Clearance.tenant, Acceptance.document_id == Clearance.document_id)
        .scalar_subquery()
    )
    left = func.jsonb_array_length(Clearance.findings) - let_stay
    # As the index clearance_late says it: all other files are left aside at once.
    late = or_(Clearance.findings != text("'[]'"), Clearance.suspended_at.is_not(None))
    columns = (
        Document.tenant, Document.id.label("document"), Document.request_id.label("request"), Document.name,
        left.label("open"), Clearance.cleared_at.is_not(None).label("cleared"),
        Clearance.suspended_at.is_not(None).label("suspended"),
        func.coalesce(Clearance.suspended_at, Clearance.found_since, Clearance.checked_at).label("since"),
        Clearance.found_since,
    )  # fmt: skip
    still = or_(left > 0, Clearance.suspended_at.is_not(None))
    return select(*columns).join(Clearance, and_(*of_it)).where(Document.state == State.STORED, late, still)


def _any(
    some: CTE, table: type[FollowUp | Matter | Redaction | Release], *which: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether there is a row for such a file; counted, since PostgreSQL would read a whole table for `exists`."""
    return select(func.count()).where(table.tenant == some.c.tenant, *which).scalar_subquery() > 0
