"""The real registry behind the gateway's pages, without a socket in between."""

from typing import Any

import httpx2

from chassis.client import Refused
from chassis.context import PUBLIC, current
from tests.integration.conftest import OFFICER, SUPERIOR, Working


class Direct:
    """Asks a service at work in this process, as `chassis.client.Client` asks it over the wire."""

    def __init__(self, working: Working, *, appointed: bool = True) -> None:
        """Let everybody act as who was `appointed` where this registry is, or as themselves."""
        self.working = working
        self.appointed = appointed

    def call(self, method: str, path: str, *, host: str, **options: Any) -> httpx2.Response:
        """Send a request in the name of the context in force."""
        context = current()
        headers = {"Host": host} | options.pop("headers", {})
        if context.actor != PUBLIC:
            holder = SUPERIOR if "superior" in context.roles else OFFICER
            actor = holder if self.appointed else context.actor
            token = self.working.token(context.tenant, *context.roles, actor=actor, name=context.name)
            headers["Authorization"] = f"Bearer {token}"
        options["query_string"] = options.pop("params", None)
        if "content" in options:
            content = options.pop("content")
            options["data"] = content if isinstance(content, bytes) else b"".join(content)
        options.pop("timeout", None)
        answer = self.working.app.test_client().open(path, method=method, headers=headers, **options)
        if answer.status_code >= 400:
            raise Refused(answer.get_json(), answer.status_code)
        return httpx2.Response(answer.status_code, content=answer.data, headers=dict(answer.headers))

    def stream(self, method: str, path: str, *, host: str, **options: Any) -> httpx2.Response:
        """The same with a body that is still to be read."""
        answer = self.call(method, path, host=host, **options)
        return httpx2.Response(answer.status_code, content=iter([answer.content]), headers=answer.headers)
