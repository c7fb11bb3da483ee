"""The server that the suite asks: PPID_TEST_S3_URL (`http(s)://key:secret@host`), else a fresh one of this machine.

PPID_TEST_S3_ROLE names the role that its account may assume for one office at a time.

The suite makes buckets of its own and takes down what it may; what is locked for good is locked for seconds.
"""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import pytest
from minio import Minio
from minio.commonconfig import GOVERNANCE
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from minio.retention import Retention

ELSEWHERE = os.environ.get("PPID_TEST_S3_URL")

if ELSEWHERE:

    @pytest.fixture(scope="session")
    def s3_url() -> str:
        """The server of somebody else that is to be tried."""
        return str(ELSEWHERE)

    @pytest.fixture(scope="session")
    def s3_account_url() -> str:
        """The account that takes on the role there: the same one."""
        return str(ELSEWHERE)

    @pytest.fixture(scope="session")
    def s3_role() -> str:
        """The role that its account may assume, if it may."""
        return os.environ.get("PPID_TEST_S3_ROLE", "")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of the suite and a client that may do everything with it."""

    client: Minio
    name: str

    def put(self, key: str, body: bytes = b"halo", until: datetime | None = None, mode: str = GOVERNANCE) -> str:
        """Store a small object, locked until a moment where one is given; its version."""
        retention = Retention(mode, until) if until else None
        written = self.client.put_object(self.name, key, io.BytesIO(body), len(body), retention=retention)
        return cast(str, written.version_id)

    def read(self, key: str, version: str | None = None, **stretch: int) -> bytes:
        """What lies under a key."""
        answer = self.client.get_object(self.name, key, version_id=version, **stretch)
        try:
            return bytes(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def versions(self, key: str) -> list[str | None]:
        """The versions under a key that are no delete markers."""
        found = self.client.list_objects(self.name, prefix=key, include_version=True)
        return [one.version_id for one in found if not one.is_delete_marker]

    def delete_past_lock(self, key: str, version: str) -> list[str]:
        """Delete a version in spite of governance; the codes of what the server refused."""
        wanted = [DeleteObject(key, version)]
        refused = self.client.remove_objects(self.name, wanted, bypass_governance_mode=True)
        return [str(fault.code) for fault in refused]


def client_of(url: str, key: str | None = None, secret: str | None = None) -> Minio:
    """A client for a server, with the URL's credentials unless others are given."""
    parts = urlsplit(url)
    host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    return Minio(
        host,
        key or unquote(parts.username or ""),
        secret or unquote(parts.password or ""),
        secure=parts.scheme == "https",
    )


def anonymous(url: str) -> Minio:
    """A client without credentials."""
    parts = urlsplit(url)
    host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    return Minio(host, secure=parts.scheme == "https")


def in_a_day() -> datetime:
    """A moment to lock until."""
    return datetime.now(UTC) + timedelta(days=1)


def code_of(refused: pytest.ExceptionInfo[S3Error]) -> str:
    """The S3 code of a refusal."""
    return str(refused.value.code)


@pytest.fixture(scope="session")
def plain(s3_url: str) -> Iterator[Bucket]:
    """A bucket without versions, as the quarantine is."""
    yield from _bucket(s3_url, locked=False)


@pytest.fixture(scope="session")
def locked(s3_url: str) -> Iterator[Bucket]:
    """A bucket with versions and object lock, as the evidence is."""
    yield from _bucket(s3_url, locked=True)


def _bucket(url: str, *, locked: bool) -> Iterator[Bucket]:
    bucket = Bucket(client_of(url), f"ppid-contract-{uuid4().hex[:12]}")
    bucket.client.make_bucket(bucket.name, object_lock=locked)
    yield bucket
    if ELSEWHERE:
        _take_down(bucket)


def _take_down(bucket: Bucket) -> None:
    found = bucket.client.list_objects(bucket.name, recursive=True, include_version=True)
    everything = [DeleteObject(str(one.object_name), one.version_id) for one in found]
    list(bucket.client.remove_objects(bucket.name, everything, bypass_governance_mode=True))
    try:
        bucket.client.remove_bucket(bucket.name)
    except S3Error as kept:
        if kept.code != "BucketNotEmpty":
            raise


@pytest.fixture
def key() -> str:
    """A key that nothing lies under."""
    return f"t/00/{uuid4()}"
