"""`python -m tests.load.seals`: what checking and exporting a record costs that was sealed for a long time.

Starts a platform of its own and gives one office's register as many entries as seals, each sealed as the platform does
it (`--seals 20000`), then measures a whole check and export, and those that go on from them a day of seals later.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from chassis import audit, audit_chain, clock, service, settings
from chassis.context import Context
from chassis.service import Runtime
from contracts.audit import TreeSealed
from contracts.event import dump
from ppid.environment import parse
from services.documents import storage
from services.documents.config import KEEP_SEALS
from services.documents.storage import seals
from tests.load.bench import platform
from tests.load.documents import wait_for_offices
from tests.load.figures import keep, row
from verifier import checkpoint
from verifier.tree import Tree

OFFICE, DAY, AT_ONCE = "32.76", 288, 8


def main() -> None:
    """Plant, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seals", type=int, default=20_000)
    many = parser.parse_args().seals
    with tempfile.TemporaryDirectory(prefix="ppid-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        with platform(var):
            wait_for_offices()
            env = os.environ | parse((var / "ppid.env").read_text("utf-8"))
            kept, copy = str(Path(folder) / "kept.json"), str(Path(folder) / "copy")
            for what, added in (f"{many:,} seals", many), (f"{DAY} seals more, a day", DAY):
                plant(env, added)
                row(
                    f"check from the last one kept: {what}",
                    _took(env, "verify", "--office", OFFICE, "--kept", kept),
                    "",
                )
                row(
                    f"export, continued: {what}", _took(env, "export", "--office", OFFICE, "--to", copy, "--append"), ""
                )
            row("a whole check after that", _took(env, "verify", "--office", OFFICE), "")
            checked = [sys.executable, "-m", "verifier", copy, "--keys", env["PPID_TRUSTED_KEYS_FILE"]]
            subprocess.run(checked, check=True)


def plant(env: dict[str, str], many: int) -> None:
    """Record so many acts and lay down a seal over each, as the platform would within five minutes of it."""
    register, keeper = (
        service.start(service.load(name), settings.load(name, env)) for name in ("registry", "documents")
    )
    office = Context(OFFICE, "staff:1")
    with register.acting(office):
        size = sum(1 for _ in audit_chain.links())
        for at in range(0, many, 1000):
            audit.record_all("case.noted", [(uuid4(), {})] * min(1000, many - at))
        made = list(_sealed(register, size))
    with keeper.acting(office), ThreadPoolExecutor(AT_ONCE) as hands:
        store, until = storage.here(), clock.now() + KEEP_SEALS

        def keep(one: TreeSealed) -> None:
            name = seals.name("registry", one.position)
            store.keep(OFFICE, name, json.dumps(dump(one)).encode(), until)

        waiting = [hands.submit(copy_context().run, keep, one) for one in made]
        for each in waiting:
            each.result()
    for runtime in (register, keeper):
        runtime.database.dispose()


def _sealed(register: Runtime, size: int) -> Iterator[TreeSealed]:
    """A seal over each entry beyond a size."""
    tree, origin = Tree(), checkpoint.origin(OFFICE, "registry")
    for link in audit_chain.links():
        tree.add(link.leaf())
        if tree.size > size:
            note = register.signer.sign_note(checkpoint.compose(origin, tree.size, tree.root()))
            at = clock.now() - timedelta(minutes=5)
            yield TreeSealed(chain="registry", position=tree.size, hash=link.hash.hex(), checkpoint=note, sealed_at=at)


def _took(env: dict[str, str], *command: str) -> str:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "ppid", "audit", *command], env=env, check=True)
    return f"{time.perf_counter() - begun:.1f} s"


if __name__ == "__main__":
    main()
    keep()
