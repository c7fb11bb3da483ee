"""What the pages ask documents about the sealed record of acts."""

from dataclasses import dataclass

from gateway.backends.asking import Backend
from gateway.backends.shapes import documents as shapes


@dataclass(frozen=True, slots=True)
class Record:
    """The record of acts, as anybody may see it."""

    documents: Backend

    def newest(self) -> list[shapes.Checkpoint]:
        """Return the newest checkpoint of each service."""
        return self.documents.call(shapes.CHECKPOINTS_LIST_CHECKPOINTS)["items"]

    def growth(self, service: str, since: int) -> bytes:
        """Return the file that shows that a record only grew since a checkpoint of so many entries.

        Raises:
            NotFound: it was never sealed with so many.
        """
        asked = {"service": service, "since": str(since)}
        return self.documents.ask(shapes.CHECKPOINTS_SHOW_GROWTH, query=asked).content
