"""How files and papers that come in parts look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, one_of
from services.documents.files.domain.files import Purpose
from services.documents.papers.schemas import HandInQuery


class BeginFileSchema(Schema):
    """A file that will come in parts; `size` in bytes."""

    request = fields.UUID(required=True)
    purpose = fields.String(required=True, validate=one_of(Purpose))
    name = fields.String(required=True)
    size = fields.Integer(required=True, strict=True)


class BeginPaperSchema(HandInQuery):
    """A paper that will come in parts; `size` in bytes."""

    size = fields.Integer(required=True, strict=True)


class PartQuery(Schema):
    """Which part, counted from 1."""

    part = fields.Integer(required=True, validate=validate.Range(min=1))


class ComingSchema(Schema):
    """What is still coming: send each part of `part_size` bytes (the last may be smaller) that is not in `parts`."""

    id = fields.UUID()
    size = fields.Integer()
    part_size = fields.Integer()
    parts = fields.List(fields.Integer())


class FileComingSchema(ComingSchema):
    """A file that is still coming."""

    name = fields.String()
