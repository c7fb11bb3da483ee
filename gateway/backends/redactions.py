"""What the pages ask documents about blackening a file: boxes with their ground, a copy, a second person's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.route import Route
from gateway.backends.shapes import documents as shapes

DRAFT, PROPOSED, APPROVED, DISCARDED = "draft", "proposed", "approved", "discarded"
ORIGINAL, COPY = shapes.REDACTIONS_SHOW_PAGE, shapes.REDACTIONS_SHOW_COPY_PAGE


def may(redaction: shapes.Redaction, act: str) -> bool:
    """Whether whoever asks may save, propose, approve or return."""
    return any(one["act"] == act and one["allowed"] for one in redaction["acts"])


@dataclass(frozen=True, slots=True)
class Redactions:
    """The blackening of files."""

    documents: Backend

    def begin(self, document_id: str) -> shapes.Redaction:
        """Begin one, or take up the one that is open.

        Raises:
            NotFound: this office has no such file. Refused: it cannot be blackened here.
        """
        return self.documents.call(shapes.REDACTIONS_OF_BEGIN_REDACTION, document_id, timeout=FILE_PATIENCE)

    def of(self, document_id: str) -> list[shapes.Redaction]:
        """Those of a file, the newest first."""
        return self.documents.call(shapes.REDACTIONS_OF_LIST_REDACTIONS, document_id)["items"]

    def of_request(self, request_id: str) -> list[shapes.Redaction]:
        """Those of all files of a request, the newest first."""
        route = shapes.REDACTIONS_OF_LIST_REDACTIONS_OF_REQUEST
        return self.documents.call(route, query={"request": request_id})["items"]

    def under_way(self, page: int, size: int) -> shapes.Proposals:
        """Those of the office that were proposed and are not approved: oldest first, then those that went back."""
        return self.documents.call(shapes.REDACTIONS_LIST_PROPOSALS, query={"page": page, "size": size})

    def one(self, redaction_id: str) -> shapes.Redaction:
        """One of them.

        Raises:
            NotFound: this office has none of this name.
        """
        return self.documents.call(shapes.REDACTIONS_SHOW_REDACTION, redaction_id)

    def saved(self, redaction_id: str, version: int) -> list[shapes.Box]:
        """Return the boxes as they were saved once.

        Raises:
            NotFound: nothing was saved under this version.
        """
        return self.documents.call(shapes.REDACTIONS_SHOW_VERSION, redaction_id, version)["boxes"]

    def save(self, redaction_id: str, version: int, boxes: Sequence[shapes.Box]) -> shapes.Redaction:
        """Put these boxes in the place of those that stood at a version.

        Raises:
            Refused: a box cannot be; somebody saved meanwhile (412); it is no draft any more.
        """
        body = {"boxes": list(boxes)}
        return self.documents.call(shapes.REDACTIONS_SAVE_BOXES, redaction_id, body=body, version=version)

    def save_masks(self, redaction_id: str, version: int, masks: Sequence[shapes.Mask]) -> shapes.Redaction:
        """Put these masks in the place of those that stood at a version.

        Raises:
            Refused: a mask cannot be; somebody saved meanwhile (412); it is no draft any more.
        """
        body = {"masks": list(masks)}
        return self.documents.call(shapes.REDACTIONS_SAVE_MASKS, redaction_id, body=body, version=version)

    def find(self, redaction_id: str, search: Mapping[str, Any]) -> shapes.Finds:
        """Look for `patterns` and `words`; nothing is saved.

        Raises:
            Refused: nothing to look for, or too much.
        """
        return self.documents.call(shapes.REDACTIONS_SEARCH, redaction_id, body=search, timeout=FILE_PATIENCE)

    def seek(self, redaction_id: str, search: Mapping[str, Any]) -> shapes.Things:
        """Look for `patterns` and `words` in a file without pages; nothing is saved.

        Raises:
            Refused: nothing to look for, or too much.
        """
        route = shapes.REDACTIONS_SEARCH_WITHOUT_PAGES
        return self.documents.call(route, redaction_id, body=search, timeout=FILE_PATIENCE)

    def take(self, redaction_id: str, version: int, choice: Mapping[str, Any]) -> shapes.Redaction:
        """Mask what `seek` found when asked the same: `take` are places in its list, `ground` is a letter of ps. 17.

        Raises:
            Refused: there is no such thing; somebody saved meanwhile (412); it is no draft any more.
        """
        route = shapes.REDACTIONS_TAKE_FOUND
        return self.documents.call(route, redaction_id, body=choice, version=version, timeout=FILE_PATIENCE)

    def discard(self, redaction_id: str, version: int) -> shapes.Redaction:
        """Give up a draft, as one that went back; it stays on the record.

        Raises:
            Refused: somebody else's proposal; somebody saved meanwhile (412); it is no draft any more.
        """
        return self.documents.call(shapes.REDACTIONS_DISCARD_REDACTION, redaction_id, version=version)

    def propose(self, redaction_id: str, version: int, proposal: Mapping[str, Any]) -> shapes.Redaction:
        """Have the copy made and put it before a second person.

        Raises:
            Refused: no box; somebody saved meanwhile (412); it is no draft any more.
        """
        return self.documents.call(shapes.REDACTIONS_PROPOSE_REDACTION, redaction_id, body=proposal, version=version)

    def decide(self, redaction_id: str, decision: Mapping[str, Any]) -> shapes.Redaction:
        """Approve the copy that was looked at, or give it back.

        Raises:
            Refused: it is not for this person to say, or not this copy.
        """
        return self.documents.call(shapes.REDACTIONS_DECIDE_REDACTION, redaction_id, body=decision)

    def picture(self, redaction_id: str, side: Route[bytes], page: int, known: str) -> httpx2.Response:
        """Return a page as a picture, of the `ORIGINAL` or of the `COPY`; 304 when it is `known`.

        Raises:
            NotFound: no such page. Refused: the copy is not made yet.
        """
        headers = {"If-None-Match": known} if known else {}
        return self.documents.ask(side, redaction_id, page, headers=headers, timeout=FILE_PATIENCE)

    def copy(self, redaction_id: str) -> httpx2.Response:
        """Return the copy, byte for byte; the body is still to be read, and to be closed.

        Raises:
            NotFound: no such redaction. Refused: the copy is not made yet.
        """
        return self.documents.stream(shapes.REDACTIONS_SHOW_COPY, redaction_id)
