"""The only door to the object storage (S3): three buckets, every key below its office.

quarantine: what just came in, unversioned, read by the checks only. evidence: what passed, every version locked in
governance mode, read by key and version id. papers: sealed proofs of who asks, without locks.

Some servers let a server-side copy slip past the bucket's default retention, so each version is locked by name.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit
from uuid import UUID

import urllib3
from minio import Minio
from minio.commonconfig import GOVERNANCE, REPLACE, CopySource
from minio.error import S3Error
from minio.retention import Retention

from services.documents.config import Config
from services.documents.domain.files import PART
from services.documents.scanning import Incoming
from services.documents.storage.custody import Custody
from services.documents.storage.faults import Missing, translated
from services.documents.storage.keys import EVIDENCE, PAPERS, QUARANTINE, below
from services.documents.storage.papers import Papers
from services.documents.storage.parts import Parts

CHUNK = 1 << 20  # bytes handed on at a time when reading
_TIMEOUT = urllib3.Timeout(connect=2, read=30)
_RETRIES = urllib3.Retry(
    total=2, read=1, backoff_factor=0.1, status_forcelist=(500, 502, 503, 504), raise_on_status=False
)


class Lying(NamedTuple):
    """An object that lies in quarantine or among the papers: whose it is, what for, since when."""

    tenant: str
    id: UUID
    since: datetime


class Storage:
    """One storage server; safe for threads."""

    def __init__(self, url: str) -> None:
        """Take `http(s)://key:secret@host:port`; nothing is connected yet."""
        parts = urlsplit(url)
        pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=_RETRIES, maxsize=32)
        self._client = Minio(
            f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            secure=parts.scheme == "https",
            http_client=pool,
        )
        self._prepared = False
        self.custody = Custody(self._client)
        self.parts = Parts(self._client)
        self.papers = Papers(self._client)

    def prepare(self) -> None:
        """Make the buckets that are not there yet; once it went through, it costs nothing.

        Raises:
            StorageAway.
        """
        if self._prepared:
            return
        with translated():
            for bucket in (QUARANTINE, EVIDENCE, PAPERS):
                self._make(bucket)
        self._prepared = True

    def _make(self, bucket: str) -> None:
        if self._client.bucket_exists(bucket):
            return
        try:
            self._client.make_bucket(bucket, object_lock=bucket == EVIDENCE)  # which switches versioning on
        except S3Error as raced:
            if raced.code not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise

    def take_in(self, tenant: str, document_id: UUID, incoming: Incoming) -> None:
        """Put a body into quarantine as it comes in, one part in memory at a time.

        Raises:
            StorageAway. Whatever reading the body raises, after the parts already sent are given up.
        """
        self.prepare()
        with translated():
            self._client.put_object(
                QUARANTINE,
                below(tenant, document_id),
                cast(BinaryIO, incoming),
                incoming.size,
                part_size=PART,
                num_parallel_uploads=1,
            )

    def lies_in_quarantine(self, tenant: str, document_id: UUID) -> bool:
        """Whether a file lies in quarantine, whole.

        Raises:
            StorageAway.
        """
        try:
            with translated():
                self._client.stat_object(QUARANTINE, below(tenant, document_id))
        except Missing:
            return False
        return True

    def quarantined_chunks(self, tenant: str, document_id: UUID) -> Iterator[bytes]:
        """A file in quarantine from beginning to end.

        Raises:
            StorageAway, Missing.
        """
        return self._chunks(QUARANTINE, below(tenant, document_id))

    def evidence_version(self, tenant: str, document_id: UUID) -> str | None:
        """The version under which a file already lies in the evidence; None when it does not.

        Raises:
            StorageAway.
        """
        try:
            with translated():
                return cast(str, self._client.stat_object(EVIDENCE, below(tenant, document_id)).version_id)
        except Missing:
            return None

    def promote(self, tenant: str, document_id: UUID, *, media_type: str, sha256: str) -> str:
        """Copy a file from quarantine to the evidence within the storage.

        Returns:
            The version it got. It is not locked yet: see `lock`.

        Raises:
            StorageAway, Missing.
        """
        key = below(tenant, document_id)
        with translated():
            copied = self._client.copy_object(
                EVIDENCE,
                key,
                CopySource(QUARANTINE, key),
                metadata={"Content-Type": media_type, "sha256": sha256},
                metadata_directive=REPLACE,
            )
        return cast(str, copied.version_id)

    def lock(self, tenant: str, document_id: UUID, version: str, until: datetime) -> None:
        """Keep a version of the evidence from being deleted or shortened until a moment (governance mode).

        Raises:
            StorageAway, Missing.
        """
        with translated():
            retention = Retention(GOVERNANCE, until)
            self._client.set_object_retention(EVIDENCE, below(tenant, document_id), retention, version_id=version)

    def drop(self, tenant: str, document_id: UUID) -> None:
        """Remove a file from quarantine; that it is not there is no fault.

        Raises:
            StorageAway.
        """
        with translated():
            self._client.remove_object(QUARANTINE, below(tenant, document_id))

    def evidence_chunks(
        self, tenant: str, document_id: UUID, version: str, *, start: int, length: int
    ) -> Iterator[bytes]:
        """A stretch of one version of a file in the evidence. The storage has answered when this returns.

        Raises:
            StorageAway, Missing: at once, not while the stretch is read.
        """
        return self._chunks(EVIDENCE, below(tenant, document_id), version_id=version, offset=start, length=length)

    def keep(self, tenant: str, name: str, body: bytes, until: datetime) -> None:
        """Lay a small record of the platform's own into the evidence, locked until a moment.

        Raises:
            StorageAway.
        """
        self.prepare()
        with translated():
            retention = Retention(GOVERNANCE, until)
            self._client.put_object(EVIDENCE, below(tenant, name), io.BytesIO(body), len(body), retention=retention)

    def kept(self, tenant: str, folder: str) -> Iterator[bytes]:
        """Every version of every record below a folder: one that was laid over another hides nothing.

        Raises:
            StorageAway.
        """
        with translated():
            for found in self._client.list_objects(EVIDENCE, prefix=below(tenant, f"{folder}/"), include_version=True):
                yield b"".join(self._chunks(EVIDENCE, cast(str, found.object_name), version_id=found.version_id))

    def in_quarantine(self) -> Iterator[Lying]:
        """Everything in quarantine, office by office.

        Raises:
            StorageAway.
        """
        yield from self._lying(QUARANTINE)

    def among_papers(self) -> Iterator[Lying]:
        """Every sealed paper, office by office.

        Raises:
            StorageAway.
        """
        yield from self._lying(PAPERS)

    def _lying(self, bucket: str) -> Iterator[Lying]:
        with translated():
            for found in self._client.list_objects(bucket, prefix="t/", recursive=True):
                _, tenant, document_id = cast(str, found.object_name).split("/")
                yield Lying(tenant, UUID(document_id), cast(datetime, found.last_modified))

    def _chunks(self, bucket: str, key: str, **stretch: Any) -> Iterator[bytes]:
        with translated():
            answer = self._client.get_object(bucket, key, **stretch)

        def chunks() -> Iterator[bytes]:
            with translated():
                try:
                    yield from answer.stream(CHUNK)
                finally:
                    answer.close()
                    answer.release_conn()

        return chunks()


@lru_cache(maxsize=4)
def at(url: str) -> Storage:
    """The storage at a URL; one pool of connections per process."""
    return Storage(url)


def here() -> Storage:
    """The storage of the running process."""
    return at(Config.here().s3_url)
