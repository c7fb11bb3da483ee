"""Events about the planted office that stand for nothing else planted, and proofs that its letters arrived."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from chassis import clock
from contracts.audit import AuditSealed, ChainSealed, TreeSealed
from contracts.cases import (
    CaseHandedBack,
    CaseHistory,
    CasePassedOn,
    CaseReopened,
    CaseTransferred,
    DatesMoved,
    LetterDelivered,
    NoticeDelivered,
)
from contracts.clients import ClientListed
from contracts.escalations import CaseEscalated, ObjectionEscalated
from contracts.event import Event
from contracts.notices import NoticeSent
from contracts.objections import ReplyIssued
from contracts.reports import ReportIssued
from contracts.requests import RequestPassedOn, RequestTakenOver
from contracts.staff import InvitationIssued
from tests.integration.conftest import JABAR
from verifier.checkpoint import compose

CHAINED = ChainSealed(chain="registry", position=1, hash="ab" * 32, sealed_at=datetime(2026, 12, 4, 17, tzinfo=UTC))
TREED = TreeSealed(
    chain="registry", position=1, hash="ab" * 32, checkpoint="", sealed_at=datetime(2026, 12, 5, 17, tzinfo=UTC)
)
SEALED = AuditSealed(
    chain="registry", position=1, hash="ab" * 32, checkpoint=compose("ppid.kpu.go.id/32.76/registry", 1, b"r") + "\n",
    since=0, subtrees="cd" * 32, grown="cd" * 32, sealed_at=datetime(2026, 12, 5, 17, tzinfo=UTC),
)  # fmt: skip
ESCALATED = CaseEscalated(
    escalation_id=uuid4(), request_id=uuid4(), number="1/PPID-P/32.76/XI/2026", supervisor=JABAR, step="overdue",
    regime="ordinary", stage="processing", due_on=date(2026, 12, 8), open=True,
)  # fmt: skip
ALSO_LATE = ObjectionEscalated(
    escalation_id=uuid4(), objection_id=uuid4(), request_id=uuid4(), number="1/PPID-K/32.76/XI/2026", supervisor=JABAR,
    step="overdue", regime="ordinary", stage="received", due_on=date(2026, 12, 8), open=True,
)  # fmt: skip
REPORTED = ReportIssued(report_id=uuid4(), year=2021, number="001/PPID-LT/32.76/III/2022", issued_on=date(2022, 3, 4))
REPLIED = ReplyIssued(
    objection_id=uuid4(), request_id=uuid4(), number="1/PPID-K/32.76/XI/2026", outcome="rejected",
    answered_at=datetime(2026, 12, 9, 3, tzinfo=UTC), act_until=None, dispute_until=date(2027, 1, 4),
)  # fmt: skip
MOVED = DatesMoved(
    request_id=uuid4(), number="1/PPID-P/32.76/XI/2026", cause="calendar", regime="ordinary",
    due_on=date(2026, 12, 8), extended_due_on=date(2026, 12, 17), rescheduled_at=datetime(2026, 12, 5, 17, tzinfo=UTC),
)  # fmt: skip
LISTED = ClientListed(client_id="sidalih", active=False)
ASKED_IN = InvitationIssued(invitation_id=uuid4(), joining=True, expires_at=datetime(2026, 12, 6, 17, tzinfo=UTC))
# about nothing that is planted
APART = (LISTED, ASKED_IN, CHAINED, TREED, SEALED, ESCALATED, ALSO_LATE, REPORTED, REPLIED, MOVED)


def arrivals(request_id: UUID, number: str) -> tuple[Event, ...]:
    """What proves that letters about a request arrived."""
    delivered = NoticeDelivered(request_id=request_id, number=number, step="received", way="post", at=clock.now())
    arrived = LetterDelivered(
        request_id=request_id, number=number, act="declare_incomplete", step="received", way="post",
        at=clock.now(), until=date(2026, 12, 4),
    )  # fmt: skip
    mailed = NoticeSent(
        notice_id=UUID(int=7), request_id=request_id, kind="request_decided", channel="email", sent_at=clock.now()
    )
    return delivered, arrived, mailed


HISTORY = CaseHistory(
    stage="processing", registered_on=date(2026, 11, 23), complete_on=date(2026, 11, 23), complete_from=None,
    repair_until=None,
    regime="ordinary", regime_changed_on=None, passed=(JABAR,), lateness=(),
)  # fmt: skip


def transfers(request_id: UUID, number: str) -> tuple[Event, ...]:
    """What is told of a request that is passed on and handed back, in every version that is heard."""
    at = clock.now()
    passing = {"request_id": request_id, "number": number, "receiver": JABAR, "transferred_at": at}
    taking = {
        "request_id": request_id, "number": number, "channel": "portal", "applicant_kind": "person",
        "category": "data_pemilih", "received_at": at, "regime": "ordinary", "first_received_at": at,
        "offices": (JABAR,),
    }  # fmt: skip
    return (
        CasePassedOn(**passing),
        CaseTransferred(**passing, history=HISTORY),
        RequestPassedOn(**taking),
        RequestTakenOver(**taking, taken_from=uuid4(), history=HISTORY),
        CaseHandedBack(
            request_id=request_id, number=number, sender=JABAR, original=uuid4(), handed_back_at=at, history=HISTORY
        ),
        CaseReopened(
            request_id=request_id, number=number, returned_by=JABAR, stage="processing", regime="ordinary",
            due_on=date(2026, 12, 7), extended_due_on=date(2026, 12, 16), complete_from=None,
            binding_on=date(2026, 12, 7), reopened_at=at,
        ),
    )  # fmt: skip
