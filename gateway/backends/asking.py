"""One service as the pages ask it: at the office in force, as whoever the page works for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import httpx2

from chassis.client import Client, Refused
from chassis.errors import NotFound
from chassis.service import runtime

FILE_PATIENCE = httpx2.Timeout(300, connect=1)  # a large file is hashed and scanned before the answer comes

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Backend:
    """A service that pages are made from. What cannot be read because it is not there is NotFound."""

    client: Client

    def get(self, path: str, asked: Mapping[str, Any] | None = None, **options: Any) -> httpx2.Response:
        """Read something; `asked` are the words of the question, empty ones left out.

        Raises:
            NotFound: this office has no such thing. Refused, Unavailable.
        """
        params = {name: value for name, value in (asked or {}).items() if value not in (None, "")}
        try:
            return self.client.call("GET", path, host=runtime().host(), params=params, **options)
        except Refused as refused:
            raise _read(refused) from refused

    def read(self, path: str, asked: Mapping[str, Any] | None = None, **options: Any) -> Any:
        """Return the same, with the answer out of its JSON."""
        return self.get(path, asked, **options).json()

    def behind(self, href: str) -> Any:
        """Return what stands behind the link that intake gave an applicant: its ticket is all the right it needs."""
        link = urlsplit(href)
        path = link.path.removeprefix("/api/").partition("/")[2]
        return self.read(f"/{path}", dict(parse_qsl(link.query)))

    def stream(self, path: str, **options: Any) -> httpx2.Response:
        """Read what does not fit into memory: its body is still to be read, and to be closed.

        Raises:
            NotFound, Refused, Unavailable: before the first byte of the body.
        """
        try:
            return self.client.stream("GET", path, host=runtime().host(), **options)
        except Refused as refused:
            raise _read(refused) from refused

    def send(
        self, method: str, path: str, said: Any = None, *, version: int | None = None, key: str = "", **options: Any
    ) -> httpx2.Response:
        """Say something, in JSON: on the `version` that was seen, or with the `key` that makes it one however often.

        Raises:
            Refused: the service says no; what is not there (404) and what has changed (412) are no exception.
            Unavailable: nothing is known of the outcome.
        """
        headers = {**options.pop("headers", {})}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if key:
            headers["Idempotency-Key"] = key
        if said is not None:
            options["json"] = said
        return self.client.call(method, path, host=runtime().host(), headers=headers, **options)

    def take_over(self, path: str, sheet: bytes, *, dry_run: bool) -> Answer:
        """Hand in an XLSX sheet of which all rows are taken or none; or only look.

        Raises:
            Refused: it cannot be read as one (422 `sheet-unreadable`), or a row is wrong.
        """
        asked = {"dry_run": "true" if dry_run else "false"}
        return cast(Answer, self.send("POST", path, params=asked, content=sheet, timeout=FILE_PATIENCE).json())


def _read(refused: Refused) -> Refused | NotFound:
    return NotFound() if refused.code == NotFound.code else refused
