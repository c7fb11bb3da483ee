"""How proposals to blacken files look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.documents.redaction.domain.proposals import Waiting
from services.documents.redaction.domain.redactions import Stage


class ProposalsQuery(Schema):
    """A page."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class ProposalSchema(Schema):
    """A redaction that was proposed once and is not approved; `name` is its original's, `words` why it went back."""

    id = fields.UUID(attribute="redaction.id")
    document = fields.UUID(attribute="original.id")
    request = fields.UUID(attribute="original.request_id")
    name = fields.String(attribute="original.name")
    stage = fields.String(attribute="redaction.stage", validate=validate.OneOf([Stage.DRAFT, Stage.PROPOSED]))
    waits_for = fields.String(
        validate=validate.OneOf(list(Waiting)),
        metadata={
            "description": "`copy`: it is being made; `you` or `somebody_else`: who may approve it; `new_copy`: none "
            "could be made, so it has to go back; `correction`: it went back"
        },
    )
    proposed_by = fields.String(attribute="redaction.proposed_by")
    proposer = fields.String(attribute="redaction.proposer")
    proposed_at = fields.AwareDateTime(attribute="redaction.proposed_at")
    decider = fields.String(attribute="redaction.decider", allow_none=True)
    decided_at = fields.AwareDateTime(attribute="redaction.decided_at", allow_none=True)
    words = fields.String(attribute="redaction.words", allow_none=True)


class CountsSchema(Schema):
    """How many are `proposed`, how many of them by whoever asks (`own`), and how many went back (`returned`)."""

    proposed = fields.Integer()
    own = fields.Integer()
    returned = fields.Integer()


class ProposalsSchema(Schema):
    """A page of proposals, and how many there are on all pages."""

    items = fields.List(fields.Nested(ProposalSchema))
    total = fields.Integer()
    counts = fields.Nested(CountsSchema)
