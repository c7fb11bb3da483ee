"""What one client that reads an office's pages with many connections costs the readers of another office."""

import http.client
from multiprocessing import Process
from threading import Thread

from tests.load.hammer import Request, hammer

CONNECTIONS, PAGES = 24, 200


def figures(edge: tuple[str, int], host: str, other: str) -> list[tuple[str, str, str]]:
    """Return the time of an office's page, alone and while one client reads another office's with 24 connections.

    Raises:
        SystemExit: a page was refused, or nobody pressed any more.
    """
    page: Request = ("GET", "/", None, {"Host": other})
    alone = hammer(edge, lambda _n: page, clients=2, calls=PAGES)
    presser = Process(target=press, args=(edge, host))
    presser.start()
    beside = hammer(edge, lambda _n: page, clients=2, calls=PAGES)
    if not presser.is_alive():
        raise SystemExit("nobody pressed while the page was read")
    presser.terminate()
    presser.join()
    if {*alone.statuses, *beside.statuses} != {200}:
        raise SystemExit(f"the page answered {alone.statuses} {beside.statuses}")
    return [
        ("page of an office, p95", f"{alone.percentile(0.95):.0f} ms", ""),
        (f"beside {CONNECTIONS} connections to another, p95", f"{beside.percentile(0.95):.0f} ms", ""),
    ]


def press(edge: tuple[str, int], host: str) -> None:
    """Read an office's list with many connections until the process is ended."""
    for _ in range(CONNECTIONS):
        Thread(target=_read_on, args=(edge, host)).start()


def _read_on(edge: tuple[str, int], host: str) -> None:
    connection = http.client.HTTPConnection(*edge, timeout=30)
    while True:
        connection.request("GET", "/informasi", headers={"Host": host})
        connection.getresponse().read()
