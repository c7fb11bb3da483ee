"""How what was given in answer to a request looks over HTTP."""

from marshmallow import fields

from chassis.schema import Schema


class GivenSchema(Schema):
    """A file that a decision gave. `size` is in bytes, `sha256` hexadecimal.

    `keep_until` is the last day on which it can be fetched for certain, null until its case has ended; `destroyed`
    says that it was destroyed by schedule and cannot be fetched any more.
    """

    id = fields.UUID(attribute="named.id")
    name = fields.String(attribute="document.name")
    media_type = fields.String(attribute="document.media_type")
    size = fields.Integer(attribute="document.size")
    sha256 = fields.String(attribute="document.sha256")
    released_at = fields.AwareDateTime()
    keep_until = fields.Date(attribute="named.keep_until", allow_none=True)
    destroyed = fields.Boolean(attribute="is_destroyed")


class AnswerSchema(Schema):
    """All that decisions gave to one request."""

    items = fields.List(fields.Nested(GivenSchema))
