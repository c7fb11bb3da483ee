"""What the pages ask documents about single files: what the release gate found in one, and whether one was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, cast

import httpx2

from gateway.backends import shapes
from gateway.backends.asking import Backend
from gateway.backends.findings import Finding

CLEARED, CHECKING, HELD_BACK, REPLACED = "cleared", "checking", "held_back", "replaced"


def standing(file: shapes.Document) -> str:
    """Where a file stands for people: its state, or damaged; and once it is stored, what the release gate says."""
    if file["fault"]:
        return "damaged"
    if file["state"] != "stored":
        return file["state"]
    if file["replaced_by"]:
        return REPLACED
    clearance = file["clearance"]
    if clearance is None:
        return CHECKING
    return CLEARED if clearance["cleared_at"] else HELD_BACK


def blackened(file: shapes.Document) -> list[str]:
    """Return the letters of UU 14/2008 Pasal 17 by which something is blackened in a file; none where nothing is known
    of.
    """
    clearance = file["clearance"]
    return clearance["blackened"] if clearance else []


def still_open(file: shapes.Document) -> list[Finding]:
    """Return what keeps a file back."""
    clearance = file["clearance"]
    if clearance is None:
        return []
    settled = {one["finding"] for one in clearance["acceptances"]}
    return [one for place, one in enumerate(clearance["findings"]) if place not in settled]


class GivenFile(TypedDict):
    """A file that a decision gave to an applicant. `size` is in bytes, `keep_until` a day."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    released_at: str
    keep_until: str | None
    destroyed: bool


class Issued(TypedDict):
    """A file that an office gave to somebody, as anybody sees it who holds it."""

    office: str
    sha256: str
    media_type: str
    size: int
    released_at: str


@dataclass(frozen=True, slots=True)
class Given:
    """Files that an office gave to somebody."""

    documents: Backend

    def issued(self, sha256: str) -> Issued:
        """Return the file with this digest that this office gave to somebody.

        Raises:
            NotFound: it gave nobody such a file.
        """
        return cast(Issued, self.documents.read(f"/v1/issued/{sha256}"))

    def answer(self, href: str | None) -> Mapping[str, GivenFile]:
        """Return what was given in answer to a request, by id, behind the link that intake gave its applicant; none
        without.

        Raises:
            Refused, Unavailable: documents does not say.
        """
        return {one["id"]: one for one in self.documents.behind(href)["items"]} if href else {}

    def package(self, request_id: str) -> httpx2.Response:
        """All that was given in answer to a request in one ZIP; the body is still to be read, and to be closed.

        Raises:
            NotFound: nothing was given. Refused: no file of it can be had now.
            Unavailable: documents or the register is away.
        """
        return self.documents.stream(f"/v1/answers/{request_id}/package.zip")


@dataclass(frozen=True, slots=True)
class Gate:
    """The release gate, file by file."""

    documents: Backend

    def file(self, document_id: str) -> shapes.Document:
        """Return what is known about a file.

        Raises:
            NotFound: this office has no such file.
        """
        return cast(shapes.Document, self.documents.read(f"/v1/documents/{document_id}"))

    def accept(self, document_id: str, said: Mapping[str, Any]) -> None:
        """Let a finding stay.

        Raises:
            Refused: it can only be removed, the reason does not fit, or it is not this person's to say.
        """
        self.documents.send("POST", f"/v1/documents/{document_id}/acceptances", said)

    def take_back(self, document_id: str, said: Mapping[str, Any]) -> None:
        """Take back that a finding may stay.

        Raises:
            Refused: the file was given already (409), or somebody took it back meanwhile (412).
        """
        self.documents.send("POST", f"/v1/documents/{document_id}/acceptances/taken-back", said)


class Words(TypedDict):
    """The words of a file, and whether they are all."""

    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Previews:
    """What staff see of a file before they open it."""

    documents: Backend

    def words(self, document_id: str) -> Words:
        """Return the words of a file.

        Raises:
            NotFound: there are none (yet). Refused: the file is damaged.
        """
        return cast(Words, self.documents.read(f"/v1/documents/{document_id}/text"))

    def thumbnail(self, document_id: str) -> bytes:
        """Return the first page of a file, small, as PNG.

        Raises:
            NotFound: there is none (yet). Refused: the file is damaged.
        """
        return self.documents.get(f"/v1/documents/{document_id}/thumbnail.png").content
