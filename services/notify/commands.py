"""What can be done: write a notice down when something became true, and send what is due."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock, errands, outbox
from chassis.client import Client
from chassis.context import Context, current
from chassis.db import transaction
from chassis.errands import Errand, Overtaken
from chassis.errors import Problem
from chassis.log import get_logger
from chassis.service import Runtime, runtime
from chassis.settings import Settings
from contracts.notices import NoticeSent
from contracts.requests import RequestDecided, RequestSubmitted
from services.notify import channels, domain
from services.notify.channels import CarrierAway, Letter, RecipientRefused
from services.notify.config import ATTEMPTS, SEND_WITHIN, Config
from services.notify.domain import OUTCOMES, Kind, State
from services.notify.models import Notice

log = get_logger()
AT_ONCE = 50  # notices of one round of the tick
MAIL = "email"


def announce_receipt(said: RequestSubmitted) -> None:
    """Tell the applicant that the request was received and numbered."""
    _write(said.request_id, Kind.REQUEST_RECEIVED, {})


def announce_decision(said: RequestDecided) -> None:
    """Tell the applicant that the written notice is there."""
    _write(said.request_id, Kind.REQUEST_DECIDED, {"outcome": said.outcome, "documents": len(said.documents)})


def send_due(working: Runtime) -> None:
    """Send notices whose time has come, each within its office."""
    for errand in errands.claim(working.settings, lease=SEND_WITHIN, at_most=AT_ONCE):
        with working.acting(Context(errand.tenant, "service:notify", frozenset({"service:notify"}))):
            attempt(errand)


def attempt(errand: Errand) -> State:
    """Try to send a notice; where that fails, say when to try again.

    Returns:
        Where the notice stands now.
    """
    try:
        return _send(errand)
    except (CarrierAway, Problem) as away:
        return _later(errand, away)
    except RecipientRefused as refused:
        log.error("notice_refused", notice=errand.id, why=str(refused))
        return _end(errand, State.FAILED)
    except Overtaken as theirs:
        log.warning("notice_overtaken", notice=errand.id, why=str(theirs))
        return State.WAITING


def _write(request_id: UUID, kind: Kind, facts: dict[str, Any]) -> None:
    notice = Notice(
        id=uuid4(),
        request_id=request_id,
        kind=kind,
        channel=MAIL,
        facts=facts,
        state=State.WAITING,
        attempts=0,
        created_at=clock.now(),
        sent_at=None,
    )
    with transaction() as session:
        session.add(notice)
        errands.add(notice.id, notice.created_at)


def _send(errand: Errand) -> State:
    with transaction() as session:
        notice = session.get_one(Notice, (errand.tenant, errand.id))
    recipient = _recipient(notice.request_id)
    if not recipient["email"]:
        return _end(errand, State.NO_ADDRESS)
    office = runtime().directory.by_code(errand.tenant)
    facts = notice.facts | recipient | {"office": office.name}
    facts["outcome_told"] = OUTCOMES.get(notice.facts.get("outcome", ""), "selesai diproses")
    letter = Letter(notice.id, Kind(notice.kind), f"PPID {office.name}", recipient["email"], facts)
    channels.send(letter, Config.of(runtime().settings))
    return _end(errand, State.SENT, sent_at=clock.now())


def _end(errand: Errand, state: State, sent_at: datetime | None = None) -> State:
    with transaction() as session:
        notice = session.scalars(select(Notice).where(Notice.id == errand.id).with_for_update()).one()
        notice.state, notice.attempts, notice.sent_at = state, errand.attempts, sent_at
        errands.settle(errand)
        audit.record(f"notice.{state}", notice.id, request=notice.request_id, kind=notice.kind)
        if sent_at is not None:
            outbox.publish(
                NoticeSent(
                    notice_id=notice.id,
                    request_id=notice.request_id,
                    kind=notice.kind,
                    channel=notice.channel,
                    sent_at=sent_at,
                ),
                version=1,
            )
    return state


def _later(errand: Errand, away: Exception) -> State:
    if errand.attempts >= ATTEMPTS:
        log.error("notice_failed", notice=errand.id, attempts=errand.attempts, why=type(away).__name__)
        return _end(errand, State.FAILED)
    log.warning("notice_waits", notice=errand.id, attempts=errand.attempts, why=type(away).__name__)
    with transaction() as session:
        notice = session.get_one(Notice, (errand.tenant, errand.id))
        notice.attempts = errand.attempts
        errands.postpone(errand, clock.now() + domain.pause(errand.attempts))
    return State.WAITING


def _recipient(request_id: UUID) -> dict[str, Any]:
    """Where the applicant is reached, asked of intake at the moment of sending; nothing of it is kept here."""
    office = runtime().directory.by_code(current().tenant)
    host = f"{office.host}.{runtime().settings.base_domain}"
    found: dict[str, Any] = (
        _intake(runtime().settings).call("GET", f"/v1/requests/{request_id}/recipient", host=host).json()
    )
    return found


@lru_cache(maxsize=8)
def _client(url: str) -> Client:
    return Client("intake", url, runtime().signer)


def _intake(settings: Settings) -> Client:
    return _client(Config.of(settings).intake_url)
