"""Notify at work beside a real intake, and a mail server that can be told to refuse."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast
from uuid import UUID

import psycopg
from aiosmtpd.smtp import SMTP, Envelope, Session

from chassis import clock
from chassis.db import bound
from contracts.requests import RequestSubmitted
from services.notify import commands
from tests.integration.conftest import DEPOK, Working
from tests.integration.intake_desk import body, person

RECEIVED = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)


@dataclass
class Mailbox:
    """A mail server for tests: keeps what it takes, and refuses while `answer` says so."""

    letters: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, sent: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(cast(bytes, sent.content), policy=default))
        return self.answer

    def about(self, number: str) -> list[EmailMessage]:
        """The letters that name a registration number."""
        return [letter for letter in self.letters if number in letter["Subject"]]


@dataclass(frozen=True)
class World:
    """Notify at work beside an intake that answers over HTTP and a mailbox."""

    notify: Working
    intake: Working
    mailbox: Mailbox
    rows: psycopg.Connection[Any]

    def submitted(self, office: str = DEPOK, *, email: str | None = "siti@example.com") -> tuple[UUID, str]:
        """Hand a request in at the counter and let notify hear of it; its id and number."""
        applicant = person(name="Siti Nurbaya", email=email)
        said = body(applicant=applicant, channel="counter", received_at=RECEIVED.isoformat(), late_reason="Contoh.")
        answer = self.intake.ask(office, "officer", path="/v1/requests", method="POST", json=said)
        assert answer.status_code == 201, answer.get_json()
        request_id, number = UUID(answer.get_json()["id"]), answer.get_json()["number"]
        self.hear_submitted(request_id, number, office)
        return request_id, number

    def hear_submitted(self, request_id: UUID, number: str = "1", office: str = DEPOK) -> None:
        """What intake tells about a request."""
        self.notify.hear(
            office,
            RequestSubmitted(
                request_id=request_id, number=number, channel="portal", applicant_kind="person",
                category="data_pemilih", received_at=RECEIVED, regime="ordinary",
            ),
        )  # fmt: skip

    def tick(self, later: timedelta = timedelta(0)) -> None:
        """What the tick does when its time has come."""
        with clock.held(clock.now() + later), bound(self.notify.runtime.database):
            commands.send_due(self.notify.runtime)

    def notices(self, request_id: UUID, office: str = DEPOK) -> list[dict[str, Any]]:
        """What notify says about a request's letters."""
        answer = self.notify.ask(office, "officer", path=f"/v1/notices?request={request_id}")
        found: list[dict[str, Any]] = answer.get_json()["items"]
        return found

    def stands(self, request_id: UUID) -> tuple[str, int]:
        """State and attempts of a request's only letter."""
        (notice,) = self.notices(request_id)
        return notice["state"], notice["attempts"]

    def told(self, notice_id: str) -> list[dict[str, Any]]:
        """The events about a notice."""
        found = self.rows.execute("select body from outbox where aggregate_id = %s", [notice_id])
        return [json.loads(body) for (body,) in found]
