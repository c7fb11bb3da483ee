"""What the pages ask intake and the registry about objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Objections:
    """Objections: filed and followed with intake, kept and answered with the registry."""

    intake: Backend
    registry: Backend

    def tracked(self, token: str) -> Answer:
        """Return the objections to a request as its applicant follows them, and what the file says about a further one.

        Raises:
            NotFound: no request of this office has this link.
        """
        return cast(Answer, self.intake.read(f"/v1/tracking/{quote(token, safe='')}/objections"))

    def file(self, token: str, said: Mapping[str, Any], key: str) -> Answer:
        """File an objection; the same key again gives the same answer.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        path = f"/v1/tracking/{quote(token, safe='')}/objections"
        return cast(Answer, self.intake.send("POST", path, said, key=key).json())

    def record(self, request_id: str, said: Mapping[str, Any], key: str) -> Answer:
        """Record an objection that came to the office.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        path = f"/v1/requests/{quote(request_id, safe='')}/objections"
        return cast(Answer, self.intake.send("POST", path, said, key=key).json())

    def words(self, objection_id: str) -> Answer:
        """Return what people wrote in an objection; intake writes down who looked.

        Raises:
            NotFound: this office has no such objection.
        """
        return cast(Answer, self.intake.read(_objection(objection_id)))

    def board(self, **asked: Any) -> Answer:
        """Return a page of the office's objections by tab, or those to one request."""
        return cast(Answer, self.registry.read("/v1/objections", asked))

    def objection(self, objection_id: str) -> Answer:
        """All that stands in the file of an objection.

        Raises:
            NotFound: this office has none such, or the register has not taken it over yet.
        """
        return cast(Answer, self.registry.read(_objection(objection_id)))

    def act(self, objection_id: str, act: str, version: int, said: Mapping[str, Any] | None = None) -> None:
        """Do something to an objection that is still at the version its doer saw.

        Raises:
            Refused: fields at fault, an act that is not allowed, or an objection that has changed (412).
        """
        self.registry.send("POST", f"{_objection(objection_id)}/{act}", said, version=version)

    def draft(self, objection_id: str, said: Mapping[str, Any], suffix: str) -> bytes:
        """Return the answer as a letter as it would be issued now: `pdf` or `docx`.

        Raises:
            Refused: fields at fault, or an act that is not allowed.
        """
        return self.registry.send("POST", f"{_objection(objection_id)}/answer/draft.{suffix}", said).content

    def reply_letter(self, objection_id: str, suffix: str) -> bytes:
        """Return the written answer as a letter: `pdf` or `docx`.

        Raises:
            NotFound: this office has no such answer.
        """
        return self.registry.get(f"{_objection(objection_id)}/reply.{suffix}").content

    def disputes(self, href: str) -> list[Answer]:
        """Return the disputes about a request behind the link that intake gave its applicant, the oldest first."""
        return cast(list[Answer], self.registry.behind(href)["items"])

    def reply(self, href: str) -> Answer:
        """Return the written answer behind the link that intake gave an applicant."""
        return cast(Answer, self.registry.behind(href))


def _objection(objection_id: str) -> str:
    return f"/v1/objections/{quote(objection_id, safe='')}"
