"""A case is decided: the written notice is issued, or shown as it would be issued."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import day_of, this_office, today
from contracts.requests import RequestDecided
from contracts.stages import Stage
from services.registry.appointments.steps import preparer_of, signing
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import PPID, next_stage
from services.registry.cases.domain.lateness import Kind as Late
from services.registry.cases.models.cases import Case
from services.registry.cases.steps import lateness
from services.registry.cases.steps.locking import locked
from services.registry.decisions.domain.decisions import Decision
from services.registry.decisions.steps import checked
from services.registry.dik.domain import tested_above
from services.registry.dik.steps import periods, proposals
from services.registry.letters.domain import Kind
from services.registry.letters.models import Notice, PreparedDecision
from services.registry.letters.steps import DRAFT, letterhead, numbered
from services.registry.objections import domain as objection_domain
from services.registry.objections.steps.orders import carry_out, outstanding
from statute.acts import caution
from statute.regimes import Regime

_NOT_ON_IT = ("act", "not_always_open")  # of a decision: the notice says the outcome, the record who confirmed


def decide(case_id: UUID, expected: int, decision: Decision) -> Notice:
    """Issue the written notice of a decision.

    Args:
        case_id: the case. expected: the version its decider saw. decision: what the notice says.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain` and `chassis.errors`.
    """
    with transaction() as session:
        case = locked(session, case_id, expected)
        notice = _drawn_up(session, case, decision)
        for name, value in numbered(Kind.NOTICE).items():
            setattr(notice, name, value)
        case.stage, case.version = notice.outcome, case.version + 1
        case.answered_on, case.answer_due_on = today(), notice.due_on
        if notice.exemption and notice.entry is None and tested_above(this_office().level):
            proposals.open_for(notice, case.number)
        lateness.write(session, case, Late.ANSWER, notice.due_on, today())
        session.add(notice)
        prepared = delete(PreparedDecision).where(PreparedDecision.id == case.id)
        prepared_by = session.scalar(prepared.returning(PreparedDecision.prepared_by))
        periods.watch(notice)
        audit.record(
            "case.decided", case.id, outcome=notice.outcome, letter=notice.letter_number, signed_by=notice.signed_by,
            capacity=notice.capacity, signing_decree=notice.signing_decree, exemption=notice.exemption,
            act_checked=notice.basis and caution(notice.basis, today()) is None, entry=notice.entry,
            documents=decision.documents, not_always_open=decision.not_always_open,
            blackened=[one["document"] for one in notice.blackened], blackened_unasked=notice.blackened_unasked,
            proposal=notice.proposal, prepared_by=prepared_by,
        )  # fmt: skip
        outbox.publish(
            RequestDecided(
                request_id=case.id,
                number=case.number,
                outcome=notice.outcome,
                documents=tuple(notice.documents),
                decided_at=notice.decided_at,
            ),
            version=case.version,
        )
        for objection in outstanding(session, case.id):
            if objection.stage in objection_domain.CARRIED_OUT.get(Stage(notice.outcome), ()):
                carry_out(objection, f"Pemberitahuan tertulis {notice.letter_number}", notice.documents)
    return notice


def draft(case_id: UUID, decision: Decision) -> tuple[Case, Notice]:
    """Return the notice as it would be issued now: under the same rules, without a number, and nothing is kept.

    Raises:
        NotFound, Forbidden, NotAllowed, Invalid: as `decide`.
    """
    with transaction() as session:
        case = session.scalar(select(Case).where(Case.id == case_id))
        if case is None:
            raise NotFound
        notice = _drawn_up(session, case, decision)
        session.expunge(case)
    notice.letter_number = notice.code = DRAFT
    case.answered_on = today()  # as it would be
    return case, notice


def _drawn_up(session: Session, case: Case, decision: Decision) -> Notice:
    """Return the notice of a decision that may be issued, but for its number."""
    stage = next_stage(Stage(case.stage), decision.act, current().roles)
    signed = signing(PPID)
    decision, blackened = checked(session, case, decision, stage)
    prepared = session.get(PreparedDecision, (current().tenant, case.id))
    regime, extended = Regime(case.regime), case.stage == Stage.EXTENDED
    received_on = day_of(case.received_at)
    objecting = terms.objecting(today(), regime)
    return Notice(
        id=case.id,
        **letterhead(),
        outcome=stage,
        **_content(decision),
        blackened=[one.told() for one in blackened],
        **signed.signature,
        decided_at=clock.now(),
        decided_by=current().actor,
        prepared_by=prepared and preparer_of(prepared.prepared_by),
        due_on=case.binding_on,
        due_article=terms.answering(received_on, regime, extended=extended).article,
        objection_until=objecting.due_on,
        objection_days=objecting.rule.value,
        objection_article=objecting.rule.article,
        objection_cautions=[*objecting.warnings, *objecting.rule.advice],
    )


def _content(decision: Decision) -> dict[str, object]:
    kept = {field: getattr(decision, field) for field in Decision.__slots__ if field not in _NOT_ON_IT}
    entry = UUID(decision.entry) if decision.entry else None
    return kept | {"documents": [UUID(document) for document in decision.documents], "entry": entry}
