"""What the registry asks of intake, which keeps what names people and the registers of before an office moved in."""

from datetime import date
from functools import lru_cache
from typing import Any

from chassis.client import Client
from chassis.context import Context, current, use
from chassis.service import runtime
from services.registry.config import Config

REGISTRY = "service:registry"
PATIENCE = 30  # seconds: of an old register each row is opened to be counted


def intake(path: str, **asked: Any) -> dict[str, Any]:
    """Ask intake something about the office in force, as the registry itself.

    Raises:
        Refused: intake does not give it. Unavailable: it does not answer.
    """
    client, host = _client(Config.of(runtime().settings).intake_url), runtime().host()
    with use(Context(current().tenant, REGISTRY, frozenset({REGISTRY}), current().trace)):
        answer: dict[str, Any] = client.call("GET", path, host=host, params=asked or None, timeout=PATIENCE).json()
    return answer


def old_books(year: int) -> dict[str, Any]:
    """Return what stands in the old registers of a year: requests by outcome and days (`items`), objections, disputes.

    Raises:
        Unavailable: intake does not answer.
    """
    found = intake("/v1/registers/requests/imported/counts", year=year)
    items = [one | {name: _day(one[name]) for name in ("received_on", "answered_on")} for one in found["items"]]
    return found | {"items": items}


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


@lru_cache(maxsize=4)
def _client(url: str) -> Client:
    return Client("intake", url, runtime().signer)
