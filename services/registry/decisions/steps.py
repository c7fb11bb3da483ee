"""What a decision rests on, looked at before it is prepared and before it is issued."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis.errors import Fault, Invalid, NotFound
from chassis.offices import today
from contracts.stages import Stage
from contracts.standing import FileStanding
from services.registry.cases.models.cases import Case, CaseDocument
from services.registry.decisions.domain.decisions import Decision, check
from services.registry.decisions.domain.redactions import Blackened
from services.registry.dik.domain import NotInForce
from services.registry.dik.queries import live_entry
from services.registry.objections import domain as objection_domain
from services.registry.objections.steps.orders import outstanding
from statute.calendar import long_date


def held(session: Session, case_id: UUID) -> dict[str, FileStanding]:
    """Return the files that the office holds for a case, and where each stands."""
    found = session.scalars(select(CaseDocument).where(CaseDocument.case_id == case_id))
    return {str(one.id): FileStanding(one.standing) for one in found}


def _blackened(session: Session, case_id: UUID, documents: Iterable[str]) -> list[Blackened]:
    """Return the files among these in which something is blackened, in the order in which they are given."""
    some = func.cardinality(CaseDocument.blackened) > 0
    found = session.scalars(select(CaseDocument).where(CaseDocument.case_id == case_id, some))
    known = {
        str(one.id): Blackened(str(one.id), one.media_type, one.size, one.sha256, tuple(one.blackened)) for one in found
    }
    return [known[document] for document in dict.fromkeys(documents) if document in known]


def checked(session: Session, case: Case, decision: Decision, stage: Stage) -> tuple[Decision, list[Blackened]]:
    """Return a decision that may lead to a stage, with all that it rests on, and the files that it gives blackened.

    Raises:
        Invalid, Ordered: see `domain`.
    """
    decision = _resting(decision)
    blackened = _blackened(session, case.id, decision.documents)
    check(decision, held(session, case.id), today(), blackened)
    orders = [objection_domain.Stage(objection.stage) for objection in outstanding(session, case.id)]
    objection_domain.check_orders(orders, stage, exempts=decision.exempts)
    return decision, blackened


def _resting(decision: Decision) -> Decision:
    """Return the decision with all that the entry of the exempt list says, where it rests on one that is in force
    today.
    """
    if decision.entry is None:
        return decision
    try:
        entry = live_entry(UUID(decision.entry), today())
    except (NotFound, NotInForce) as missing:
        said = missing.detail or "Daftar informasi dikecualikan tidak memuat butir ini."
        raise Invalid(faults=[Fault("/entry", said)]) from missing
    return replace(
        decision,
        exemption=entry.exemption,
        basis=entry.basis,
        consequence=entry.harm_if_opened,
        tested_on=None,
        exempt_until=entry.ends_on and entry.ends_on - timedelta(days=1),  # open from the day it ends
        decree=f"Nomor {entry.decree_number}, {long_date(entry.decree_on)}",
    )
