"""Which API clients were suspended: each service's own list, fed by ClientListed.

A token is good for minutes, a suspension counts within seconds. A client that the list does not hold may ask: the
gateway signed its token. A process keeps answers for two seconds, so that a busy program costs one look in that time.
"""

from threading import Lock

from cachetools import TTLCache

from chassis.context import Context
from chassis.db import say, transaction
from chassis.errors import Unauthenticated
from contracts.clients import ClientListed
from contracts.envelope import Envelope

PREFIX = "client:"  # of an actor that is a program
CACHE_SECONDS = 2

_KEEP = """
insert into api_client (tenant, id, active, version) values (%(tenant)s, %(id)s, %(active)s, %(version)s)
on conflict (tenant, id) do update set active = excluded.active, version = excluded.version
where api_client.version < excluded.version
"""
_SUSPENDED = "select from api_client where tenant = %(tenant)s and id = %(id)s and not active"


class ApiClients:
    """Tells suspended clients from others, for one service."""

    def __init__(self) -> None:
        self._lock = Lock()  # see `chassis.directory.Directory`
        self._suspended: TTLCache[tuple[str, str], bool] = TTLCache(maxsize=4096, ttl=CACHE_SECONDS)

    def admit(self, context: Context) -> None:
        """Refuse a suspended client; the service's database must be in force, for the office of the context.

        Raises:
            Unauthenticated: the actor is one.
        """
        client = (context.tenant, context.actor.removeprefix(PREFIX))
        with self._lock:
            suspended = self._suspended.get(client)
        if suspended is None:
            suspended = _is_suspended(*client)
            with self._lock:
                self._suspended[client] = suspended
        if suspended:
            raise Unauthenticated


def is_client(context: Context) -> bool:
    """Whether the actor is a program, and no person, service or applicant."""
    return context.actor.startswith(PREFIX)


def record_client(message: Envelope[ClientListed]) -> None:
    """Take over whether a client may ask, unless what is here is newer: every service's consumer of ClientListed."""
    client = message.data
    values = {"tenant": message.tenant, "id": client.client_id, "active": client.active}
    say(_KEEP, values | {"version": message.aggregate_version})


def _is_suspended(tenant: str, client_id: str) -> bool:
    with transaction():
        return say(_SUSPENDED, {"tenant": tenant, "id": client_id}).fetchone() is not None
