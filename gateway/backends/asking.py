"""One service as the pages ask it: at the office in force, as whoever the page works for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx2

from chassis.client import Client, Refused
from chassis.errors import NotFound
from chassis.service import runtime
from gateway.backends.route import Route
from gateway.backends.shapes.registry import ImportReport

FILE_PATIENCE = httpx2.Timeout(300, connect=1)  # a large file is hashed and scanned before the answer comes

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class Backend:
    """A service that pages are made from. What cannot be read because it is not there is NotFound."""

    client: Client

    def call(self, route: Route[Answered], *names: object, **how: Any) -> Answered:
        """Ask a service, and give what it answers in its own shape; `names` and `how` are those of `ask`.

        Raises:
            NotFound: what is read is not there in this office. Refused: the service says no; what a change needs and
                is not there (404), and what has changed (412), are no exception. Unavailable: nothing is known of
                the outcome.
        """
        return route.answer(self.ask(route, *names, **how))

    def ask(
        self, route: Route[Any], *names: object, query: Mapping[str, Any] | None = None, body: Any = None,
        version: int | None = None, key: str = "", **options: Any,
    ) -> httpx2.Response:  # fmt: skip
        """Ask the same, and give the answer as it came.

        `names` stand in the places of the path, `query` stands behind it (empty values are left out),
        `body` is said in JSON: on the `version` that was seen, or with the `key` that makes it one however often.
        """
        headers = {**options.pop("headers", {})}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if key:
            headers["Idempotency-Key"] = key
        if body is not None:
            options["json"] = body
        return self._send(self.client.call, route.method, route.at(*names), query, headers=headers, **options)

    def behind(self, route: Route[Answered], href: str) -> Answered:
        """Return what stands behind the link that intake gave an applicant: its ticket is all the right it needs."""
        link = urlsplit(href)
        path = link.path.removeprefix("/api/").partition("/")[2]
        return route.answer(self._send(self.client.call, route.method, f"/{path}", dict(parse_qsl(link.query))))

    def stream(self, route: Route[bytes], *names: object, **options: Any) -> httpx2.Response:
        """Read what does not fit into memory: its body is still to be read, and to be closed.

        Raises:
            NotFound, Refused, Unavailable: before the first byte of the body.
        """
        return self._send(self.client.stream, route.method, route.at(*names), None, **options)

    def take_over(self, route: Route[ImportReport], sheet: bytes, *, dry_run: bool) -> ImportReport:
        """Hand in an XLSX sheet of which all rows are taken or none; or only look.

        Raises:
            Refused: it cannot be read as one (422 `sheet-unreadable`), or a row is wrong.
        """
        query = {"dry_run": "true" if dry_run else "false"}
        return self.call(route, query=query, content=sheet, timeout=FILE_PATIENCE)

    def _send(
        self,
        send: Callable[..., httpx2.Response],
        method: str,
        path: str,
        query: Mapping[str, Any] | None,
        **options: Any,
    ) -> httpx2.Response:
        params = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        try:
            return send(method, path, host=runtime().host(), params=params, **options)
        except Refused as refused:
            if method == "GET" and refused.code == NotFound.code:
                raise NotFound from refused
            raise
