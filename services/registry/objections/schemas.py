"""How the register of objections looks over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, Text, one_of
from contracts.shapes import TermSchema
from services.registry.cases.schemas.cases import ActSchema, EntrySchema, LateSchema
from services.registry.deliveries.schemas import DeliverySchema
from services.registry.objections.domain import Stage, Timeliness
from services.registry.objections.queries import TABS


class BoardQuery(Schema):
    """Which part of the list: a tab and a page of it, or the objections to one request."""

    tab = fields.String(load_default="open", validate=one_of(list(TABS)))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    request = fields.UUID(load_default=None)


class ObjectionLineSchema(Schema):
    """An objection as a line of the list; `act_until` is by when the PPID must do what was ordered."""

    id = fields.UUID(attribute="objection.id")
    request_id = fields.UUID(attribute="objection.request_id")
    number = fields.String(attribute="objection.number")
    channel = fields.String(attribute="objection.channel")
    grounds = fields.List(fields.String(), attribute="objection.grounds")
    by_attorney = fields.Boolean(attribute="objection.by_attorney")
    regime = fields.String(attribute="objection.regime")
    received_at = fields.AwareDateTime(attribute="objection.received_at")
    filing_until = fields.Date(attribute="objection.filing_until")
    timeliness = fields.String(attribute="objection.timeliness", validate=validate.OneOf(list(Timeliness)))
    due_on = fields.Date(attribute="objection.due_on")
    stage = fields.String(attribute="objection.stage", validate=validate.OneOf(list(Stage)))
    act_until = fields.Date(attribute="objection.act_until", allow_none=True)
    version = fields.Integer(attribute="objection.version")
    working_days_left = fields.Integer(metadata={"description": "Negative once the due day is past"})
    late = fields.Boolean()
    lateness = fields.List(fields.Nested(LateSchema))


class ObjectionPageSchema(Schema):
    """A page of the list."""

    items = fields.List(fields.Nested(ObjectionLineSchema))
    total = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class ReplySchema(Schema):
    """The Atasan PPID's written answer."""

    number = fields.String()
    letter_number = fields.String()
    outcome = fields.String()
    reasons = fields.String()
    order = fields.String(allow_none=True)
    act_until = fields.Date(allow_none=True)
    answered_at = fields.AwareDateTime()
    dispute_until = fields.Date()
    silence_until = fields.Date(allow_none=True)
    signer = fields.String(allow_none=True)
    capacity = fields.String(allow_none=True)
    signing_decree = fields.String(allow_none=True)
    fulfilment = fields.String(allow_none=True)
    fulfilled_at = fields.AwareDateTime(allow_none=True)


class ObjectionFileSchema(ObjectionLineSchema):
    """An objection with all that stands in its file.

    `dispute` is there once the way to dispute is open: the term that ends first of those that follow it.
    """

    case_number = fields.String()
    answering = fields.Nested(TermSchema)
    filing = fields.Nested(TermSchema)
    dispute = fields.Nested(TermSchema, attribute="dispute.earlier", allow_none=True)
    dispute_after_silence = fields.Nested(TermSchema, attribute="dispute.after_silence", allow_none=True)
    dispute_after_answer = fields.Nested(TermSchema, attribute="dispute.after_answer", allow_none=True)
    acts = fields.List(fields.Nested(ActSchema))
    doubts = fields.List(fields.String(), metadata={"description": "What is not sure about these terms, in Indonesian"})
    reply = fields.Nested(ReplySchema, allow_none=True)
    proofs = fields.List(fields.Nested(DeliverySchema), metadata={"description": "Of the reply's way to the applicant"})
    history = fields.List(fields.Nested(EntrySchema))


class AnswerSchema(Schema):
    """The answer to issue; what is upheld orders the PPID to do something by a day."""

    outcome = fields.String(required=True, validate=one_of(["upheld", "partly_upheld", "rejected"]))
    reasons = Text(required=True, longest=5000)
    order = Text(load_default=None, allow_none=True, longest=2000)
    act_until = fields.Date(load_default=None, allow_none=True)


class FulfilmentSchema(Schema):
    """What the PPID did about the order, and the documents that go to the applicant."""

    account = Text(required=True, longest=2000)
    documents = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=100))
