"""What the pages ask intake and the registry about objections."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlsplit

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Objections:
    """Objections: filed and followed with intake, kept and answered with the registry."""

    def __init__(self, intake: Client, registry: Client) -> None:
        self._intake = intake
        self._registry = registry

    def tracked(self, token: str) -> Answer:
        """The objections to a request as its applicant follows them, and what the file says about a further one.

        Raises:
            NotFound: no request of this office has this link.
        """
        return self._get(self._intake, f"/v1/tracking/{quote(token, safe='')}/objections")

    def file(self, token: str, said: Mapping[str, Any], key: str) -> Answer:
        """File an objection; the same key again gives the same answer.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self._send(self._intake, f"/v1/tracking/{quote(token, safe='')}/objections", said, key)

    def record(self, request_id: str, said: Mapping[str, Any], key: str) -> Answer:
        """Record an objection that came to the office.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self._send(self._intake, f"/v1/requests/{quote(request_id, safe='')}/objections", said, key)

    def words(self, objection_id: str) -> Answer:
        """What people wrote in an objection; intake writes down who looked.

        Raises:
            NotFound: this office has no such objection.
        """
        return self._get(self._intake, f"/v1/objections/{quote(objection_id, safe='')}")

    def board(self, **asked: Any) -> Answer:
        """A page of the office's objections by tab, or those to one request."""
        return self._get(self._registry, "/v1/objections", **asked)

    def objection(self, objection_id: str) -> Answer:
        """All that stands in the file of an objection.

        Raises:
            NotFound: this office has none such, or the register has not taken it over yet.
        """
        return self._get(self._registry, f"/v1/objections/{quote(objection_id, safe='')}")

    def act(self, objection_id: str, act: str, version: int, said: Mapping[str, Any] | None = None) -> Answer:
        """Do something to an objection that is still at the version its doer saw.

        Raises:
            Refused: fields at fault, an act that is not allowed, or an objection that has changed (412).
        """
        path, headers = f"/v1/objections/{quote(objection_id, safe='')}/{act}", {"If-Match": f'"{version}"'}
        content = {"json": said} if said is not None else {}
        return cast(Answer, self._registry.call("POST", path, host=_host(), headers=headers, **content).json())

    def reply_letter(self, objection_id: str, suffix: str) -> bytes:
        """The written answer as a letter: `pdf` or `docx`.

        Raises:
            NotFound: this office has no such answer.
        """
        with _missing():
            path = f"/v1/objections/{quote(objection_id, safe='')}/reply.{suffix}"
            return self._registry.call("GET", path, host=_host()).content

    def reply(self, href: str) -> Answer:
        """The written answer behind the link that intake gave an applicant."""
        parts = urlsplit(href)
        ticket = parse_qs(parts.query).get("ticket", [""])[0]
        return self._get(self._registry, parts.path.removeprefix("/api/registry"), ticket=ticket)

    def _get(self, client: Client, path: str, **asked: Any) -> Answer:
        with _missing():
            return cast(Answer, client.call("GET", path, host=_host(), params=asked).json())

    def _send(self, client: Client, path: str, said: Mapping[str, Any], key: str) -> Answer:
        with _missing():
            headers = {"Idempotency-Key": key}
            return cast(Answer, client.call("POST", path, host=_host(), json=said, headers=headers).json())
