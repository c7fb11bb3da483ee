"""What can be done with notices: write down that one is due, and send it.

Sending has an effect that no rollback takes back. A process killed between handing over and recording sends the
letter again, under the same Message-ID, by which mail programs know that it is the same.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock, errands, outbox
from chassis.context import Context, current, use
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.log import get_logger
from chassis.offices import day_of, this_office
from chassis.pace import Pace
from chassis.service import Runtime, runtime
from contracts.cases import (
    CaseAdvanced,
    CaseHandedBack,
    CasePassedOn,
    CaseReopened,
    CaseRescheduled,
    CaseSplit,
    CaseTransferred,
    DatesMoved,
)
from contracts.claims import ClaimDecided, ClaimSubmitted
from contracts.notices import NoticeSent
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRegistered,
    ObjectionRescheduled,
    ReplyIssued,
)
from contracts.requests import RequestDecided, RequestPassedOn, RequestSplitOff, RequestSubmitted, RequestTakenOver
from services.notify import channels, domain
from services.notify.channels import Sender
from services.notify.config import SEND_WITHIN
from services.notify.domain import Channel, Kind, State
from services.notify.models import Notice

log = get_logger()
AT_ONCE = 50  # letters of one round of the tick
# To one mailbox in a day: enough to follow many requests, too few to bury a stranger.
_LETTERS = Pace("letters", 50, 86_400)


def announce_receipt(said: RequestSubmitted | RequestSplitOff) -> None:
    """Let the applicant know that the request, or a question of it, was received, its number and when it is due."""
    office = this_office()
    term = domain.answer_term(
        said.received_at, office.time_zone, regime=said.regime, category=said.category, office=office.code
    )
    facts: dict[str, Any] = {"due_on": term.due_on.isoformat(), "article": term.rule.article}
    if isinstance(said, RequestSplitOff):
        facts["split_received_on"] = day_of(said.received_at).isoformat()
    _announce(said.request_id, Kind.REQUEST_RECEIVED, facts)


def announce_taking_over(event: RequestTakenOver | RequestPassedOn) -> None:
    """Let the applicant know that the competent office received the request, its number and when the answer is due.

    An extension that was told before holds: its last day stays, counted from the first receipt.
    """
    zone = this_office().time_zone
    extended = event.history is not None and event.history.stage == "extended"
    received_at = event.first_received_at if extended else event.received_at
    term = domain.answer_term(
        received_at, zone, regime=event.regime, category=event.category, office=current().tenant, extended=extended
    )
    sender = runtime().directory.by_code(event.offices[0]).name
    facts = {
        "due_on": term.due_on.isoformat(), "article": term.rule.article, "extended": extended,
        "first_received_on": day_of(event.first_received_at).isoformat(), "first_office": sender,
    }  # fmt: skip
    _announce(event.request_id, Kind.REQUEST_RECEIVED, facts)


def announce_transfer(event: CaseTransferred | CasePassedOn) -> None:
    """Let the applicant know that the request was passed on to the competent office (R-10)."""
    _announce(event.request_id, Kind.CASE_ADVANCED, {"act": "transfer", "until": None})


def announce_hand_back(event: CaseHandedBack) -> None:
    """Let the applicant know that the request came here in error and goes back."""
    _announce(event.request_id, Kind.CASE_ADVANCED, {"act": "hand_back", "until": None})


def announce_reopening(event: CaseReopened) -> None:
    """Let the applicant know that this office answers the request again, and until when."""
    _announce(event.request_id, Kind.CASE_ADVANCED, {"act": "reopen", "until": event.binding_on.isoformat()})


def announce_split(said: CaseSplit) -> None:
    """Let the applicant know that the request was split into its questions, all of which the one link shows."""
    _announce(said.request_id, Kind.CASE_ADVANCED, {"act": "split", "until": None})


def announce_decision(said: RequestDecided) -> None:
    """Let the applicant know that the request was decided."""
    _announce(said.request_id, Kind.REQUEST_DECIDED, {"outcome": said.outcome, "documents": len(said.documents)})


def announce_objection(said: ObjectionRegistered) -> None:
    """Let the applicant know that the objection was received, its number and when the answer is due."""
    _announce(said.request_id, Kind.OBJECTION_RECEIVED, {"number": said.number, "due_on": said.due_on.isoformat()})


def announce_new_date_of_objection(said: ObjectionRescheduled) -> None:
    """Let the applicant know that the day by which the Atasan PPID answers was counted anew."""
    facts = {"act": "reschedule_objection", "until": said.due_on.isoformat()}
    _announce(said.request_id, Kind.CASE_ADVANCED, facts)


def announce_answer(event: ObjectionAnswered | ReplyIssued) -> None:
    """Let the applicant know that the Atasan PPID answered, and until when the way to dispute is open."""
    facts = {
        "number": event.number,
        "outcome": event.outcome,
        "dispute_until": event.dispute_until.isoformat(),
        "silence_until": event.silence_until and event.silence_until.isoformat(),
    }
    _announce(event.request_id, Kind.OBJECTION_ANSWERED, facts)


def announce_fulfilment(said: ObjectionFulfilled) -> None:
    """Let the applicant know that the PPID did what the Atasan PPID had ordered."""
    facts = {"number": said.number, "documents": len(said.documents)}
    _announce(said.request_id, Kind.OBJECTION_FULFILLED, facts)


def announce_claim(said: ClaimSubmitted) -> None:
    """Let the applicant know that something was asked concerning the own data: whoever did not ask is warned."""
    due_on = day_of(said.due_at)
    _announce(said.request_id, Kind.CASE_ADVANCED, {"act": f"{said.kind}_asked", "until": due_on.isoformat()})


def announce_answer_to_claim(said: ClaimDecided) -> None:
    """Let the applicant know what became of it."""
    until = said.erase_after.isoformat() if said.erase_after else None
    _announce(said.request_id, Kind.CASE_ADVANCED, {"act": f"{said.kind}_{said.outcome}", "until": until})


def announce_progress(said: CaseAdvanced) -> None:
    """Let the applicant know what the office did between receipt and decision (R-05, R-06, R-08)."""
    until = said.until.isoformat() if said.until else None
    _announce(said.request_id, Kind.CASE_ADVANCED, {"act": said.act, "until": until})


def announce_new_dates(said: CaseRescheduled | DatesMoved) -> None:
    """Let the applicant know that the due date was counted anew."""
    facts = {"act": f"reschedule_{said.cause}", "until": said.due_on.isoformat()}
    _announce(said.request_id, Kind.CASE_ADVANCED, facts)


def _announce(request_id: UUID, kind: Kind, facts: dict[str, Any]) -> None:
    notice = Notice(
        id=uuid4(),
        request_id=request_id,
        kind=kind,
        channel=Channel.EMAIL,
        facts=facts,
        state=State.WAITING,
        attempts=0,
        trace=current().trace,
        created_at=clock.now(),
    )
    with transaction() as session:
        session.add(notice)
        errands.add(notice.id, clock.now())
        audit.record("notice.announced", notice.id, kind=kind, request=request_id)


def send_due(working: Runtime) -> None:
    """Send the notices of all offices that are due."""
    for errand in errands.claim(working.settings, lease=SEND_WITHIN, at_most=AT_ONCE):
        with working.acting(Context(errand.tenant, "service:notify", frozenset({"service:notify"}))):
            try:
                send(errand)
            except Overtaken as theirs:
                log.warning("notice_overtaken", notice=errand.id, why=str(theirs))


def send(errand: Errand) -> None:
    """Try to send one notice; where that fails, say when to try again, or give it up.

    Raises:
        Overtaken: somebody else has it in hand.
    """
    with transaction() as session:
        notice = session.get_one(Notice, (errand.tenant, errand.id))
    with use(replace(current(), trace=notice.trace)):
        if errand.attempts > domain.TRIES:  # each try ended with its process
            _end(errand, State.FAILED)
            return
        try:
            outcome = _hand_over(notice)
        except Exception as failure:  # whatever it is, this letter waits and the others go on
            _failed(errand, notice, failure)
            return
        _end(errand, outcome)


def _hand_over(notice: Notice) -> State:
    """Write the letter and give it to its carrier, if there is an address to send it to."""
    sender = _sender()
    to = channels.recipient(notice.request_id, sender)
    if not to.email:
        return State.NO_ADDRESS
    words = channels.letter(notice.kind, notice.facts, to, sender)
    mail = channels.message(words, to, sender, about=notice.request_id, notice=notice.id, at=clock.now())
    _LETTERS.count_everywhere(to.email)
    channels.hand_over(mail, to, sender)
    return State.SENT


def _failed(errand: Errand, notice: Notice, failure: Exception) -> None:
    # Never the server's own words: they may name the mailbox.
    answered = getattr(failure, "smtp_code", None)
    log.warning(
        "notice_not_sent", notice=errand.id, attempts=errand.attempts, why=type(failure).__name__, answered=answered
    )
    if domain.is_given_up(errand.attempts):
        log.error("notice_failed", notice=errand.id, kind=notice.kind, request=notice.request_id)
        _end(errand, State.FAILED)
        return
    with transaction():
        _locked(errand.id).attempts = errand.attempts
        errands.postpone(errand, clock.now() + domain.pause(errand.attempts))


def _end(errand: Errand, state: State) -> None:
    with transaction():
        notice = _locked(errand.id)
        notice.state, notice.attempts = domain.next_state(State(notice.state), state), errand.attempts
        notice.sent_at = clock.now() if state is State.SENT else None
        errands.settle(errand)
        audit.record(f"notice.{state}", notice.id, kind=notice.kind, attempts=errand.attempts)
        if notice.sent_at is not None:
            outbox.publish(
                NoticeSent(
                    notice_id=notice.id,
                    request_id=notice.request_id,
                    kind=notice.kind,
                    channel=notice.channel,
                    sent_at=notice.sent_at,
                ),
                version=1,
            )


def _sender() -> Sender:
    office = this_office()
    return Sender(office.name, runtime().host(), office.profile)


def _locked(notice_id: UUID) -> Notice:
    with transaction() as session:
        return session.scalars(select(Notice).where(Notice.id == notice_id).with_for_update()).one()
