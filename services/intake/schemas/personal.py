"""How what is kept about an applicant looks over HTTP."""

from marshmallow import fields

from chassis.schema import Schema, Text
from services.intake.schemas.acts import WrittenSchema
from services.intake.schemas.claims import ValuedClaimSchema


class ProofSchema(Schema):
    """What only the applicant knows: the identity number or phone that was handed in with the request."""

    proof = Text(required=True, longest=254)


class OwnStepSchema(Schema):
    """Something that happened to the request."""

    kind = fields.String()
    at = fields.AwareDateTime()


class OwnRequestSchema(Schema):
    """The request as it was handed in."""

    number = fields.String()
    channel = fields.String()
    category = fields.String()
    subject = fields.String()
    detail = fields.String()
    purpose = fields.String(allow_none=True)
    obtain = fields.String()
    format = fields.String()
    delivery = fields.String()
    state = fields.String()
    received_at = fields.AwareDateTime()
    steps = fields.List(fields.Nested(OwnStepSchema))


class OwnObjectionSchema(Schema):
    """An objection with the words and the power of attorney that were handed in."""

    number = fields.String()
    grounds = fields.List(fields.String())
    received_at = fields.AwareDateTime()
    state = fields.String()
    position = fields.String()
    demand = fields.String()
    attorney = fields.Dict(allow_none=True)


class PersonalSchema(Schema):
    """All that is kept about an applicant, opened."""

    office = fields.String()
    applicant = fields.Dict()
    request = fields.Nested(OwnRequestSchema)
    claims = fields.List(fields.Nested(ValuedClaimSchema))
    acts = fields.List(fields.Nested(WrittenSchema))
    objections = fields.List(fields.Nested(OwnObjectionSchema))
