"""How what applicants ask concerning their own data looks over HTTP."""

from typing import Any

from marshmallow import fields, post_load

from chassis.schema import Schema, Text, one_of
from services.intake.domain.claims import Decision, State
from services.intake.schemas.typed import EmailAddress, Name, Phone, choice, optional
from statute.personal_data import refusals


class CorrectedSchema(Schema):
    """The values as they are to be; what is left out stays as it is."""

    name = optional(Name, 150)
    address = optional(Text, 500)
    email = optional(EmailAddress, 254)
    phone = optional(Phone, 32)


class CorrectionSchema(Schema):
    """What is to be corrected."""

    corrected = fields.Nested(CorrectedSchema, required=True)


class AskedSchema(Schema):
    """The receipt of a claim: what was asked, when, and by when it is answered."""

    id = fields.UUID()
    kind = fields.String()
    fields_ = fields.List(fields.String(), attribute="fields", data_key="fields")
    asked_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()


class RefusalSchema(Schema):
    """The ground of a refusal with its article and how sure we are of it."""

    ground = fields.String()
    wording = fields.String()
    article = fields.String()
    certainty = fields.String()


class ClaimSchema(Schema):
    """A claim, and the office's answer once there is one.

    `erase_after` is the last day on which somebody whose erasure was granted is still known.
    """

    id = fields.UUID(attribute="claim.id")
    kind = fields.String(attribute="claim.kind")
    fields_ = fields.List(fields.String(), attribute="claim.fields", data_key="fields")
    state = fields.String(attribute="claim.state")
    asked_at = fields.AwareDateTime(attribute="claim.asked_at")
    due_at = fields.AwareDateTime(attribute="claim.due_at")
    decided_at = fields.AwareDateTime(attribute="claim.decided_at", allow_none=True)
    refusal = fields.Nested(RefusalSchema, allow_none=True)
    reason = fields.String(allow_none=True)
    erase_after = fields.Date(allow_none=True)


class ValueSchema(Schema):
    """Old and new value of a field."""

    field = fields.String()
    old = fields.String(allow_none=True)
    new = fields.String()


class ValuedClaimSchema(ClaimSchema):
    """The same with the values, for whoever proved to be the applicant."""

    values = fields.List(fields.Nested(ValueSchema))


class OpenedClaimSchema(ValuedClaimSchema):
    """The same for the office's own staff, with who decided.

    While erasure waits, `erase_after` is what a grant would lead to, and `obstacle` says why it cannot be granted yet.
    """

    decided_by = fields.String(attribute="claim.decided_by", allow_none=True)
    obstacle = fields.String(allow_none=True)


class RightSchema(Schema):
    """What may be asked for: within how many hours it is answered, and on which article."""

    kind = fields.String()
    hours = fields.Integer()
    article = fields.String()
    certainty = fields.String()
    doubts = fields.List(fields.String())


class FollowedClaimsSchema(Schema):
    """The claims of a request, oldest first, and what may be asked for."""

    rights = fields.List(fields.Nested(RightSchema))
    items = fields.List(fields.Nested(ClaimSchema))


class OpenedClaimsSchema(Schema):
    """The claims of a request for the office's own staff."""

    rights = fields.List(fields.Nested(RightSchema))
    items = fields.List(fields.Nested(OpenedClaimSchema))


class WaitingClaimSchema(Schema):
    """A claim that waits for an answer, with its request."""

    id = fields.UUID(attribute="claim.id")
    kind = fields.String(attribute="claim.kind")
    due_at = fields.AwareDateTime(attribute="claim.due_at")
    request_id = fields.UUID(attribute="claim.request_id")
    number = fields.String()


class WaitingClaimsSchema(Schema):
    """The claims that wait at an office, the most urgent first."""

    items = fields.List(fields.Nested(WaitingClaimSchema))


class AnswerSchema(Schema):
    """The PPID's answer: `granted`, or `refused` on a ground and with words that the applicant reads."""

    outcome = choice(State, required=True)
    ground = fields.String(load_default=None, allow_none=True, validate=one_of(list(refusals())))
    reason = optional(Text, 2000)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Decision:
        return Decision(**data)
