"""How notices look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.notify.domain import Channel, Kind, State


class ListQuery(Schema):
    """Whose notices."""

    request = fields.UUID(required=True)


class NoticeSchema(Schema):
    """One message to the applicant. `sent_at` is when the mail server took it."""

    id = fields.UUID()
    kind = fields.String(validate=validate.OneOf(list(Kind)))
    label = fields.String()
    channel = fields.String(validate=validate.OneOf(list(Channel)))
    state = fields.String(validate=validate.OneOf(list(State)))
    attempts = fields.Integer()
    created_at = fields.AwareDateTime()
    sent_at = fields.AwareDateTime(allow_none=True)


class NoticesSchema(Schema):
    """The messages about a request."""

    items = fields.List(fields.Nested(NoticeSchema))
