"""Papers that prove who asks, sealed before they come here: in a bucket without locks, since they have to go again."""

import io
from uuid import UUID

from services.documents.storage.access import Access
from services.documents.storage.faults import translated
from services.documents.storage.keys import PAPERS, below


class Papers:
    """Sealed papers; safe for threads."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def put(self, tenant: str, paper_id: UUID, sealed: bytes) -> None:
        """Lay a paper down.

        Raises:
            StorageAway.
        """
        with translated():
            self._access.of(tenant).put_object(PAPERS, below(tenant, paper_id), io.BytesIO(sealed), len(sealed))

    def get(self, tenant: str, paper_id: UUID) -> bytes:
        """A paper, still sealed.

        Raises:
            StorageAway, Missing.
        """
        with translated():
            answer = self._access.of(tenant).get_object(PAPERS, below(tenant, paper_id))
            try:
                return bytes(answer.read())
            finally:
                answer.close()
                answer.release_conn()

    def destroy(self, tenant: str, paper_id: UUID) -> None:
        """Remove a paper for good; that it is not there is no fault.

        Raises:
            StorageAway.
        """
        with translated():
            self._access.of(tenant).remove_object(PAPERS, below(tenant, paper_id))
