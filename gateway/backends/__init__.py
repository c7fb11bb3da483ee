"""What the pages ask the services for: a module a subject, over `asking.py`, which knows how one asks."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from chassis.client import Client
from chassis.context import Context, use
from chassis.errors import Problem
from chassis.service import Runtime
from gateway.backends.asking import Backend
from gateway.backends.documents import Documents
from gateway.backends.intake import Intake
from gateway.backends.notify import Notify
from gateway.backends.registry import Registry

SERVICES = ("intake", "registry", "documents", "notify")


@dataclass(frozen=True, slots=True)
class Backends:
    """Every service that pages are made from."""

    intake: Intake
    registry: Registry
    documents: Documents
    notify: Notify
    clients: Mapping[str, Backend]

    @classmethod
    def of(cls, running: Runtime) -> "Backends":
        """All of them at the addresses of the settings."""
        urls = running.settings.service_urls
        return cls.over({name: Backend(Client(name, urls[name], running.signer)) for name in SERVICES})

    @classmethod
    def over(cls, clients: Mapping[str, Backend]) -> "Backends":
        """All of them, asked through these."""
        return cls(
            Intake(clients["intake"]),
            Registry(clients["registry"]),
            Documents(clients["documents"]),
            Notify(clients["notify"]),
            clients,
        )

    def descriptions(self) -> dict[str, dict[str, Any]]:
        """Return the OpenAPI document of every service that answers, by name."""
        found: dict[str, dict[str, Any]] = {}
        for name, asked in self.clients.items():
            with suppress(Problem), use(Context(tenant="")):  # what a service can do is no office's secret
                found[name] = asked.client.call("GET", "/openapi.json", host=name).json()
        return found
