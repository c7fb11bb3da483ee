"""Files that come into quarantine in parts. minio keeps these calls to itself, but no public one of it reaches them."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from minio.datatypes import Part

from services.documents.storage.access import Access
from services.documents.storage.faults import translated
from services.documents.storage.keys import QUARANTINE, below


class FileParts:
    """Uploads under way; safe for threads. A key is the storage's own name for one of them."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def begin(self, tenant: str, document_id: UUID) -> str:
        """Begin an upload; the result is its key.

        Raises:
            StorageAway.
        """
        with translated():
            return self._access.of(tenant)._create_multipart_upload(QUARANTINE, below(tenant, document_id), {})

    def put(self, tenant: str, document_id: UUID, key: str, number: int, content: bytes) -> None:
        """Put a part in its place, counted from 1; a part that came before is replaced.

        Raises:
            StorageAway. Missing: the upload was given up.
        """
        with translated():
            self._access.of(tenant)._upload_part(QUARANTINE, below(tenant, document_id), content, None, key, number)

    def there(self, tenant: str, document_id: UUID, key: str) -> list[int]:
        """The numbers of the parts that are there.

        Raises:
            StorageAway. Missing: the upload was given up, or is complete.
        """
        with translated():
            return [part.part_number for part in self._latest(tenant, below(tenant, document_id), key)]

    def complete(self, tenant: str, document_id: UUID, key: str) -> None:
        """Make one file of all parts.

        Raises:
            StorageAway. Missing: the upload was given up, or is complete.
        """
        name = below(tenant, document_id)
        with translated():
            self._access.of(tenant)._complete_multipart_upload(QUARANTINE, name, key, self._latest(tenant, name, key))

    def _latest(self, tenant: str, name: str, key: str) -> list[Part]:
        """The parts in order; some servers list one that was replaced beside the one that took its place."""
        found = self._access.of(tenant)._list_parts(QUARANTINE, name, key).parts
        latest = {part.part_number: part for part in sorted(found, key=lambda part: cast(datetime, part.last_modified))}
        return [latest[number] for number in sorted(latest)]

    def give_up(self, *, older_than: timedelta, now: datetime) -> int:
        """Give up uploads whose sender died between two parts; their parts are listed nowhere else.

        Returns:
            How many there were.

        Raises:
            StorageAway.
        """
        given_up = 0
        with translated():
            for upload in self._access.whole._list_multipart_uploads(QUARANTINE, prefix="t/").uploads:
                if upload.initiated_time is not None and upload.initiated_time < now - older_than:
                    self._access.whole._abort_multipart_upload(QUARANTINE, upload.object_name, str(upload.upload_id))
                    given_up += 1
        return given_up
