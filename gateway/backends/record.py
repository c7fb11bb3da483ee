"""What the pages ask documents about the sealed record of acts."""

from dataclasses import dataclass
from typing import TypedDict, cast

from gateway.backends.asking import Backend


class Checkpoint(TypedDict):
    """How far the record of one service was sealed. `checkpoint` is the signed note."""

    service: str
    size: int
    root: str
    sealed_at: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Record:
    """The record of acts, as anybody may see it."""

    documents: Backend

    def newest(self) -> list[Checkpoint]:
        """Return the newest checkpoint of each service."""
        return cast(list[Checkpoint], self.documents.read("/v1/checkpoints")["items"])

    def growth(self, service: str, since: int) -> bytes:
        """Return the file that shows that a record only grew since a checkpoint of so many entries.

        Raises:
            NotFound: it was never sealed with so many.
        """
        asked = {"service": service, "since": str(since)}
        return self.documents.get("/v1/checkpoints/growth", asked).content
