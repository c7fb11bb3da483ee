"""What the pages ask intake about requests that are like one."""

from typing import Any
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host


def similar(intake: Client, request_id: str) -> list[dict[str, Any]]:
    """The requests most like one; those of other offices, which only KPU RI is told of, by office, number and day."""
    path = f"/v1/requests/{quote(request_id, safe='')}/similar"
    return list(intake.call("GET", path, host=_host()).json()["items"])
