"""An objection in the planted office, filed, registered and answered, with a canary in its every text."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis import clock
from contracts.disputes import DisputeRecorded
from contracts.event import Event
from contracts.objections import (
    ObjectionAnswered,
    ObjectionFulfilled,
    ObjectionRecounted,
    ObjectionRegistered,
    ObjectionRescheduled,
    ObjectionSubmitted,
    ReplyDelivered,
)
from tests.integration.conftest import DEPOK, Working

FIRST = {"If-Match": '"1"'}
CALLS: dict[str, dict[str, Any]] = {
    "objections.file_objection": {"json": {"grounds": ["a"], "position": "x", "demand": "y"}},
    "objections.record_objection": {
        "json": {"grounds": ["a"], "position": "x", "demand": "y", "channel": "letter"},
    },
    "disputes.record_dispute": {
        "json": {"objection_id": str(UUID(int=1)), "commission": "x", "filed_on": "2026-01-05"}
    },
    "disputes.record_step": {"json": {"act": "register", "on": "2026-01-05", "number": "1"}, "headers": FIRST},
    "objections.review": {"headers": FIRST},
    "objections.answer": {"json": {"outcome": "rejected", "reasons": "x"}, "headers": FIRST},
    "objections.show_answer_draft": {"json": {"outcome": "rejected", "reasons": "x"}},
    "objections.show_answer_draft_text": {"json": {"outcome": "rejected", "reasons": "x"}},
    "objections.record_reply_delivery": {
        "json": {"step": "received", "way": "in_person", "at": "2026-11-24T09:00:00+07:00", "receiver": "applicant"},
        "headers": FIRST,
    },
    "objections.fulfil": {"json": {"account": "x"}, "headers": FIRST},
}


def plant_objection(services: Mapping[str, Working], token: str, canary: str) -> tuple[UUID, tuple[Event, ...]]:
    """File an objection to the planted request, register and answer it; its id, and what was told about it."""
    filed = services["intake"].ask(
        DEPOK, path=f"/v1/tracking/{token}/objections", method="POST",
        json={
            "grounds": ["a"], "position": f"Ditolak {canary}", "demand": f"Mohon {canary}",
            "attorney": {
                "name": f"Budi {canary}", "letter_number": canary, "letter_date": "2026-01-05", "stamped": True,
            },
        },
    )  # fmt: skip
    assert filed.status_code == 201, filed.get_json()
    objection_id, number = UUID(filed.get_json()["id"]), filed.get_json()["number"]
    request_id = _request_of(services, objection_id)
    submitted = ObjectionSubmitted(
        objection_id=objection_id, request_id=request_id, number=number, channel="portal", grounds=("a",),
        by_attorney=True, received_at=datetime.fromisoformat(filed.get_json()["received_at"]),
    )  # fmt: skip
    services["registry"].hear(DEPOK, submitted)
    answered = services["registry"].ask(
        DEPOK, "superior", path=f"/v1/objections/{objection_id}/answer", method="POST", headers=FIRST,
        json={
            "outcome": "upheld", "reasons": f"Benar {canary}", "order": f"Berikan {canary}",
            "act_until": (clock.now() + timedelta(days=7)).date().isoformat(),
        },
    )  # fmt: skip
    assert answered.status_code == 200, answered.get_json()
    return objection_id, (submitted, *_what_follows(objection_id, request_id, number))


def _request_of(services: Mapping[str, Working], objection_id: UUID) -> UUID:
    opened = services["intake"].ask(DEPOK, "officer", path=f"/v1/objections/{objection_id}")
    return UUID(opened.get_json()["request_id"])


def _what_follows(objection_id: UUID, request_id: UUID, number: str) -> tuple[Event, ...]:
    registered = ObjectionRegistered(
        objection_id=objection_id, request_id=request_id, number=number, regime="ordinary",
        due_on=date(2027, 1, 21), filing_until=date(2027, 1, 19),
    )  # fmt: skip
    rescheduled = ObjectionRescheduled(
        objection_id=objection_id, request_id=request_id, number=number, due_on=date(2027, 1, 22),
        rescheduled_at=clock.now(),
    )  # fmt: skip
    recounted = ObjectionRecounted(
        objection_id=objection_id, request_id=request_id, number=number, found_on=date(2026, 12, 1),
        filing_until=date(2027, 1, 19), timeliness="in_time", dispute_until=None, silence_until=None,
        recounted_at=clock.now(),
    )  # fmt: skip
    answered = ObjectionAnswered(
        objection_id=objection_id, request_id=request_id, number=number, outcome="upheld",
        answered_at=clock.now(), act_until=date(2026, 12, 23), dispute_until=date(2027, 1, 8), silence_until=None,
    )  # fmt: skip
    fulfilled = ObjectionFulfilled(
        objection_id=objection_id, request_id=request_id, number=number, documents=(), fulfilled_at=clock.now()
    )
    delivered = ReplyDelivered(
        objection_id=objection_id, request_id=request_id, number=number, step="received", way="post",
        at=clock.now(), dispute_until=date(2027, 1, 11),
    )  # fmt: skip
    disputed = DisputeRecorded(
        dispute_id=uuid4(), objection_id=objection_id, request_id=request_id, act="file", stage="filed",
        on=date(2027, 1, 4),
    )  # fmt: skip
    return registered, rescheduled, recounted, answered, delivered, fulfilled, disputed


def plant_dispute(registry: Working, objection_id: UUID, canary: str) -> str:
    """Record that the planted objection went to an Information Commission; the dispute's id."""
    recorded = registry.ask(
        DEPOK, "officer", path="/v1/disputes", method="POST",
        json={
            "objection_id": str(objection_id), "commission": f"KI {canary}", "note": canary,
            "filed_on": clock.in_zone(clock.now(), "Asia/Jakarta").date().isoformat(),
        },
    )  # fmt: skip
    assert recorded.status_code == 201, recorded.get_json()
    return str(recorded.get_json()["id"])
