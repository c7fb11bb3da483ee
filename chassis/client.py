"""How one process asks another over HTTP: the context in a 60-second token, problems come back as Problems."""

import logging
from typing import Any

import httpx2

from chassis.context import PUBLIC, Context, current
from chassis.errors import Fault, Problem, Unavailable
from chassis.tokens import Signer

TIMEOUT = httpx2.Timeout(10, connect=1)

logging.getLogger("httpx2").setLevel(logging.WARNING)  # it would write down every address: some hold tracking tokens


class Refused(Problem):
    """The callee's own problem, passed on as it is."""

    def __init__(self, body: dict[str, Any], status: int) -> None:
        faults = [Fault(fault["pointer"], fault["detail"]) for fault in body.get("errors", [])]
        super().__init__(body.get("detail", ""), faults=faults)
        self.status, self.code, self.title = status, body.get("code", "refused"), body.get("title", self.title)


class Client:
    """Calls one service as the actor in force; safe for threads."""

    def __init__(self, service: str, url: str, signer: Signer) -> None:
        self._service = service
        self._signer = signer
        self._http = httpx2.Client(base_url=url, timeout=TIMEOUT, limits=httpx2.Limits(max_connections=64))

    def call(self, method: str, path: str, *, host: str, **options: Any) -> httpx2.Response:
        """Send a request in the name of the context in force; `host` is the office's full host name.

        Raises:
            Refused: the service answered with a problem. Unavailable: it did not answer.
        """
        return self._send(self._built(method, path, host, options), stream=False)

    def stream(self, method: str, path: str, *, host: str, **options: Any) -> httpx2.Response:
        """Do the same for an answer that does not fit into memory: its body is read, and closed, by whoever asked.

        Raises:
            Refused, Unavailable: before the first byte of the body.
        """
        return self._send(self._built(method, path, host, options), stream=True)

    def _built(self, method: str, path: str, host: str, options: dict[str, Any]) -> httpx2.Request:
        context = current()
        headers = {"Host": host, "traceparent": context.trace, **options.pop("headers", {})}
        if not _anonymous(context):
            headers["Authorization"] = f"Bearer {self._signer.sign(context, self._service)}"
        return self._http.build_request(method, path, headers=headers, **options)

    def _send(self, request: httpx2.Request, *, stream: bool) -> httpx2.Response:
        try:
            response = self._http.send(request, stream=stream)
            if response.status_code >= 400:
                response.read()
                response.close()
        except httpx2.TransportError as away:
            raise Unavailable from away
        if response.status_code >= 400:
            raise _problem(response)
        return response


def _anonymous(context: Context) -> bool:
    return context.actor == PUBLIC


def _problem(response: httpx2.Response) -> Problem:
    if response.headers.get("content-type", "").startswith("application/problem+json"):
        return Refused(response.json(), response.status_code)
    return Unavailable()
