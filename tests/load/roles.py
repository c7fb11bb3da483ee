"""`python -m tests.load.roles relay|consumer`: a role of the small world as a process of its own, fit to be killed.

It reads its addresses from the environment as JSON: WORLD = {"database_url": …, "system_database_url": …, …}.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from chassis import consumer, log, relay, shutdown
from contracts.requests import RequestSubmitted
from tests.load.world import SUBSCRIPTIONS, World, runtime, settings_of, write_down

ROOT = Path(__file__).parents[2]
ADDRESSES = ("database_url", "system_database_url", "broker_url")


def main(role: str) -> None:
    """Run until SIGTERM, or less politely ended."""
    service = {"relay": "teller", "consumer": "hearer"}[role]
    settings = replace(settings_of(service), **json.loads(os.environ["WORLD"]))
    log.configure(service, role)
    with shutdown.asked() as stop:
        if role == "relay":
            relay.relay(settings, SUBSCRIPTIONS, stop)
        else:
            consumer.consume(runtime(service, settings, {RequestSubmitted: write_down}), stop)


def start(role: str, world: World, log_file: Path) -> subprocess.Popen[bytes]:
    """Start a role of a world as a child."""
    settings = (world.teller if role == "relay" else world.hearer).settings
    addresses = {name: getattr(settings, name) for name in ADDRESSES}
    with log_file.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.load.roles", role],
            cwd=ROOT,
            env=os.environ | {"WORLD": json.dumps(addresses)},
            stdout=out,
            stderr=out,
        )


if __name__ == "__main__":
    main(sys.argv[1])
