"""What the pages ask documents about the file of a dispute."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpx2

from chassis.errors import NotFound
from gateway.backends.asking import Backend
from gateway.backends.shapes import documents as shapes

NOT_MADE = "not-made"
_KINDS = {"pdf": shapes.DISPUTE_FILES_SHOW_DISPUTE_FILE, "zip": shapes.DISPUTE_FILES_FETCH_DISPUTE_FILE}


@dataclass(frozen=True, slots=True)
class DisputeFiles:
    """Files of disputes, which documents makes when it is asked to."""

    documents: Backend

    def making(self, dispute_id: str) -> shapes.Making | None:
        """How far the last making is; None where nobody asked for one."""
        with suppress(NotFound):
            return self.documents.call(shapes.DISPUTE_FILES_SHOW_MAKING, dispute_id)
        return None

    def make(self, dispute_id: str) -> None:
        """Have it made anew, unless it is being made.

        Raises:
            NotFound, Refused, Unavailable: no such dispute, or the register is away.
        """
        self.documents.call(shapes.DISPUTE_FILES_ASK_FOR_DISPUTE_FILE, dispute_id)

    def fetch(self, dispute_id: str, kind: str, asked: Mapping[str, str]) -> httpx2.Response:
        """Return what was made, as `pdf` or `zip`, or the range of it that is `asked` for in headers.

        The body is still to be read, and to be closed.

        Raises:
            NotFound: nobody asked for it. Refused: it does not lie ready (`NOT_MADE`). Unavailable.
        """
        return self.documents.stream(_KINDS[kind], dispute_id, headers=dict(asked))
