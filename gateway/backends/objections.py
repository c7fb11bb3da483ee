"""What the pages ask intake and the registry about objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import Backend
from gateway.backends.shapes import intake as intake_shapes
from gateway.backends.shapes import registry as registry_shapes

_ACTS = {
    "review": registry_shapes.OBJECTIONS_REVIEW,
    "answer": registry_shapes.OBJECTIONS_ANSWER,
    "fulfilment": registry_shapes.OBJECTIONS_FULFIL,
    "deliveries": registry_shapes.OBJECTIONS_RECORD_REPLY_DELIVERY,
}
_DRAFTS = {
    "pdf": registry_shapes.OBJECTIONS_SHOW_ANSWER_DRAFT,
    "docx": registry_shapes.OBJECTIONS_SHOW_ANSWER_DRAFT_TEXT,
}
_REPLIES = {"pdf": registry_shapes.OBJECTIONS_SHOW_REPLY_LETTER, "docx": registry_shapes.OBJECTIONS_SHOW_REPLY_TEXT}


@dataclass(frozen=True, slots=True)
class Objections:
    """Objections: filed and followed with intake, kept and answered with the registry."""

    intake: Backend
    registry: Backend

    def tracked(self, token: str) -> intake_shapes.Objections:
        """Return the objections to a request as its applicant follows them, and what the file says about a further one.

        Raises:
            NotFound: no request of this office has this link.
        """
        return self.intake.call(intake_shapes.OBJECTIONS_TRACK_OBJECTIONS, token)

    def file(self, token: str, objection: Mapping[str, Any], key: str) -> intake_shapes.ObjectionConfirmation:
        """File an objection; the same key again gives the same answer.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self.intake.call(intake_shapes.OBJECTIONS_FILE_OBJECTION, token, body=objection, key=key)

    def record(self, request_id: str, objection: Mapping[str, Any], key: str) -> intake_shapes.ObjectionConfirmation:
        """Record an objection that came to the office.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self.intake.call(intake_shapes.OBJECTIONS_RECORD_OBJECTION, request_id, body=objection, key=key)

    def words(self, objection_id: str) -> intake_shapes.Objection:
        """Return what people wrote in an objection; intake writes down who looked.

        Raises:
            NotFound: this office has no such objection.
        """
        return self.intake.call(intake_shapes.OBJECTIONS_SHOW_OBJECTION, objection_id)

    def board(self, **asked: Any) -> registry_shapes.ObjectionPage:
        """Return a page of the office's objections by tab, or those to one request."""
        return self.registry.call(registry_shapes.OBJECTIONS_LIST_OBJECTIONS, query=asked)

    def objection(self, objection_id: str) -> registry_shapes.ObjectionFile:
        """All that stands in the file of an objection.

        Raises:
            NotFound: this office has none such, or the register has not taken it over yet.
        """
        return self.registry.call(registry_shapes.OBJECTIONS_SHOW_OBJECTION, objection_id)

    def act(self, objection_id: str, act: str, version: int, body: Mapping[str, Any] | None = None) -> None:
        """Do something to an objection that is still at the version its doer saw.

        Raises:
            Refused: fields at fault, an act that is not allowed, or an objection that has changed (412).
        """
        self.registry.call(_ACTS[act], objection_id, body=body, version=version)

    def draft(self, objection_id: str, answer: Mapping[str, Any], suffix: str) -> bytes:
        """Return the answer as a letter as it would be issued now: `pdf` or `docx`.

        Raises:
            Refused: fields at fault, or an act that is not allowed.
        """
        return self.registry.call(_DRAFTS[suffix], objection_id, body=answer)

    def reply_letter(self, objection_id: str, suffix: str) -> bytes:
        """Return the written answer as a letter: `pdf` or `docx`.

        Raises:
            NotFound: this office has no such answer.
        """
        return self.registry.call(_REPLIES[suffix], objection_id)

    def disputes(self, href: str) -> list[registry_shapes.DisputeLine]:
        """Return the disputes about a request behind the link that intake gave its applicant, the oldest first."""
        return self.registry.behind(registry_shapes.DISPUTES_LIST_DISPUTES, href)["items"]

    def reply(self, href: str) -> registry_shapes.Reply:
        """Return the written answer behind the link that intake gave an applicant."""
        return self.registry.behind(registry_shapes.OBJECTIONS_SHOW_REPLY, href)
