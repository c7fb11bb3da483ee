"""`ppid broker`: RabbitMQ's users and topology, put there by its administrator before the first message.

A user for each service, by the name and password in that service's own `PPID_BROKER_URL`. It reads its own queues,
publishes only what it tells (a topic permission per event), and publishes nothing past the exchange. All queues are
made here: a queue with a dead-letter exchange may be made only by who may read it.
"""

import base64
import hashlib
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import click
import httpx2

from chassis.broker import bulk_queue, dead_queue, inbox_queue
from chassis.broker.topology import EVENTS, topology
from chassis.relay import known_subscriptions
from chassis.settings import SERVICES
from ppid.event_schemas import events, tellers

ADMIN = "PPID_BROKER_ADMIN_URL"  # of the management plugin, with the administrator's name, password and virtual host
TIMEOUT = 30.0  # seconds


def definitions(urls: Mapping[str, str]) -> dict[str, Any]:
    """Return what a node of the platform holds, in RabbitMQ's own form (`POST /api/definitions`).

    Args:
        urls: the broker's URL of each service, as the service itself uses it.
    """
    known = topology(known_subscriptions())
    names = [*known.exchanges, *known.queues]
    users = {service: unquote(urlsplit(url).username or "") for service, url in urls.items()}
    vhost = {"vhost": _vhost(next(iter(urls.values())))}
    return {
        "users": [_user(users[service], unquote(urlsplit(url).password or "")) for service, url in urls.items()],
        "permissions": [
            vhost | {"user": users[service], "configure": _any(names), "write": _any(names), "read": _any(own)}
            for service in urls
            for own in [[*known.exchanges, *(queue(service) for queue in (inbox_queue, bulk_queue, dead_queue))]]
        ],
        "topic_permissions": [
            vhost | {"user": users[service], "exchange": EVENTS, "write": told_by(service), "read": ".*"}
            for service in urls
        ],
        "exchanges": [
            vhost | {"name": name, "type": kind, "durable": True, "auto_delete": False, "arguments": {}}
            for name, kind in known.exchanges.items()
        ],
        "queues": [
            vhost | {"name": name, "durable": True, "auto_delete": False, "arguments": arguments}
            for name, arguments in known.queues.items()
        ],
        "bindings": [
            vhost
            | {
                "source": exchange,
                "destination": queue,
                "destination_type": "queue",
                "routing_key": key,
                "arguments": {},
            }
            for exchange, queue, key in known.bindings
        ],
    }


def told_by(service: str) -> str:
    """Return the routing keys that a service may publish, as a regular expression: its own events, of
    whatever office.
    """
    topics = sorted(event.topic().replace(".", r"\.") for event in events() if service in tellers(event))
    return rf"^t\.[0-9-]+\.({'|'.join(topics)})$"


@click.command()
def broker() -> None:
    """Buat pengguna RabbitMQ setiap layanan dan antreannya; mengulangnya tidak mengubah apa pun."""
    try:
        admin, urls = os.environ[ADMIN], {name: os.environ[f"PPID_{name.upper()}_BROKER_URL"] for name in SERVICES}
    except KeyError as missing:
        raise click.ClickException(f"{missing.args[0]} belum diatur.") from None
    parts = urlsplit(admin)
    try:
        answer = httpx2.post(
            f"{parts.scheme}://{parts.hostname}:{parts.port}/api/definitions",
            json=definitions(urls),
            auth=(unquote(parts.username or ""), unquote(parts.password or "")),
            timeout=TIMEOUT,
        )
    except httpx2.HTTPError as away:
        raise click.ClickException(f"RabbitMQ tidak menjawab di {parts.hostname}:{parts.port} ({away}).") from None
    if answer.status_code >= httpx2.codes.BAD_REQUEST:
        raise click.ClickException(f"RabbitMQ menolak: {answer.status_code} {answer.text}")
    click.echo(f"{len(urls)} pengguna RabbitMQ beserta antreannya sudah ada.")


def _user(name: str, password: str) -> dict[str, Any]:
    """Return a user by the hash of the password, which is always the same, so that running again changes nobody."""
    salt = hashlib.sha256(f"{name} {password}".encode()).digest()[:4]
    kept = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    return {"name": name, "password_hash": kept, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": []}


def _any(names: list[str]) -> str:
    return f"^({'|'.join(name.replace('.', r'[.]') for name in names)})$"


def _vhost(url: str) -> str:
    return unquote(urlsplit(url).path.removeprefix("/")) or "/"
