"""What the pages ask intake about requests."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.client import Refused
from chassis.errors import NotFound
from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as shapes

_NIK = re.compile(r"[0-9]{16}")
LONGEST_LIST = 100  # ids that intake takes in one question


@dataclass(frozen=True, slots=True)
class Intake:
    """People and what they hand in."""

    intake: Backend

    def submit(self, application: Mapping[str, Any], key: str) -> shapes.Confirmation:
        """Hand in a request; the same key again gives the same answer.

        Raises:
            Refused: with the fields that cannot be accepted. Unavailable: nothing is known of the outcome; ask again.
        """
        return self.intake.call(shapes.REQUESTS_SUBMIT, body=application, key=key)

    def check_applicant(self, applicant: Mapping[str, Any]) -> None:
        """Look at who is about to ask; nothing is kept.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        self.intake.call(shapes.REQUESTS_CHECK_APPLICANT, body={"applicant": applicant})

    def request(self, request_id: str) -> shapes.Request:
        """Return the full request, personal data opened; intake writes down who looked.

        Raises:
            NotFound: this office has no such request.
        """
        return self.intake.call(shapes.REQUESTS_SHOW_REQUEST, request_id)

    def identity(self, request_id: str) -> shapes.IdentityNumbers:
        """Return the applicant's identity numbers in full; intake writes down who looked.

        Raises:
            NotFound: this office has no such request.
        """
        return self.intake.call(shapes.PAPERS_SHOW_IDENTITY, request_id)

    def receipt(self, request_id: str) -> bytes:
        """Return the receipt with the tracking code, in PDF; intake writes down who printed it.

        Raises:
            NotFound: this office has no such request.
        """
        return self.intake.call(shapes.PAPERS_REPRINT_RECEIPT, request_id)

    def lines(self, ids: Iterable[str]) -> dict[str, shapes.Line]:
        """Return what stands on each request, with the applicant masked, by id."""
        asked = list(ids)
        found: dict[str, shapes.Line] = {}
        for first in range(0, len(asked), LONGEST_LIST):
            some = asked[first : first + LONGEST_LIST]
            lines = self.intake.call(shapes.REQUESTS_LIST_REQUESTS, query={"ids": ",".join(some)})["items"]
            found |= {line["id"]: line for line in lines}
        return found

    def search(self, words: str) -> list[shapes.Line]:
        """Return the requests whose number or subject holds these words, or of somebody by a whole NIK."""
        if is_nik(words):
            return self.intake.call(shapes.REQUESTS_SEARCH_REQUESTS, body={"nik": words})["items"]
        return self.intake.call(shapes.REQUESTS_LIST_REQUESTS, query={"q": words})["items"]

    def find_by_code(self, code: str, contact: str) -> shapes.Found:
        """Where the request of a short code stands, and its token for the contact that was handed in.

        Raises:
            NotFound: no request of this office has the code. Refused: it is mistyped, or the contact is another.
        """
        try:
            return self.intake.call(shapes.REQUESTS_FIND_BY_CODE, body={"code": code, "contact": contact or None})
        except Refused as refused:
            raise (NotFound() if refused.status == NotFound.status else refused) from refused

    def tracking(self, token: str) -> shapes.Tracked:
        """Return a request as its applicant sees it, by the secret of the link.

        Raises:
            NotFound: no request of this office has this link.
        """
        return self.intake.call(shapes.REQUESTS_TRACK, token)

    def act(self, token: str, act: str, words: str | None) -> None:
        """Do what an applicant may do with a request: `repair`, `answer` or `withdraw`.

        Raises:
            Refused: the term is over, the words are missing, or it was done already.
        """
        self.intake.call(shapes.ACTS_ACT, token, body={"act": act, "words": words})

    def record_act(self, request_id: str, body: Mapping[str, str]) -> None:
        """Write down a repair or an answer that came to the office on another way: `act`, `words`, `way`, `came_on`.

        Raises:
            Refused: it came too late, the day cannot be true, or nothing was asked.
        """
        self.intake.call(shapes.ACTS_RECORD_ACT, request_id, body=body)


def is_nik(words: str) -> bool:
    """Whether somebody typed an identity number, which no address may hold."""
    return _NIK.fullmatch(words) is not None
