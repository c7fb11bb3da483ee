"""How what an applicant does looks over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.intake.domain.states import ApplicantAct


class ActSchema(Schema):
    """What the applicant does: `repair` or `answer` with the words for it, or `withdraw`, with a reason if wanted."""

    act = fields.String(required=True, validate=one_of([act.value for act in ApplicantAct]))
    words = Text(load_default=None, allow_none=True, longest=5000)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"act": ApplicantAct(data["act"])}


class TakenSchema(Schema):
    """What was taken and when; the register follows."""

    act = fields.String(validate=validate.OneOf([act.value for act in ApplicantAct]))
    at = fields.AwareDateTime()


class WrittenSchema(TakenSchema):
    """What an applicant did, with the words, for the office's own staff."""

    words = fields.String(allow_none=True)
