"""A dispute enters the register, and its steps are written down."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Conflict, Fault, Invalid, NotFound
from chassis.offices import day_of, today
from contracts.disputes import DisputeRecorded
from services.registry.deliveries.queries import of_reply
from services.registry.disputes.domain import disputes as domain
from services.registry.disputes.domain.disputes import Act, Stage, Step
from services.registry.disputes.domain.terms import check_term, stage_after
from services.registry.disputes.models import Dispute, DisputeStep
from services.registry.objections.models import ObjectionFile, Reply
from services.registry.objections.queries import dispute_terms
from statute.calendar import long_date
from statute.regimes import Regime

_KNOWN = "Sengketa atas keberatan ini sudah dicatat."
_WITHDRAWN = "Sengketa yang dicabut pemohon tidak dapat diajukan kembali (PerKI 1/2013 ps. 14-15)."


class AlreadyRecorded(Conflict):
    """The objection has its dispute already."""

    code = "dispute-exists"


def record_filing(objection_id: UUID, commission: str, filed_on: date, note: str | None) -> UUID:
    """Write down that the applicant took an objection to an Information Commission (R-16); a late one too.

    Raises:
        NotFound: this office has no such objection. AlreadyRecorded: the dispute is on record. Invalid: the day.
    """
    with transaction() as session:
        found = select(ObjectionFile).where(ObjectionFile.id == objection_id).with_for_update()
        objection = session.scalar(found)
        if objection is None:
            raise NotFound
        earliest = _not_before(session, objection)
        if not earliest <= filed_on <= today():
            raise Invalid(faults=[Fault("/filed_on", f"Isi tanggal dari {long_date(earliest)} sampai hari ini.")])
        dispute = Dispute(
            id=uuid4(),
            objection_id=objection.id,
            request_id=objection.request_id,
            commission=commission,
            regime=objection.regime,
            filed_on=filed_on,
            **_filing_terms(session, objection, filed_on),
            stage=Stage.FILED,
            version=1,
        )
        session.add(dispute)
        session.flush()
        _write(session, dispute, Step(Act.FILE, filed_on, note=note))
    return dispute.id


def _not_before(session: Session, objection: ObjectionFile) -> date:
    """Return the first day on which a dispute about an objection can be filed; again once the one before was not
    accepted.

    Raises:
        AlreadyRecorded: there is one that was accepted, or was withdrawn.
    """
    disputes = session.scalars(select(Dispute).where(Dispute.objection_id == objection.id)).all()
    for one in disputes:
        if one.stage != Stage.NOT_ACCEPTED:
            raise AlreadyRecorded(_WITHDRAWN if one.stage == Stage.WITHDRAWN else _KNOWN)
    return max((one.filed_on for one in disputes), default=day_of(objection.received_at))


def record_step(dispute_id: UUID, expected: int, said: Step) -> None:
    """Write down what happened next, or put an entry right by a second one.

    Raises:
        NotFound, Changed, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        dispute = session.scalar(select(Dispute).where(Dispute.id == dispute_id).with_for_update())
        if dispute is None:
            raise NotFound
        if dispute.version != expected:
            raise Changed
        objection = session.get_one(ObjectionFile, (current().tenant, dispute.objection_id))
        found = select(DisputeStep).where(DisputeStep.dispute_id == dispute_id).order_by(DisputeStep.position)
        entries = [row.step for row in session.scalars(found)]
        dispute.stage = _stage(dispute, objection, entries, said)
        dispute.version += 1
        registered = [step.number for step in domain.in_force([*entries, said]) if step.act is Act.REGISTER]
        dispute.register_number = registered[-1] if registered else None
        _write(session, dispute, said)


def _stage(dispute: Dispute, objection: ObjectionFile, entries: list[Step], step: Step) -> Stage:
    stage, regime = Stage(dispute.stage), Regime(dispute.regime)
    if step.corrects is not None:
        domain.check_correction(entries, step)
        return stage_after(domain.in_force([*entries, step]), regime, objection.grounds, today())
    before = domain.in_force(entries)
    target = domain.next_stage(stage, step, before, objection.grounds, today())
    check_term(stage, step, before, regime)
    return target


def _write(session: Session, dispute: Dispute, said: Step) -> None:
    session.add(
        DisputeStep(
            id=uuid4(),
            dispute_id=dispute.id,
            position=dispute.version,
            act=said.act,
            on=said.on,
            number=said.number,
            outcome=said.outcome,
            party=said.party,
            note=said.note,
            corrects=said.corrects,
            because=said.because,
            recorded_at=clock.now(),
            recorded_by=current().actor,
        )
    )
    audit.record(
        f"dispute.{said.act}",
        dispute.id,
        on=said.on,
        stage=dispute.stage,
        objection=dispute.objection_id,
        corrects=said.corrects,
    )
    outbox.publish(
        DisputeRecorded(
            dispute_id=dispute.id,
            objection_id=dispute.objection_id,
            request_id=dispute.request_id,
            act=said.act,
            stage=dispute.stage,
            on=said.on,
        ),
        version=dispute.version,
    )


def _filing_terms(session: Session, objection: ObjectionFile, filed_on: date) -> dict[str, date | None]:
    """Until when the applicant could go there: by the reading that ends first, and by the other where there are two."""
    reply = session.get(Reply, (current().tenant, objection.id))
    terms = dispute_terms(objection, reply, of_reply(session, objection.id), filed_on)
    ends = [term.due_on for term in (terms.after_silence, terms.after_answer) if term]
    return {"filing_until": min(ends, default=None), "later_until": max(ends) if len(ends) > 1 else None}
