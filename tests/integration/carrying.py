"""Several services at work together: what one tells, the others hear, without a broker in between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from chassis import clock
from chassis.consumer import Consumer
from chassis.parking import Parking
from contracts.envelope import decode
from tests.integration.conftest import Working
from tests.integration.planting import PDF

_NEW = "select seq, body from outbox where seq > %s order by seq"


@dataclass(slots=True)
class Carrying:
    """Services by name, each asked over HTTP; `carry` takes what they told since this was made to who listens."""

    work: Callable[[str], Working]
    names: tuple[str, ...] = ("intake", "registry", "documents", "notify")
    told: dict[str, int] = field(default_factory=dict)  # by service: the last place of its outbox that was read

    def __post_init__(self) -> None:
        for name in self.names:
            self._new(name)  # what other tests told, thousands of messages, is none of this test's business

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
        while messages := [one for name in self.names for one in self._new(name)]:
            for message in messages:
                said = decode(message)
                for name in self.names:
                    if type(said.data) in self.work(name).runtime.service.handlers:
                        with Parking.opened(self.work(name).runtime.settings) as parking:
                            Consumer(self.work(name).runtime, parking).receive(message.encode(), said.routing_key)

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
        env = self.work(name).env
        url = env["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + f"/ppid_{name}"
        with psycopg.connect(url) as connection:
            rows = connection.execute(_NEW, [self.told.get(name, 0)]).fetchall()
        if rows:
            self.told[name] = rows[-1][0]
        return [body for _, body in rows]
