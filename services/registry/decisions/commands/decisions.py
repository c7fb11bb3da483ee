"""A case is decided: the written notice is issued, or shown as it would be issued."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import say, transaction
from chassis.errors import Changed, Fault, Invalid, NotFound, Unavailable
from chassis.offices import day_of, this_office, today
from contracts.requests import RequestDecided
from services.registry.appointments.commands import preparer_of, signing
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import PPID, Stage, next_stage
from services.registry.cases.domain.lateness import Kind as Late
from services.registry.cases.models.cases import Case, CaseDocument
from services.registry.cases.steps import lateness
from services.registry.decisions.domain.decisions import Decision, FileState, check, file_state
from services.registry.decisions.domain.redactions import Blackened
from services.registry.dik.commands import periods, proposals
from services.registry.dik.domain import NotInForce, tested_above
from services.registry.dik.queries import live_entry
from services.registry.letters.domain import Kind, letter_number
from services.registry.letters.models import NEXT_SERIAL, Notice, PreparedDecision
from services.registry.objections import domain as objection_domain
from services.registry.objections.steps import carry_out, outstanding
from statute.acts import caution
from statute.calendar import long_date
from statute.regimes import Regime

DRAFT = "KONSEP"  # stands where the number of an issued letter stands
_NOT_ON_IT = ("act", "not_always_open")  # of a decision: the notice says the outcome, the record who confirmed


class ClockBehind(Unavailable):
    """The server's clock stands before the day the case was entered: an act now would set wrong terms for good."""

    code, title = "clock-behind", "Jam server tidak benar"


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


def held(session: Session, case_id: UUID) -> dict[str, FileState]:
    """Return the files that the office holds for a case, and whether each may be given."""
    found = session.scalars(select(CaseDocument).where(CaseDocument.case_id == case_id))
    return {
        str(one.id): file_state(cleared=one.cleared, replaced=one.replaced, suspended=one.suspended) for one in found
    }


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
        **_letterhead(),
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


def _content(decision: Decision) -> dict[str, object]:
    kept = {field: getattr(decision, field) for field in Decision.__slots__ if field not in _NOT_ON_IT}
    entry = UUID(decision.entry) if decision.entry else None
    return kept | {"documents": [UUID(document) for document in decision.documents], "entry": entry}


def numbered(kind: Kind) -> dict[str, str | None]:
    """Return what a letter issued now bears: the next number of its series, a code of its own, and the
    office of today.
    """
    return {"letter_number": next_number(kind, today()), "code": secrets.token_urlsafe(16)} | _letterhead()


def unnumbered() -> dict[str, str | None]:
    """Return what a draft bears instead: no number is drawn for it and no code vouches for it."""
    return {"letter_number": DRAFT, "code": DRAFT} | _letterhead()


def _letterhead() -> dict[str, str | None]:
    office = this_office()
    return {"office_name": office.name, "office_contact": office.profile.line}


def next_number(kind: Kind, on: date) -> str:
    """Draw the next number of a series of letters, gap-free; asked within the act's transaction."""
    office = current().tenant
    ((serial,),) = say(NEXT_SERIAL, {"tenant": office, "kind": kind.value, "year": on.year}).fetchall()
    return letter_number(serial, kind, office, on)
