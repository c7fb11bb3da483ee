"""Events about API clients, told by the gateway. A client belongs to one office; its secret stays there."""

from dataclasses import dataclass

from contracts.event import Event, event


@event("client", "listed", 1, key="client_id")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClientListed(Event):
    """Whether an API client of the office may ask from now on; the latest one counts. Told by the gateway."""

    client_id: str
    active: bool
