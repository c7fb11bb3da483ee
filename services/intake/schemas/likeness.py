"""How hints at similar requests look over HTTP."""

from marshmallow import fields

from chassis.schema import Schema


class SimilarSchema(Schema):
    """A request that is like another; `percent` is a rough measure. Only the office's own come with id and subject."""

    office = fields.String()
    number = fields.String()
    received_on = fields.Date()
    percent = fields.Integer()
    id = fields.UUID(allow_none=True)
    subject = fields.String(allow_none=True)


class SimilarListSchema(Schema):
    """The requests most like one."""

    items = fields.List(fields.Nested(SimilarSchema))
