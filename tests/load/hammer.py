"""A small load generator: so many clients in so many processes, each on one kept connection, each call timed."""

import http.client
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PROCESSES = 2

Request = tuple[str, str, bytes | None, dict[str, str]]  # method, path, body, headers


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave: answers by status and every latency in seconds."""

    seconds: float
    statuses: dict[int, int]
    latencies: list[float]
    answers: list[bytes]

    @property
    def rate(self) -> float:
        """Answers a second, whatever their status."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Latency in milliseconds below which this share of the calls lies."""
        return sorted(self.latencies)[min(int(len(self.latencies) * share), len(self.latencies) - 1)] * 1000


def hammer(address: tuple[str, int], make: Callable[[int], Request], *, clients: int, calls: int) -> Load:
    """Send `calls` requests from `clients` connections; `make(n)` builds the n-th request."""
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue()
    share = calls // clients
    started = time.perf_counter()
    workers = [
        context.Process(
            target=_process,
            args=(queue, address, make, [(p + PROCESSES * c) for c in range(clients // PROCESSES)], share),
        )
        for p in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    parts = [queue.get() for _ in workers]
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.join()
    statuses: dict[int, int] = {}
    for part in parts:
        for status, _latency, _answer in part:
            statuses[status] = statuses.get(status, 0) + 1
    rows = [row for part in parts for row in part]
    return Load(seconds, statuses, [row[1] for row in rows], [row[2] for row in rows])


def _process(
    queue: Any, address: tuple[str, int], make: Callable[[int], Request], places: list[int], share: int
) -> None:
    rows: list[tuple[int, float, bytes]] = []
    threads = [threading.Thread(target=_client, args=(rows, address, make, place * share, share)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put(rows)


def _client(
    rows: list[tuple[int, float, bytes]],
    address: tuple[str, int],
    make: Callable[[int], Request],
    first: int,
    share: int,
) -> None:
    connection = http.client.HTTPConnection(*address, timeout=30)
    for n in range(first, first + share):
        method, path, body, headers = make(n)
        started = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        rows.append((response.status, time.perf_counter() - started, answer))
    connection.close()
