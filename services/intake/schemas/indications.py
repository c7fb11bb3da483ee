"""How indications look over HTTP."""

from marshmallow import fields

from chassis.schema import Schema, Text, one_of
from statute.indications import indications

SHORTEST_WORDS = 10  # letters; less explains nothing


class IndicatingSchema(Schema):
    """What an officer noted: the letter of PerKI 1/2013 ps. 4(3), and what was seen."""

    ground = fields.String(required=True, validate=one_of(list(indications().grounds)))
    evidence = Text(required=True, shortest=SHORTEST_WORDS, longest=5000)


class IndicationRemovalSchema(Schema):
    """Why an indication is taken back."""

    because = Text(required=True, shortest=SHORTEST_WORDS, longest=2000)


class IndicationSchema(Schema):
    """An indication on the record."""

    id = fields.UUID(attribute="indication.id")
    ground = fields.String(attribute="indication.ground")
    wording = fields.String()
    evidence = fields.String()
    at = fields.AwareDateTime(attribute="indication.at")
    by = fields.String(attribute="indication.by")
    removed_at = fields.AwareDateTime(attribute="indication.removed_at", allow_none=True)
    removed_by = fields.String(attribute="indication.removed_by", allow_none=True)
    removal = fields.String(allow_none=True)


class IndicationsSchema(Schema):
    """The indications of a request, and what the law says and does not say of them."""

    article = fields.String()
    certainty = fields.String()
    doubts = fields.List(fields.String())
    items = fields.List(fields.Nested(IndicationSchema))
