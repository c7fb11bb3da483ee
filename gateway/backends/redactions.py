"""What the pages ask documents about blackening a file: boxes with their ground, a copy, a second person's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, cast

import httpx2

from gateway.backends.asking import FILE_PATIENCE, Backend
from gateway.backends.proposing import Proposals

DRAFT, PROPOSED, APPROVED, DISCARDED = "draft", "proposed", "approved", "discarded"
ORIGINAL, COPY = "pages", "copy/pages"


class Box(TypedDict):
    """A place to blacken, in fractions of the page as it is seen, from the top left; `ground` is a letter of ps. 17,
    `words` are those that the finder found there."""

    page: int
    x: float
    y: float
    width: float
    height: float
    ground: str
    act: str | None
    note: str | None
    words: str | None


class Mask(TypedDict):
    """What to blacken in a file without pages: one of `area`, `words` and `pattern`; `ground` is a letter of ps. 17."""

    area: str | None
    words: str | None
    pattern: str | None
    ground: str
    act: str | None
    note: str | None


class Find(TypedDict):
    """Something the finder saw; what runs over two lines gives two of the same `group`."""

    page: int
    x: float
    y: float
    width: float
    height: float
    kind: str
    sample: str
    words: str | None
    group: int


class Finds(TypedDict):
    """What was found, and the pages that could not be read."""

    items: list[Find]
    unread: list[int]


class Thing(TypedDict):
    """Something found in a file without pages: its first places, how many there are, whether masks hide them all."""

    kind: str
    sample: str
    where: list[str]
    count: int
    covered: bool


class Things(TypedDict):
    """What was found in the order of the file, and whether there is more."""

    items: list[Thing]
    more: bool


class Page(TypedDict):
    """A page as it is seen; width and height in points, of a picture in pixels."""

    number: int
    width: float
    height: float


class Saved(TypedDict):
    """That a list of boxes was saved, by whom, and how many there were; `saver` is a name."""

    version: int
    saved_by: str
    saver: str | None
    saved_at: str
    boxes: int


class Copy(TypedDict):
    """The blackened copy: `making`, `ready`, or `failed` for a reason."""

    document: str | None
    state: str
    why: str | None
    sha256: str | None
    size: int | None
    text: bool | None
    approved_at: str | None
    cleared: bool


class MayAct(TypedDict):
    """What whoever asks may do now, or why not."""

    act: str
    allowed: bool
    reason: str | None


class Redaction(TypedDict):
    """The blackening of a file: boxes on its pages, or masks where it has none."""

    id: str
    document: str
    request: str
    name: str
    media_type: str
    sha256: str
    stage: str
    version: int
    pages: list[Page]
    boxes: list[Box]
    masks: list[Mask]
    versions: list[Saved]
    started_by: str
    started_at: str
    proposed_by: str | None
    proposer: str | None
    proposed_at: str | None
    decider: str | None
    decided_at: str | None
    words: str | None
    copy: Copy | None
    acts: list[MayAct]


def may(redaction: Redaction, act: str) -> bool:
    """Whether whoever asks may save, propose, approve or return."""
    return any(one["act"] == act and one["allowed"] for one in redaction["acts"])


@dataclass(frozen=True, slots=True)
class Redactions:
    """The blackening of files."""

    documents: Backend

    def begin(self, document_id: str) -> Redaction:
        """Begin one, or take up the one that is open.

        Raises:
            NotFound: this office has no such file. Refused: it cannot be blackened here.
        """
        path = f"/v1/documents/{document_id}/redactions"
        return cast(Redaction, self.documents.send("POST", path, timeout=FILE_PATIENCE).json())

    def of(self, document_id: str) -> list[Redaction]:
        """Those of a file, the newest first."""
        return cast(list[Redaction], self.documents.read(f"/v1/documents/{document_id}/redactions")["items"])

    def of_request(self, request_id: str) -> list[Redaction]:
        """Those of all files of a request, the newest first."""
        return cast(list[Redaction], self.documents.read("/v1/documents/redactions", {"request": request_id})["items"])

    def under_way(self, page: int, size: int) -> Proposals:
        """Those of the office that were proposed and are not approved: oldest first, then those that went back."""
        return cast(Proposals, self.documents.read("/v1/redactions", {"page": page, "size": size}))

    def one(self, redaction_id: str) -> Redaction:
        """One of them.

        Raises:
            NotFound: this office has none of this name.
        """
        return cast(Redaction, self.documents.read(_path(redaction_id)))

    def saved(self, redaction_id: str, version: int) -> list[Box]:
        """Return the boxes as they were saved once.

        Raises:
            NotFound: nothing was saved under this version.
        """
        return cast(list[Box], self.documents.read(f"{_path(redaction_id)}/versions/{version}")["boxes"])

    def save(self, redaction_id: str, version: int, boxes: Sequence[Box]) -> Redaction:
        """Put these boxes in the place of those that stood at a version.

        Raises:
            Refused: a box cannot be; somebody saved meanwhile (412); it is no draft any more.
        """
        said = {"boxes": list(boxes)}
        return cast(Redaction, self.documents.send("PUT", f"{_path(redaction_id)}/boxes", said, version=version).json())

    def save_masks(self, redaction_id: str, version: int, masks: Sequence[Mask]) -> Redaction:
        """Put these masks in the place of those that stood at a version.

        Raises:
            Refused: a mask cannot be; somebody saved meanwhile (412); it is no draft any more.
        """
        said = {"masks": list(masks)}
        return cast(Redaction, self.documents.send("PUT", f"{_path(redaction_id)}/masks", said, version=version).json())

    def find(self, redaction_id: str, asked: Mapping[str, Any]) -> Finds:
        """Look for `patterns` and `words`; nothing is saved.

        Raises:
            Refused: nothing to look for, or too much.
        """
        answer = self.documents.send("POST", f"{_path(redaction_id)}/finds", asked, timeout=FILE_PATIENCE)
        return cast(Finds, answer.json())

    def seek(self, redaction_id: str, asked: Mapping[str, Any]) -> Things:
        """Look for `patterns` and `words` in a file without pages; nothing is saved.

        Raises:
            Refused: nothing to look for, or too much.
        """
        answer = self.documents.send("POST", f"{_path(redaction_id)}/masks/finds", asked, timeout=FILE_PATIENCE)
        return cast(Things, answer.json())

    def take(self, redaction_id: str, version: int, said: Mapping[str, Any]) -> Redaction:
        """Mask what `seek` found when asked the same: `take` are places in its list, `ground` is a letter of ps. 17.

        Raises:
            Refused: there is no such thing; somebody saved meanwhile (412); it is no draft any more.
        """
        path = f"{_path(redaction_id)}/masks/taken"
        return cast(Redaction, self.documents.send("POST", path, said, version=version, timeout=FILE_PATIENCE).json())

    def discard(self, redaction_id: str, version: int) -> Redaction:
        """Give up a draft, as one that went back; it stays on the record.

        Raises:
            Refused: somebody else's proposal; somebody saved meanwhile (412); it is no draft any more.
        """
        path = f"{_path(redaction_id)}/discarding"
        return cast(Redaction, self.documents.send("POST", path, version=version).json())

    def propose(self, redaction_id: str, version: int, said: Mapping[str, Any]) -> Redaction:
        """Have the copy made and put it before a second person.

        Raises:
            Refused: no box; somebody saved meanwhile (412); it is no draft any more.
        """
        path = f"{_path(redaction_id)}/proposal"
        return cast(Redaction, self.documents.send("POST", path, said, version=version).json())

    def decide(self, redaction_id: str, said: Mapping[str, Any]) -> Redaction:
        """Approve the copy that was looked at, or give it back.

        Raises:
            Refused: it is not for this person to say, or not this copy.
        """
        return cast(Redaction, self.documents.send("POST", f"{_path(redaction_id)}/decision", said).json())

    def picture(self, redaction_id: str, kind: str, page: int, known: str) -> httpx2.Response:
        """Return a page as a picture, of the `ORIGINAL` or of the `COPY`; 304 when it is `known`.

        Raises:
            NotFound: no such page. Refused: the copy is not made yet.
        """
        path, headers = f"{_path(redaction_id)}/{kind}/{page}.png", {"If-None-Match": known} if known else {}
        return self.documents.get(path, headers=headers, timeout=FILE_PATIENCE)

    def copy(self, redaction_id: str) -> httpx2.Response:
        """Return the copy, byte for byte; the body is still to be read, and to be closed.

        Raises:
            NotFound: no such redaction. Refused: the copy is not made yet.
        """
        return self.documents.stream(f"{_path(redaction_id)}/copy")


def _path(redaction_id: str) -> str:
    return f"/v1/redactions/{redaction_id}"
