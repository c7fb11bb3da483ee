"""What the pages ask documents about the file of a dispute."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypedDict, cast

import httpx2

from chassis.errors import NotFound
from gateway.backends.asking import Backend

NOT_MADE = "not-made"


class Making(TypedDict):
    """How far the making is: `done` of `whole` exhibits are pages. Sizes are in bytes, `fault` is a sentence."""

    stage: str
    done: int
    whole: int
    made_at: str | None
    until: str | None
    fault: str | None
    size: int | None
    pdf_size: int | None


@dataclass(frozen=True, slots=True)
class DisputeFiles:
    """Files of disputes, which documents makes when it is asked to."""

    documents: Backend

    def making(self, dispute_id: str) -> Making | None:
        """How far the last making is; None where nobody asked for one."""
        with suppress(NotFound):
            return cast(Making, self.documents.read(f"/v1/dispute-files/{dispute_id}"))
        return None

    def make(self, dispute_id: str) -> None:
        """Have it made anew, unless it is being made.

        Raises:
            NotFound, Refused, Unavailable: no such dispute, or the register is away.
        """
        self.documents.send("POST", f"/v1/dispute-files/{dispute_id}")

    def fetch(self, dispute_id: str, kind: str, asked: Mapping[str, str]) -> httpx2.Response:
        """Return what was made, as `pdf` or `zip`, or the range of it that is `asked` for in headers.

        The body is still to be read, and to be closed.

        Raises:
            NotFound: nobody asked for it. Refused: it does not lie ready (`NOT_MADE`). Unavailable.
        """
        return self.documents.stream(f"/v1/dispute-files/{dispute_id}/file.{kind}", headers=dict(asked))
