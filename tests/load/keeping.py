"""A night of the scrub: ten thousand files, a gigabyte, are read again by the platform's own tick.

`python -m tests.load.keeping` (`--files 1000` for a shorter night). It starts a platform of its own, lays the files
into its storage and their rows into its database as if offices had received them over the years, flips a byte of one
of them on the disk, and waits until all have been read and that one was told.
"""

import argparse
import hashlib
import json
import mmap
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from minio import Minio

from ppid.environment import parse
from services.documents.storage.keys import EVIDENCE, prefix
from tests.load.bench import platform
from tests.load.documents import bare, wait_for_offices
from tests.load.figures import keep, row
from tests.load.registry import offices

FILES, SIZE = 10_000, 100_000  # bytes of each
AT_ONCE = 4  # files laid into the storage side by side
LONGEST = 3600  # seconds until nobody waits any more
_FILE = """
copy document (tenant, id, request_id, purpose, name, media_type, size, sha256, state, checked_by, storage_version,
               brought_by, received_at, stored_at) from stdin
"""
_TOLD = "select tenant, body::json->'data'->>'request_id' from outbox where body like '%%document.damaged%%'"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies in the evidence, with what it begins with."""

    office: str
    id: UUID
    request: UUID
    sha256: str
    version: str
    mark: bytes


def main() -> None:
    """Lay the files down, flip a byte, wait, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory(prefix="ppid-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        with platform(var):
            wait_for_offices()
            environment = parse((var / "ppid.env").read_text("utf-8"))
            store = bare(environment["PPID_S3_URL"])
            admin = environment["PPID_ADMIN_DATABASE_URL"].rpartition("/")[0] + "/ppid_documents"
            with psycopg.connect(admin, autocommit=True) as database:
                measure(files, store, database, var)


def measure(files: int, store: Minio, database: "psycopg.Connection[tuple[object, ...]]", var: Path) -> None:
    """One night.

    Raises:
        SystemExit: it did not end, or told something else than the one file.
    """
    with ThreadPoolExecutor(AT_ONCE) as hands:
        kept = list(hands.map(lambda office: lay(store, office), islice(cycle(offices()), files)))
    hurt = kept[files // 2]
    flip(var / "objects" / "data", hurt.mark)
    write_down(database, kept)
    started = time.perf_counter()
    wait(database)
    minutes = (time.perf_counter() - started) / 60
    gigabytes = files * SIZE / 1e9
    row(f"{files:,} files, {gigabytes:.1f} GB, each read again", f"{minutes:.1f} min", "≤ 10 min for 10,000, 1 GB")
    told = [(office, request) for office, request in database.execute(_TOLD)]
    logged = list(alarms(var / "log" / "tick-documents.log"))
    if told != [(hurt.office, str(hurt.request))] or len(logged) != 1 or not all(word in logged[0] for word in told[0]):
        raise SystemExit(f"told {told}, logged {logged}, and it was {hurt}")
    row("a byte flipped on the disk of one of them", "told", "with office and request")


def lay(store: Minio, office: str) -> Kept:
    """Put a file into the evidence of an office, past the platform."""
    content = os.urandom(SIZE)
    file_id = uuid4()
    put = store.put_object(EVIDENCE, f"{prefix(office)}{file_id}", BytesIO(content), SIZE)
    return Kept(office, file_id, uuid4(), hashlib.sha256(content).hexdigest(), str(put.version_id), content[:64])


def write_down(database: "psycopg.Connection[tuple[object, ...]]", kept: list[Kept]) -> None:
    """Say of all files in one commit that they are kept: the night begins with it."""
    received = "2026-11-01T00:00:00Z"
    with database.cursor() as cursor, cursor.copy(_FILE) as rows:
        for one in kept:
            what = (one.office, one.id, one.request, "answer", "uji.pdf", "application/pdf", SIZE, one.sha256)
            rows.write_row((*what, "stored", "rules", one.version, "staff:1", received, received))


def flip(disk: Path, mark: bytes) -> None:
    """Flip a byte of the file that begins with a mark, wherever the storage has it.

    Raises:
        SystemExit: nothing of it lies there.
    """
    for volume in disk.rglob("*.dat"):
        with volume.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
            at = content.find(mark)
            if at >= 0:
                content[at + SIZE // 2] ^= 1
                return
    raise SystemExit(f"nothing of the file lies under {disk}")


def wait(database: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Return when every file has been read.

    Raises:
        SystemExit: after an hour some are still to be read.
    """
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        unread = database.execute("select count(*) from document where verified_at is null").fetchone()
        if unread == (0,):
            return
        time.sleep(1)
    raise SystemExit(f"still to be read: {unread}")


def alarms(log: Path) -> Iterator[str]:
    """The lines of the log that say that a file is damaged."""
    return (line for line in log.read_text("utf-8").splitlines() if json.loads(line)["event"] == "file_damaged")


if __name__ == "__main__":
    main()
    keep()
