"""How the register of disputes looks over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from contracts.shapes import TermSchema
from services.registry.cases.schemas.cases import ActSchema
from services.registry.disputes.domain.disputes import TRANSITIONS, Act, Outcome, Party, Stage, Step


class DisputesQuery(Schema):
    """Which disputes: open or ended ones, or those about an objection or a request."""

    tab = fields.String(load_default="open", validate=one_of(["open", "ended"]))
    objection = fields.UUID(load_default=None)
    request = fields.UUID(load_default=None)


class DisputeLineSchema(Schema):
    """A dispute as a line of the list; `next_on` is the next day on which something is due or heard."""

    id = fields.UUID(attribute="dispute.id")
    objection_id = fields.UUID(attribute="dispute.objection_id")
    request_id = fields.UUID(attribute="dispute.request_id")
    objection_number = fields.String()
    commission = fields.String(attribute="dispute.commission")
    register_number = fields.String(attribute="dispute.register_number", allow_none=True)
    regime = fields.String(attribute="dispute.regime")
    filed_on = fields.Date(attribute="dispute.filed_on")
    filing_until = fields.Date(attribute="dispute.filing_until", allow_none=True)
    later_until = fields.Date(attribute="dispute.later_until", allow_none=True)
    stage = fields.String(attribute="dispute.stage", validate=validate.OneOf(list(Stage)))
    outcome = fields.String(allow_none=True, metadata={"description": "What the last ruling says of the claim"})
    next_on = fields.Date(allow_none=True)
    version = fields.Integer(attribute="dispute.version")


class DisputesSchema(Schema):
    """A list of disputes."""

    items = fields.List(fields.Nested(DisputeLineSchema))


class DisputeStepSchema(Schema):
    """Something that happened, or a hearing to come."""

    act = fields.String()
    on = fields.Date()
    number = fields.String(allow_none=True)
    outcome = fields.String(allow_none=True)
    party = fields.String(allow_none=True)
    note = fields.String(allow_none=True)


class DisputeEntrySchema(Schema):
    """An entry of the record; one that a later entry put right is no longer in force."""

    place = fields.Integer()
    in_force = fields.Boolean()
    act = fields.String(attribute="step.act")
    on = fields.Date(attribute="step.on")
    number = fields.String(attribute="step.number", allow_none=True)
    outcome = fields.String(attribute="step.outcome", allow_none=True)
    party = fields.String(attribute="step.party", allow_none=True)
    note = fields.String(attribute="step.note", allow_none=True)
    corrects = fields.Integer(attribute="step.corrects", allow_none=True)
    because = fields.String(attribute="step.because", allow_none=True)


class WaitingSchema(Schema):
    """Something that waits: who does it, on which article, and by when where it has a term."""

    text = fields.String()
    actor = fields.String()
    article = fields.String()
    certainty = fields.String()
    term = fields.Nested(TermSchema, allow_none=True)
    doubts = fields.List(fields.String())


class DisputeSchema(DisputeLineSchema):
    """A dispute with all that stands in its file."""

    grounds = fields.List(fields.String())
    competent = fields.String(attribute="competence.commission")
    competent_article = fields.String(attribute="competence.article")
    competent_doubt = fields.String(attribute="competence.doubt")
    steps = fields.List(fields.Nested(DisputeEntrySchema))
    warnings = fields.List(fields.String(), metadata={"description": "What came after its term, in Indonesian"})
    waiting = fields.List(fields.Nested(WaitingSchema))
    hearings = fields.List(fields.Nested(DisputeStepSchema))
    acts = fields.List(fields.Nested(ActSchema))


class DisputeFilingSchema(Schema):
    """That the applicant went to an Information Commission, and on which day."""

    objection_id = fields.UUID(required=True)
    commission = Text(required=True, longest=150)
    filed_on = fields.Date(required=True)
    note = Text(load_default=None, allow_none=True, longest=2000)


class NewDisputeStepSchema(Schema):
    """A step to write down; which fields it needs is told beside each that is missing."""

    act = fields.String(required=True, validate=one_of([str(act) for act in TRANSITIONS]))
    on = fields.Date(required=True)
    number = Text(load_default=None, allow_none=True, longest=100)
    outcome = fields.String(load_default=None, allow_none=True, validate=one_of(list(Outcome)))
    party = fields.String(load_default=None, allow_none=True, validate=one_of(list(Party)))
    note = Text(load_default=None, allow_none=True, longest=2000)
    corrects = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, 1000))
    because = Text(load_default=None, allow_none=True, longest=500)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Step:
        outcome, party = data.pop("outcome"), data.pop("party")
        return Step(
            act=Act(data.pop("act")),
            outcome=Outcome(outcome) if outcome else None,
            party=Party(party) if party else None,
            **data,
        )
