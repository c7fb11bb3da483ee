"""Several services at work together: what one tells, the others hear, without a broker in between."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import psycopg

from chassis import clock
from chassis.consumer import Consumer
from chassis.parking import Parking
from contracts.envelope import decode
from tests.integration.conftest import Working
from tests.integration.planting import PDF

_LAST = "select coalesce(max(seq), 0) from outbox"
_NEW = "select seq, body from outbox where seq > %s order by seq"


@dataclass(slots=True)
class Carrying:
    """Services by name, each asked over HTTP; `carry` takes what they told since this was made to who listens."""

    work: Callable[[str], Working]
    names: tuple[str, ...] = ("intake", "registry", "documents", "notify")
    told: dict[str, int] = field(default_factory=dict)  # by service: the last place of its outbox that was read
    _outboxes: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)
    _listeners: dict[str, Consumer] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        """Connect once: to connect anew for each message took more than half of such a test."""
        for name in self.names:
            working = self.work(name)
            url = working.env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + f"/ppid_{name}"
            outbox = self._outboxes[name] = self._open.enter_context(closing(psycopg.connect(url, autocommit=True)))
            parking = self._open.enter_context(Parking.opened(working.runtime.settings))
            self._listeners[name] = Consumer(working.runtime, parking)
            # What other tests told, thousands of messages, is none of this test's business.
            ((self.told[name],),) = outbox.execute(_LAST).fetchall()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._open.close()

    def ask(self, service: str, office: str, *roles: str, path: str, **call: Any) -> Any:
        """Ask a service as somebody; the answer's JSON.

        Raises:
            AssertionError: the answer is an error.
        """
        answer = self.work(service).ask(office, *roles, path=path, **call)
        assert answer.status_code < 400, answer.get_data(as_text=True)
        return answer.get_json()

    def carry(self) -> None:
        """Take every new message of every outbox to its listeners until there is none."""
        while messages := [message for name in self.names for message in self._new(name)]:
            for message in messages:
                envelope = decode(message)
                for name, listener in self._listeners.items():
                    if type(envelope.data) in self.work(name).runtime.service.handlers:
                        listener.receive(message.encode(), envelope.routing_key)

    def upload(self, office: str, request_id: str, name: str) -> str:
        """Attach a file as an answer to a request; its id."""
        path = f"/v1/documents?request={request_id}&purpose=answer&name={name}"
        headers = {"Content-Type": "application/pdf"}
        kept = self.ask("documents", office, "ppid", path=path, method="POST", data=PDF, headers=headers)
        self.carry()
        return str(kept["id"])

    @contextmanager
    def at(self, moment: str) -> Iterator[None]:
        """Hold every clock at a moment (ISO 8601 with its zone)."""
        with clock.held(datetime.fromisoformat(moment)):
            yield

    def _new(self, name: str) -> list[str]:
        rows = self._outboxes[name].execute(_NEW, [self.told[name]]).fetchall()
        if rows:
            self.told[name] = rows[-1][0]
        return [body for _, body in rows]
