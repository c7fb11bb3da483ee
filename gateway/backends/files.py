"""What the pages ask documents about single files: what the release gate found in one, and whether one was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from gateway.backends.asking import Backend
from gateway.backends.shapes import documents as shapes


def blackened(file: shapes.Document) -> list[str]:
    """Return the letters of UU 14/2008 Pasal 17 by which something is blackened in a file; none where nothing is known
    of.
    """
    clearance = file["clearance"]
    return clearance["blackened"] if clearance else []


def still_open(file: shapes.Document) -> list[shapes.Finding]:
    """Return what keeps a file back."""
    clearance = file["clearance"]
    if clearance is None:
        return []
    settled = {one["finding"] for one in clearance["acceptances"]}
    return [one for place, one in enumerate(clearance["findings"]) if place not in settled]


@dataclass(frozen=True, slots=True)
class Given:
    """Files that an office gave to somebody."""

    documents: Backend

    def issued(self, sha256: str) -> shapes.Issued:
        """Return the file with this digest that this office gave to somebody.

        Raises:
            NotFound: it gave nobody such a file.
        """
        return self.documents.call(shapes.ISSUED_SHOW_ISSUED, sha256)

    def answer(self, href: str | None) -> Mapping[str, shapes.Given]:
        """Return what was given in answer to a request, by id, behind the link that intake gave its applicant; none
        without.

        Raises:
            Refused, Unavailable: documents does not say.
        """
        return (
            {one["id"]: one for one in self.documents.behind(shapes.ANSWERS_LIST_GIVEN, href)["items"]} if href else {}
        )

    def package(self, request_id: str) -> httpx2.Response:
        """All that was given in answer to a request in one ZIP; the body is still to be read, and to be closed.

        Raises:
            NotFound: nothing was given. Refused: no file of it can be had now.
            Unavailable: documents or the register is away.
        """
        return self.documents.stream(shapes.ANSWERS_FETCH_PACKAGE, request_id)


@dataclass(frozen=True, slots=True)
class Gate:
    """The release gate, file by file."""

    documents: Backend

    def file(self, document_id: str) -> shapes.Document:
        """Return what is known about a file.

        Raises:
            NotFound: this office has no such file.
        """
        return self.documents.call(shapes.DOCUMENTS_SHOW_DOCUMENT, document_id)

    def accept(self, document_id: str, acceptance: Mapping[str, Any]) -> None:
        """Let a finding stay.

        Raises:
            Refused: it can only be removed, the reason does not fit, or it is not this person's to say.
        """
        self.documents.call(shapes.DOCUMENTS_ACCEPT_FINDING, document_id, body=acceptance)

    def choose_original(self, document_id: str, words: str) -> None:
        """Have the original given as it is.

        Raises:
            Refused: it is not this person's to say, or not now (409).
        """
        self.documents.call(shapes.DOCUMENTS_CHOOSE_ORIGINAL, document_id, body={"words": words})

    def give_up_original(self, document_id: str) -> None:
        """Have the copy given after all.

        Raises:
            Refused: the original was not chosen, or was given already (409).
        """
        self.documents.call(shapes.DOCUMENTS_GIVE_UP_ORIGINAL, document_id)

    def copy(self, document_id: str) -> httpx2.Response:
        """Return what is given of a file, or would be; the body is still to be read, and to be closed.

        Raises:
            NotFound: it is not made yet.
        """
        return self.documents.stream(shapes.CONTENT_FETCH_COPY, document_id)

    def take_back(self, document_id: str, acceptance: Mapping[str, Any]) -> None:
        """Take back that a finding may stay.

        Raises:
            Refused: the file was given already (409), or somebody took it back meanwhile (412).
        """
        self.documents.call(shapes.DOCUMENTS_TAKE_ACCEPTANCE_BACK, document_id, body=acceptance)


@dataclass(frozen=True, slots=True)
class Previews:
    """What staff see of a file before they open it."""

    documents: Backend

    def words(self, document_id: str) -> shapes.Words:
        """Return the words of a file.

        Raises:
            NotFound: there are none (yet). Refused: the file is damaged.
        """
        return self.documents.call(shapes.PREVIEWS_SHOW_WORDS, document_id)

    def thumbnail(self, document_id: str) -> bytes:
        """Return the first page of a file, small, as PNG.

        Raises:
            NotFound: there is none (yet). Refused: the file is damaged.
        """
        return self.documents.call(shapes.PREVIEWS_SHOW_THUMBNAIL, document_id)
