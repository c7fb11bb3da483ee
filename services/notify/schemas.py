"""How notices look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.notify.domain import Kind, State


class ListQuery(Schema):
    """Whose notices: those about one request."""

    request = fields.UUID(required=True)


class NoticeSchema(Schema):
    """A message to an applicant: what it was about and what became of it."""

    id = fields.UUID()
    kind = fields.String(validate=validate.OneOf(list(Kind)))
    channel = fields.String()
    state = fields.String(validate=validate.OneOf(list(State)))
    attempts = fields.Integer()
    created_at = fields.AwareDateTime()
    sent_at = fields.AwareDateTime(allow_none=True)


class NoticesSchema(Schema):
    """The notices about a request, the oldest first."""

    items = fields.List(fields.Nested(NoticeSchema))
