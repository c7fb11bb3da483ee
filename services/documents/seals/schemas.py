"""How the sealed record of acts looks to anybody."""

from marshmallow import fields, validate

from chassis.schema import Schema, one_of
from chassis.settings import SERVICES


class CheckpointSchema(Schema):
    """How far the record of one service was sealed. No entry is shown."""

    service = fields.String()
    size = fields.Integer(metadata={"description": "Entries"})
    root = fields.String(metadata={"description": "Root of the tree over them (RFC 6962), hexadecimal"})
    sealed_at = fields.AwareDateTime()
    checkpoint = fields.String(metadata={"description": "Signed note (C2SP tlog-checkpoint)"})


class CheckpointsSchema(Schema):
    """The newest of each service."""

    items = fields.List(fields.Nested(CheckpointSchema))


class GrowthQuery(Schema):
    """Of which record, and the entries of the checkpoint that somebody kept."""

    service = fields.String(required=True, validate=one_of(list(SERVICES)))
    since = fields.Integer(required=True, validate=validate.Range(min=1, max=2**62))


class GrowthSchema(Schema):
    """That a record has only grown (RFC 6962, section 2.1.2), for the verifier."""

    since = fields.Integer(metadata={"description": "Entries then"})
    path = fields.List(fields.String(metadata={"description": "Hexadecimal"}))
    checkpoint = fields.String(metadata={"description": "The newest, a signed note"})
