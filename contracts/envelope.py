"""The envelope of every event: CloudEvents 1.0, structured JSON.

Source: CloudEvents 1.0.2, sections "Context Attributes" and "JSON Event Format". Extension attributes are ours:
`tenant` (office code), `actor` (who caused it, never a name), `aggregateversion`, `traceparent` (W3C Trace Context).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from contracts.event import EVENTS, Event, dump, load, newer

CONTENT_TYPE = "application/cloudevents+json"

E_co = TypeVar("E_co", bound=Event, covariant=True)


class UnknownEvent(Exception):
    """The message is no event of these contracts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Generic[E_co]):
    """One message. `time` is when the fact became true; `aggregate_version` counts 1..n per aggregate without gaps."""

    id: UUID
    source: str
    time: datetime
    tenant: str
    actor: str
    trace: str
    aggregate_version: int
    data: E_co

    @property
    def routing_key(self) -> str:
        """Where the message goes: `t.32-76.request.submitted.v1`."""
        return f"t.{self.tenant.replace('.', '-')}.{self.data.topic()}"

    def encode(self) -> bytes:
        """Return the structured JSON form."""
        return json.dumps(
            {
                "specversion": "1.0",
                "id": str(self.id),
                "source": f"/{self.source}",
                "type": self.data.type(),
                "subject": self.data.aggregate_id,
                "time": self.time.isoformat(),
                "datacontenttype": "application/json",
                "tenant": self.tenant,
                "actor": self.actor,
                "traceparent": self.trace,
                "aggregateversion": self.aggregate_version,
                "data": dump(self.data),
            },
            separators=(",", ":"),
        ).encode()


def decode(body: bytes | str) -> Envelope[Event]:
    """Parse a message; its data are `Newer` where this code knows only older versions of what it tells.

    Raises:
        UnknownEvent: no JSON, no envelope, or an event that is not declared here.
        ValueError: a declared event whose fields are missing or wrong.
    """
    try:
        raw = json.loads(body)
        return Envelope(
            id=UUID(raw["id"]),
            source=raw["source"].strip("/"),
            time=datetime.fromisoformat(raw["time"]),
            tenant=raw["tenant"],
            actor=raw["actor"],
            trace=raw["traceparent"],
            aggregate_version=raw["aggregateversion"],
            data=newer(raw["type"], raw["subject"]) or load(EVENTS[raw["type"]], raw["data"]),
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as unknown:
        raise UnknownEvent(f"not an event of these contracts: {unknown!r}") from unknown
