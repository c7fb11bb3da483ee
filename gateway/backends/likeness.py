"""What the pages ask intake about requests that are like one."""

from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as shapes


def similar(intake: Backend, request_id: str) -> list[shapes.Similar]:
    """Return the requests most like one; those of other offices, which only KPU RI is told of, by office, number and
    day.
    """
    return intake.call(shapes.LIKENESS_LIST_SIMILAR, request_id)["items"]
