"""A worker of gunicorn with threads in which requests that wait for a thread are taken in turn by address and office.

Only the loop of the worker touches the queue. It holds no more than the connections that the worker accepts.
"""

import re
import selectors
from functools import partial
from socket import MSG_DONTWAIT, MSG_PEEK
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from chassis.fair_queue import FairQueue
from chassis.pace import network_of
from chassis.sending_speed import watched

_HEAD = 32 * 1024  # bytes that are looked at; a longer head stands with those that are not complete
_END = b"\r\n\r\n"
_FIELD = re.compile(rb"\r\n(host|x-forwarded-for):[ \t]*([^\r\n]*)", re.IGNORECASE)


def origin(head: bytes) -> tuple[str, str]:
    """Tell who sent a request, and which office it asks.

    The sender is the network of the address that the edge vouches for. A neighbour's call has none: its sender is the
    office it is made for. All whose head is not here yet are one sender: sending slowly gains few turns.
    """
    fields, end, _body = head.partition(_END)
    if not end:
        return "", ""
    values = {name.lower(): value.decode("latin-1").strip() for name, value in _FIELD.findall(fields)}
    office = values.get(b"host", "").lower()
    address = values.get(b"x-forwarded-for")
    return network_of(address) if address else office, office


class FairWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """Gives its threads as many requests as it has threads; the others wait in a fair queue."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: FairQueue[TConn] = FairQueue()
        self._busy = 0

    def enqueue_req(self, conn: TConn) -> None:
        """Let a connection wait for its turn, or first for the beginning of its first request."""
        if conn.initialized or conn.data_ready:
            self._waiting.put(*origin(_head(conn)), conn)
            self._give()
        else:
            self._await_first(conn)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request, whose body a thread waits for no longer than `chassis.sending_speed` allows."""
        unreader = conn.parser.unreader
        unreader.chunk = watched(unreader.chunk)
        try:
            return super().handle_request(req, conn)
        finally:
            del unreader.chunk  # what follows on the connection is read as ever

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Take a connection back from a thread, and give the thread the next."""
        self._busy -= 1
        super().finish_request(conn, fs)
        self._give()

    def _give(self) -> None:
        while self._waiting and self._busy < self.cfg.threads:
            self._busy += 1
            super().enqueue_req(self._waiting.take())

    def _await_first(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _cap_keepalive(self, deadline: float) -> None:
        """Let connections that never sent anything hold up a stop no longer than kept ones."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)


def _head(conn: TConn) -> bytes:
    """Return what is here of a request, left where it is."""
    ahead: bytes = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    try:
        here: bytes = conn.sock.recv(_HEAD, MSG_PEEK | MSG_DONTWAIT)
    except OSError:  # nothing more yet, or gone: the thread that has its turn finds out
        return ahead
    return ahead + here
