"""How a file that an office issued looks to anybody who holds it."""

from marshmallow import fields

from chassis.schema import Schema


class IssuedSchema(Schema):
    """A file that an office gave to an applicant. Its name and its request are nobody else's business."""

    office = fields.String()
    sha256 = fields.String(metadata={"description": "Hexadecimal"})
    media_type = fields.String()
    size = fields.Integer(metadata={"description": "Bytes"})
    released_at = fields.AwareDateTime(metadata={"description": "When it was given for the first time"})
