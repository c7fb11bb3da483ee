"""The only door to the object storage (S3): three buckets, every key below its office.

quarantine: what just came in, unversioned, read by the checks only. evidence: what passed, every version locked in
governance mode, read by key and version id. papers: sealed proofs of who asks, without locks.

Some servers let a server-side copy slip past the bucket's default retention, so each version is locked by name.
"""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit
from uuid import UUID

from minio.commonconfig import GOVERNANCE, REPLACE, CopySource
from minio.error import S3Error
from minio.retention import Retention

from chassis.log import get_logger
from services.documents.config import Config
from services.documents.files.domain.files import PART
from services.documents.scanning import Incoming
from services.documents.storage.access import Access
from services.documents.storage.custody import Custody
from services.documents.storage.faults import Missing, translated
from services.documents.storage.file_parts import FileParts
from services.documents.storage.keys import EVIDENCE, PAPERS, QUARANTINE, below, named
from services.documents.storage.laying import Laid
from services.documents.storage.papers import Papers
from services.documents.storage.seals import Seals

log = get_logger()
SIGNED_FOR = timedelta(seconds=30)  # the edge asks at once; clocks may differ a little
CHUNK = 1 << 20  # bytes handed on at a time when reading


class Lying(NamedTuple):
    """An object that lies in quarantine or among the papers: whose it is, what for, since when."""

    tenant: str
    id: UUID
    since: datetime


class Storage:
    """One storage server; safe for threads."""

    def __init__(self, url: str, role: str) -> None:
        """Take what `Access` takes; nothing is connected yet."""
        self._access = Access(url, role)
        self.server = self._access.server
        self._prepared = False
        self.custody = Custody(self._access)
        self.file_parts = FileParts(self._access)
        self.papers = Papers(self._access)
        self.seals = Seals(self._access)

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
        if self._access.whole.bucket_exists(bucket):
            return
        try:
            self._access.whole.make_bucket(bucket, object_lock=bucket == EVIDENCE)  # which switches versioning on
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
            self._access.of(tenant).put_object(
                QUARANTINE,
                below(tenant, document_id),
                cast(BinaryIO, incoming),
                incoming.size,
                part_size=PART,
                num_parallel_uploads=1,
            )

    def lay(self, tenant: str, key: UUID, laid: Laid) -> None:
        """Put what is made here into quarantine while it is made, over what lies there under its key.

        Raises:
            StorageAway. Whatever making it raises, after the parts already sent are given up.
        """
        self.prepare()
        with translated():
            self._access.of(tenant).put_object(
                QUARANTINE, below(tenant, key), cast(BinaryIO, laid), -1, part_size=PART, num_parallel_uploads=1
            )

    def lies_in_quarantine(self, tenant: str, document_id: UUID) -> bool:
        """Whether a file lies in quarantine, whole.

        Raises:
            StorageAway.
        """
        try:
            with translated():
                self._access.of(tenant).stat_object(QUARANTINE, below(tenant, document_id))
        except Missing:
            return False
        return True

    def quarantined_chunks(self, tenant: str, document_id: UUID, *, start: int = 0, length: int = 0) -> Iterator[bytes]:
        """A stretch of a file in quarantine, without a length from there to its end.

        Raises:
            StorageAway, Missing.
        """
        return self._chunks(tenant, QUARANTINE, below(tenant, document_id), offset=start, length=length)

    def evidence_version(self, tenant: str, document_id: UUID) -> str | None:
        """The version under which a file already lies in the evidence; None when it does not.

        Raises:
            StorageAway.
        """
        try:
            with translated():
                return cast(str, self._access.of(tenant).stat_object(EVIDENCE, below(tenant, document_id)).version_id)
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
            copied = self._access.of(tenant).copy_object(
                EVIDENCE,
                key,
                CopySource(QUARANTINE, key),
                metadata={"Content-Type": media_type, "sha256": sha256},
                metadata_directive=REPLACE,
            )
        # Ceph 16 does not say which version a copy became.
        return copied.version_id or cast(str, self.evidence_version(tenant, document_id))

    def lock(self, tenant: str, document_id: UUID, version: str, until: datetime) -> None:
        """Keep a version of the evidence from being deleted or shortened until a moment (governance mode).

        Raises:
            StorageAway, Missing.
        """
        with translated():
            retention = Retention(GOVERNANCE, until)
            self._access.of(tenant).set_object_retention(
                EVIDENCE, below(tenant, document_id), retention, version_id=version
            )

    def drop(self, tenant: str, document_id: UUID) -> None:
        """Remove a file from quarantine; that it is not there is no fault.

        Raises:
            StorageAway.
        """
        with translated():
            self._access.of(tenant).remove_object(QUARANTINE, below(tenant, document_id))

    def evidence_chunks(
        self, tenant: str, document_id: UUID, version: str, *, start: int, length: int
    ) -> Iterator[bytes]:
        """A stretch of one version of a file in the evidence. The storage has answered when this returns.

        Raises:
            StorageAway, Missing: at once, not while the stretch is read.
        """
        return self._chunks(
            tenant, EVIDENCE, below(tenant, document_id), version_id=version, offset=start, length=length
        )

    def evidence_address(self, tenant: str, document_id: UUID, version: str) -> str:
        """Path and query where one version of a file is read, begun within some seconds, by who reaches the storage.

        Signed for this version alone (AWS Signature Version 4, "Authenticating requests: using query parameters").

        Raises:
            StorageAway.
        """
        with translated():
            signed = self._access.of(tenant).presigned_get_object(
                EVIDENCE, below(tenant, document_id), expires=SIGNED_FOR, version_id=version
            )
        address = urlsplit(signed)
        return f"{address.path}?{address.query}"

    def keep(self, tenant: str, name: str, body: bytes, until: datetime) -> None:
        """Lay a small record of the platform's own into the evidence, locked until a moment.

        Raises:
            StorageAway.
        """
        self.prepare()
        with translated():
            retention = Retention(GOVERNANCE, until)
            self._access.of(tenant).put_object(
                EVIDENCE, below(tenant, name), io.BytesIO(body), len(body), retention=retention
            )

    def kept(self, tenant: str, folder: str) -> Iterator[bytes]:
        """Every version of every record below a folder: one that was laid over another hides nothing.

        Raises:
            StorageAway.
        """
        with translated():
            for found in self._access.of(tenant).list_objects(
                EVIDENCE, prefix=below(tenant, f"{folder}/"), include_version=True
            ):
                yield b"".join(
                    self._chunks(tenant, EVIDENCE, cast(str, found.object_name), version_id=found.version_id)
                )

    def in_quarantine(self) -> Iterator[Lying]:
        """Every file in quarantine, office by office; what was laid there by hand is told to the log.

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
            for found in self._access.whole.list_objects(bucket, prefix="t/", recursive=True):
                name = cast(str, found.object_name)
                _, tenant, *rest = name.split("/")
                if document_id := named("/".join(rest)):
                    yield Lying(tenant, document_id, cast(datetime, found.last_modified))
                else:
                    log.error(f"stray_in_{bucket}", name=name)

    def _chunks(self, tenant: str, bucket: str, key: str, **stretch: Any) -> Iterator[bytes]:
        with translated():
            answer = self._access.of(tenant).get_object(bucket, key, **stretch)

        def chunks() -> Iterator[bytes]:
            with translated():
                try:
                    yield from answer.stream(CHUNK)
                finally:
                    answer.close()
                    answer.release_conn()

        return chunks()


@lru_cache(maxsize=4)
def at(url: str, role: str = "") -> Storage:
    """The storage at a URL, entered office by office in a role if one is given; one pool of connections per process."""
    return Storage(url, role)


def here() -> Storage:
    """The storage of the running process."""
    return of(Config.here())


def of(config: Config) -> Storage:
    """The storage that the settings name."""
    return at(config.s3_url, config.s3_role)
