"""A case is taken in hand for one act."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import Changed, NotFound, Unavailable
from chassis.offices import today
from services.registry.cases.models.cases import Case


class ClockBehind(Unavailable):
    """The server's clock stands before the day the case was entered: an act now would set wrong terms for good."""

    code, title = "clock-behind", "Jam server tidak benar"


def locked(session: Session, case_id: UUID, expected: int) -> Case:
    """Take a case in hand, at the version that its reader saw.

    Raises:
        NotFound: this office has no such case. Changed: somebody was faster. ClockBehind: no day could be right now.
    """
    case = session.scalar(select(Case).where(Case.id == case_id).with_for_update())
    if case is None:
        raise NotFound
    if case.version != expected:
        raise Changed
    if today() < case.registered_on:
        raise ClockBehind("Jam server mundur: hari ini lebih awal daripada hari pencatatan. Hubungi pengelola sistem.")
    return case
