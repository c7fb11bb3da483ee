"""What the pages ask intake about requests that are like one."""

from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


def similar(intake: Backend, request_id: str) -> list[Answer]:
    """Return the requests most like one; those of other offices, which only KPU RI is told of, by office, number and
    day.
    """
    return list(intake.read(f"/v1/requests/{quote(request_id, safe='')}/similar")["items"])
