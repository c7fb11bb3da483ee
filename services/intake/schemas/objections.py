"""How objections look over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from contracts.shapes import TermSchema
from services.intake.domain.objections import Filing, Mandate, State
from services.intake.domain.request import Channel
from services.intake.schemas.requests import ReleasedSchema
from services.intake.schemas.typed import Kept, Line, choice
from statute.grounds import grounds


class MandateSchema(Schema):
    """A special power of attorney for the objection (PerKI 1/2021 ps. 39(4))."""

    name = Line(required=True, longest=150)
    letter_number = Line(required=True, longest=100)
    letter_date = fields.Date(required=True)
    stamped = fields.Boolean(required=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Mandate:
        return Mandate(**data)


class FilingSchema(Schema):
    """An objection to file: one or more grounds of UU 14/2008 ps. 35(1), what happened, what is asked for."""

    grounds = fields.List(
        fields.String(validate=one_of(list(grounds()))),
        required=True,
        validate=validate.Length(min=1, max=7, error="Pilih sedikitnya satu alasan keberatan."),
    )
    position = Text(required=True, longest=5000)
    demand = Text(required=True, longest=2000)
    attorney = fields.Nested(MandateSchema, load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Filing:
        return Filing(**{**data, "grounds": tuple(sorted(set(data["grounds"])))})


class RecordedFilingSchema(FilingSchema):
    """An objection that an officer records: with the way it came and the true time of receipt."""

    channel = choice(Channel, required=True)
    received_at = fields.AwareDateTime(load_default=None, allow_none=True)


class ObjectionConfirmationSchema(Schema):
    """What is given for an objection at once."""

    id = fields.UUID()
    number = fields.String()
    received_at = fields.AwareDateTime()
    receipt_url = fields.String()
    deadline = Kept(TermSchema)
    warnings = fields.List(fields.String())


class FollowedSchema(Schema):
    """An objection as its applicant follows it. `silent`: the term to answer ended without an answer.

    `dispute_until` is the earlier of `silence_until` and `answer_until`, which are both there after a late answer.
    """

    id = fields.UUID(attribute="objection.id")
    number = fields.String(attribute="objection.number")
    grounds = fields.List(fields.String(), attribute="objection.grounds")
    channel = fields.String(attribute="objection.channel")
    received_at = fields.AwareDateTime(attribute="objection.received_at")
    state = fields.String(attribute="objection.state", validate=validate.OneOf(list(State)))
    deadline = Kept(TermSchema, attribute="objection.deadline")
    warnings = fields.List(fields.String(), attribute="objection.warnings")
    answered_at = fields.AwareDateTime(attribute="objection.answered_at", allow_none=True)
    act_until = fields.Date(attribute="objection.act_until", allow_none=True)
    silent = fields.Boolean()
    dispute_until = fields.Date(allow_none=True)
    silence_until = fields.Date(allow_none=True)
    answer_until = fields.Date(allow_none=True)
    documents = fields.List(fields.Nested(ReleasedSchema))
    reply_href = fields.String(allow_none=True)
    receipt_url = fields.String()


class OccasionSchema(Schema):
    """Since when an objection may be filed, until when, which grounds the file suggests and which cannot be."""

    found_on = fields.Date()
    decided = fields.Boolean()
    term = fields.Nested(TermSchema)
    suggested = fields.List(fields.String())
    barred = fields.List(fields.String())


class ObjectionsSchema(Schema):
    """The objections to a request, and what the file says about a further one."""

    occasion = fields.Nested(OccasionSchema)
    items = fields.List(fields.Nested(FollowedSchema))
    disputes_href = fields.String(
        allow_none=True, metadata={"description": "Where the register says whether one of them is disputed"}
    )


class ObjectionSchema(Schema):
    """An objection in full, for the office's own staff."""

    id = fields.UUID(attribute="objection.id")
    request_id = fields.UUID(attribute="objection.request_id")
    number = fields.String(attribute="objection.number")
    grounds = fields.List(fields.String(), attribute="objection.grounds")
    channel = fields.String(attribute="objection.channel")
    received_at = fields.AwareDateTime(attribute="objection.received_at")
    recorded_at = fields.AwareDateTime(attribute="objection.recorded_at")
    position = fields.String(attribute="words.position")
    demand = fields.String(attribute="words.demand")
    attorney = fields.Dict(attribute="words.attorney", allow_none=True)
    warnings = fields.List(fields.String(), attribute="objection.warnings")
