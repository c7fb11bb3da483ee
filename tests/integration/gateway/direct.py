"""The real registry behind the gateway's pages, without a socket in between."""

from typing import Any

import httpx2

from chassis.client import Refused
from chassis.context import PUBLIC, current
from tests.integration.conftest import OFFICER, SUPERIOR, Working


class Direct:
    """Asks a service at work in this process, as `chassis.client.Client` asks it over the wire."""

    def __init__(self, working: Working) -> None:
        self.working = working

    def call(self, method: str, path: str, *, host: str, **options: Any) -> httpx2.Response:
        """Send a request in the name of the context in force."""
        context = current()
        headers = {"Host": host} | options.pop("headers", {})
        if context.actor != PUBLIC:
            holder = SUPERIOR if "superior" in context.roles else OFFICER  # who was appointed where this registry is
            token = self.working.token(context.tenant, *context.roles, actor=holder)
            headers["Authorization"] = f"Bearer {token}"
        options["query_string"] = options.pop("params", None)
        if "content" in options:
            options["data"] = options.pop("content")
        options.pop("timeout", None)
        answer = self.working.app.test_client().open(path, method=method, headers=headers, **options)
        if answer.status_code >= 400:
            raise Refused(answer.get_json(), answer.status_code)
        return httpx2.Response(answer.status_code, content=answer.data, headers=dict(answer.headers))
