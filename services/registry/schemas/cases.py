"""How the register looks over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, Text, one_of
from contracts.shapes import DeadlineSchema
from services.registry.domain.cases import Stage
from statute.exemptions import exemptions


class QueueQuery(Schema):
    """Which part of the queue: a tab and a page of it."""

    tab = fields.String(load_default="open", validate=one_of(["open", "late", "decided", "all"]))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class SummarySchema(Schema):
    """A case as a line of the queue."""

    id = fields.UUID(attribute="case.id")
    number = fields.String(attribute="case.number")
    stage = fields.String(attribute="case.stage", validate=validate.OneOf(list(Stage)))
    regime = fields.String(attribute="case.regime")
    channel = fields.String(attribute="case.channel")
    category = fields.String(attribute="case.category")
    applicant_kind = fields.String(attribute="case.applicant_kind")
    received_at = fields.AwareDateTime(attribute="case.received_at")
    due_on = fields.Date(attribute="case.due_on")
    extended_due_on = fields.Date(attribute="case.extended_due_on")
    version = fields.Integer(attribute="case.version")
    working_days_left = fields.Integer(metadata={"description": "Negative once the due day is past"})
    late = fields.Boolean()


class PageSchema(Schema):
    """A page of the queue."""

    items = fields.List(fields.Nested(SummarySchema))
    total = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class ActSchema(Schema):
    """An act of the state table: possible now, or why not."""

    act = fields.String()
    allowed = fields.Boolean()
    reason = fields.String(allow_none=True)
    article = fields.String()


class DocumentSchema(Schema):
    """A file held for a case; `sha256` is hexadecimal, `size` in bytes."""

    id = fields.UUID()
    purpose = fields.String()
    media_type = fields.String()
    sha256 = fields.String()
    size = fields.Integer()


class EntrySchema(Schema):
    """One act in the history of a case."""

    at = fields.AwareDateTime()
    actor = fields.String()
    act = fields.String()
    facts = fields.Dict()


class ExemptionSchema(Schema):
    """A letter of UU 14/2008 Pasal 17."""

    letter = fields.String()
    article = fields.String()
    wording = fields.String()


class NoticeSchema(Schema):
    """The written notice of a decision (UU 14/2008 ps. 22(7))."""

    number = fields.String()
    outcome = fields.String()
    statement = fields.String()
    exemption = fields.Nested(ExemptionSchema, allow_none=True)
    act = fields.String(attribute="basis", allow_none=True)
    consequence = fields.String(allow_none=True)
    documents = fields.List(fields.UUID())
    decided_at = fields.AwareDateTime()
    objection_until = fields.Date()


class CaseSchema(SummarySchema):
    """A case with all that stands in its file."""

    regime_reason = fields.String(attribute="case.regime_reason")
    deadline = fields.Nested(DeadlineSchema)
    acts = fields.List(fields.Nested(ActSchema))
    documents = fields.List(fields.Nested(DocumentSchema))
    history = fields.List(fields.Nested(EntrySchema))
    decision = fields.Nested(NoticeSchema, allow_none=True)


class DecisionSchema(Schema):
    """A decision to issue: `granted` with documents, or `refused` with letter, Act and consequence."""

    outcome = fields.String(required=True, validate=one_of(["granted", "refused"]))
    statement = Text(required=True, longest=5000)
    documents = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=100))
    exemption = fields.String(load_default=None, allow_none=True, validate=one_of(list(exemptions())))
    act = Text(load_default=None, allow_none=True, longest=300)
    consequence = Text(load_default=None, allow_none=True, longest=5000)
