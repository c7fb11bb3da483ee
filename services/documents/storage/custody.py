"""What is done with evidence that is kept: looked through, counted, removed where the law and a person say so."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from minio.error import S3Error

from services.documents.storage.access import Access
from services.documents.storage.faults import StorageAway, translated
from services.documents.storage.keys import EVIDENCE, below, named


class Held(NamedTuple):
    """A version that the evidence holds: under which name, since when."""

    name: str
    version: str
    since: datetime

    @property
    def id(self) -> UUID | None:
        """Its file; None where no file of ours has such a name, since somebody laid it there by hand."""
        return named(self.name)


class Custody:
    """The evidence of an office as a whole; safe for threads."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def answers(self) -> bool:
        """Whether the storage is there at all, so that what cannot be read is the file's own trouble."""
        try:
            with translated():
                return self._access.whole.bucket_exists(EVIDENCE)
        except StorageAway:
            return False

    def versions(self, tenant: str) -> Iterator[Held]:
        """Every version that lies right below an office: its files, and what somebody laid there by hand.

        The platform's own records lie in folders.

        Raises:
            StorageAway.
        """
        prefix = below(tenant, "")
        with translated():
            for found in self._access.of(tenant).list_objects(EVIDENCE, prefix=prefix, include_version=True):
                name = cast(str, found.object_name).removeprefix(prefix)
                if not found.is_dir and not found.is_delete_marker:
                    yield Held(name, cast(str, found.version_id), cast(datetime, found.last_modified))

    def hold(self, tenant: str, document_id: UUID, version: str, *, on: bool) -> None:
        """Put a version under legal hold, or lift it: while it is on, nobody deletes the version, for no reason.

        Raises:
            StorageAway, Missing.
        """
        change = (
            self._access.of(tenant).enable_object_legal_hold
            if on
            else self._access.of(tenant).disable_object_legal_hold
        )
        with translated():
            change(EVIDENCE, below(tenant, document_id), version_id=version)

    def destroy(self, tenant: str, document_id: UUID) -> bool:
        """Remove every version of a file, delete markers too.

        Returns:
            Whether nothing is left of it; False when a lock or a hold kept something.

        Raises:
            StorageAway.
        """
        with translated():
            found = list(
                self._access.of(tenant).list_objects(EVIDENCE, prefix=below(tenant, document_id), include_version=True)
            )
        removed = [self.remove_unlocked(tenant, document_id, str(one.version_id)) for one in found]
        return all(removed)

    def remove_unlocked(self, tenant: str, document_id: UUID, version: str) -> bool:
        """Remove a version that nothing locks.

        Returns:
            Whether it is gone; False when a lock or a hold kept it.

        Raises:
            StorageAway.
        """
        with translated():
            try:
                self._access.of(tenant).remove_object(EVIDENCE, below(tenant, document_id), version_id=version)
            except S3Error as kept:
                if kept.code != "AccessDenied":
                    raise
                return False
        return True
