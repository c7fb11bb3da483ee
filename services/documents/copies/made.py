"""A copy as the child made it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from services.documents.gate.domain.findings import Finding


class Says(TypedDict):
    """What a copy says of itself.

    `made_on` is a moment, ISO 8601; `annex` a PDF in base64 behind the pages of a redacted copy; `log` the grounds at
    the end of a redacted copy that has no pages, as `redaction_log` tells them.
    """

    title: str
    made_on: str
    annex: str
    log: Mapping[str, Any] | None


class Piece(NamedTuple):
    """Some of the words of a copy, and where on it they stand."""

    where: str
    text: str


class Made(NamedTuple):
    """A copy: its bytes, what kind of file it is, what it says.

    `readable` tells whether the words of all pages could be read; `losses` what of the original it does not show;
    `missed` are the places of masks that hit nothing.
    """

    content: bytes
    media_type: str
    extension: str
    pages: int
    words: Sequence[Piece]
    readable: bool = True
    losses: Sequence[str] = ()
    missed: Sequence[int] = ()

    def told(self, findings: Sequence[Finding]) -> dict[str, Any]:
        """Everything but the bytes, as JSON, with what was found in its words."""
        return self._asdict() | {"content": None, "findings": [finding.told() for finding in findings]}
