"""How the register looks over HTTP."""

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from chassis.schema import Schema, one_of
from contracts.shapes import Explained
from contracts.stages import Stage
from services.registry.cases.domain.lateness import Kind
from services.registry.decisions.schemas import NoticeSchema, PreparedSchema
from services.registry.deliveries.schemas import DeliveredSchema


class QueueQuery(Schema):
    """Which part of the queue: a tab and a page of it, of all cases or of those with these ids."""

    ids = DelimitedList(fields.UUID(), validate=validate.Length(max=100, error="Paling banyak 100 nomor."))
    tab = fields.String(load_default="open", validate=one_of(["open", "late", "decided", "all"]))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class LateSchema(Schema):
    """Something that was due on a day and came after it; `office` had the case then, where another passed it on."""

    kind = fields.String(validate=validate.OneOf(list(Kind)))
    due_on = fields.Date()
    done_on = fields.Date()
    days = fields.Integer(metadata={"description": "In working days; 0 where only days off lie between"})
    regime = fields.String()
    office = fields.String(allow_none=True)


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
    answered_on = fields.Date(attribute="case.answered_on", allow_none=True)
    version = fields.Integer(attribute="case.version")
    binding_on = fields.Date(
        metadata={"description": "The day that alarms: of the extension once there is one, strictly from first receipt"}
    )
    working_days_left = fields.Integer(
        metadata={"description": "Until `binding_on`, negative once past; of the day of the answer once there is one"}
    )
    late = fields.Boolean()
    late_days = fields.Integer(
        metadata={"description": "Working days by which the answer was late at most, under whatever regime; it stays"}
    )
    lateness = fields.List(fields.Nested(LateSchema))


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


class ActProofSchema(Schema):
    """One act in the sealed record of acts, for the verifier."""

    position = fields.Integer(metadata={"description": "Counted from 1"})
    text = fields.String(metadata={"description": "Exactly as it was recorded"})
    salt = fields.String(metadata={"description": "Hexadecimal"})
    path = fields.List(fields.String(metadata={"description": "Hexadecimal (RFC 6962, section 2.1.1)"}))
    checkpoint = fields.String(metadata={"description": "Signed note (C2SP tlog-checkpoint)"})


class ActProofsSchema(Schema):
    """Every act on a request, its objections and disputes that is sealed; `unsealed` counts those that are not yet."""

    items = fields.List(fields.Nested(ActProofSchema))
    unsealed = fields.Integer()


class OtherRegimeSchema(Schema):
    """Until when the answer would be due under the other regime."""

    regime = fields.String()
    due_on = fields.Date()
    extended_due_on = fields.Date()
    article = fields.String(attribute="answer.rule.article")


class CaseSchema(SummarySchema):
    """A case with all that stands in its file.

    `check_until` is the last day to declare it incomplete, `repair_until` the applicant's to repair it. `other_regime`
    stands there while the case is open, since nobody can be sure which regime holds.
    `passed` are the offices that had the request before, `strict` its clock from the receipt by the first of them,
    which alarms; `completeness` that from its repair, or from the last day for it, which alarms before both.
    `regime_proposed` is what a first person asked for while it was overdue. `transferred_to` is the office that it was
    passed on to, `came_from` the one that passed it on to this one. `returned_by` handed it back, on `returned_on`,
    `returned_because` is why. `part_of` is the request that this one was a question of.
    """

    first_received_at = fields.AwareDateTime(attribute="case.first_received_at", allow_none=True)
    passed = fields.List(fields.String(), attribute="case.passed")
    strict = Explained(allow_none=True)
    completeness = Explained(allow_none=True)
    transferred_to = fields.String(attribute="case.transferred_to", allow_none=True)
    came_from = fields.String(attribute="case.came_from", allow_none=True)
    returned_by = fields.String(attribute="case.returned_by", allow_none=True)
    returned_on = fields.Date(attribute="case.returned_on", allow_none=True)
    returned_because = fields.String(attribute="case.returned_because", allow_none=True)
    part_of = fields.UUID(attribute="case.part_of", allow_none=True)

    regime_reason = fields.String(attribute="case.regime_reason")
    regime_changed_on = fields.Date(attribute="case.regime_changed_on", allow_none=True)
    regime_proposed = fields.String(attribute="case.regime_proposed", allow_none=True)
    regime_proposed_by = fields.String(attribute="case.regime_proposed_by", allow_none=True)
    regime_proposed_because = fields.String(attribute="case.regime_proposed_because", allow_none=True)
    other_regime = fields.Nested(OtherRegimeSchema, allow_none=True)
    complete_on = fields.Date(attribute="case.complete_on", allow_none=True)
    check_until = fields.Date()
    repair_until = fields.Date(attribute="case.repair_until", allow_none=True)
    deadline = Explained()
    acts = fields.List(fields.Nested(ActSchema))
    documents = fields.List(fields.Nested(DocumentSchema))
    history = fields.List(fields.Nested(EntrySchema))
    decision = fields.Nested(NoticeSchema, allow_none=True)
    prepared = fields.Nested(PreparedSchema, allow_none=True)
    delivery = fields.Nested(DeliveredSchema, allow_none=True)
