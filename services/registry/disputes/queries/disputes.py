"""What can be asked of the register of disputes. Row-level security keeps every answer within the office in force."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import this_office, today
from services.registry.disputes.domain import terms
from services.registry.disputes.domain.disputes import ENDED, TRANSITIONS, Act, Outcome, Stage, Step, in_force, why_not
from services.registry.disputes.domain.terms import Waiting
from services.registry.disputes.models import Dispute, DisputeStep
from services.registry.objections.models import ObjectionFile
from statute.disputes import Competence, competence
from statute.regimes import Regime

MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A dispute as a line of the list; `next_on` is the next day on which something is due or heard.

    `outcome` is what the last ruling says of the applicant's claim.
    """

    dispute: Dispute
    objection_number: str
    next_on: date | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class File:
    """A dispute with all that stands in its file: entries, what waits, the hearings to come, what may happen next."""

    line: Line
    grounds: list[str]
    competence: Competence
    entries: list[Step]
    warnings: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    hearings: tuple[Step, ...]
    acts: list[tuple[Act, str | None]]


def board(tab: str, objection_id: UUID | None, request_id: UUID | None = None) -> list[Line]:
    """Return the disputes of a tab (`open`, `ended`), or those about an objection or a request, oldest first; at most
    200.
    """
    found = select(Dispute).order_by(Dispute.filed_on, Dispute.id)
    if objection_id is not None:
        found = found.where(Dispute.objection_id == objection_id)
    elif request_id is not None:
        found = found.where(Dispute.request_id == request_id)
    else:
        ended = Dispute.stage.in_(ENDED)
        found = found.where(ended if tab == "ended" else ~ended)
    with transaction() as session:
        return [file(dispute.id).line for dispute in session.scalars(found.limit(MOST)).all()]


def file(dispute_id: UUID) -> File:
    """Everything about one dispute.

    Raises:
        NotFound: this office has no such dispute.
    """
    on = today()
    with transaction() as session:
        dispute = session.get(Dispute, (current().tenant, dispute_id))
        if dispute is None:
            raise NotFound
        objection = session.get_one(ObjectionFile, (current().tenant, dispute.objection_id))
        written = select(DisputeStep).where(DisputeStep.dispute_id == dispute_id).order_by(DisputeStep.position)
        entries = [row.step for row in session.scalars(written)]
    steps = in_force(entries)
    stage = Stage(dispute.stage)
    waiting = terms.waiting(stage, steps, Regime(dispute.regime), objection.grounds)
    ahead = terms.hearings(steps, on) if stage not in ENDED else ()
    days = [one.term.alarm_on for one in waiting if one.term] + [step.on for step in ahead]
    return File(
        line=Line(
            dispute,
            objection.number,
            min(days, default=None),
            next((step.outcome for step in reversed(steps) if step.outcome), None),
        ),
        grounds=objection.grounds,
        competence=competence(this_office().level),
        entries=entries,
        warnings=terms.overdue(steps, Regime(dispute.regime)),
        waiting=waiting,
        hearings=ahead,
        acts=[(act, why_not(stage, act, steps, objection.grounds)) for act in TRANSITIONS],
    )
