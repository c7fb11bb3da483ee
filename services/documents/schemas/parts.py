"""How files that come in parts look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, one_of
from services.documents.domain.files import Purpose


class BeginSchema(Schema):
    """A file that will come in parts; `size` in bytes."""

    request = fields.UUID(required=True)
    purpose = fields.String(required=True, validate=one_of(Purpose))
    name = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)


class PartQuery(Schema):
    """Which part, counted from 1."""

    part = fields.Integer(required=True, validate=validate.Range(min=1))


class UnderwaySchema(Schema):
    """What is under way: send each part of `part_size` bytes (the last may be smaller) that is not in `parts`."""

    id = fields.UUID()
    size = fields.Integer()
    part_size = fields.Integer()
    parts = fields.List(fields.Integer())


class UploadSchema(UnderwaySchema):
    """A file under way."""

    name = fields.String()
