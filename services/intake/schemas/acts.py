"""How what an applicant does looks over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.intake.domain.request import Channel
from services.intake.domain.states import ApplicantAct


class ActSchema(Schema):
    """What the applicant does: `repair` or `answer` with the words for it, or `withdraw`, with a reason if wanted."""

    act = fields.String(required=True, validate=one_of([act.value for act in ApplicantAct]))
    words = Text(load_default=None, allow_none=True, longest=5000)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"act": ApplicantAct(data["act"])}


class RecordedActSchema(Schema):
    """What an applicant did on another way than the tracking page: `came_on` is the day it came to the office."""

    act = fields.String(attribute="what", required=True, validate=one_of([ApplicantAct.REPAIR, ApplicantAct.ANSWER]))
    words = Text(required=True, longest=5000)
    way = fields.String(required=True, validate=one_of([way.value for way in Channel if way is not Channel.PORTAL]))
    came_on = fields.Date(required=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"what": ApplicantAct(data["what"]), "way": Channel(data["way"])}


class TakenSchema(Schema):
    """What was taken and when; the register follows."""

    act = fields.String(validate=validate.OneOf([act.value for act in ApplicantAct]))
    at = fields.AwareDateTime()


class WrittenSchema(TakenSchema):
    """What an applicant did, with the words, for the office's own staff."""

    words = fields.String(allow_none=True)
    way = fields.String(allow_none=True, metadata={"description": "How it came, where an officer wrote it down"})
