"""How disposals look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, one_of
from services.documents.retention.domain.disposal import Act, Outcome, Stage


class DueSchema(Schema):
    """A file that has outlived its schedule."""

    id = fields.UUID(attribute="document.id")
    request_id = fields.UUID(attribute="document.request_id")
    name = fields.String(attribute="document.name")
    size = fields.Integer(attribute="document.size")
    sha256 = fields.String(attribute="document.sha256")
    ended_on = fields.Date()
    kept_until = fields.Date(attribute="document.keep_until")


class ListedFileSchema(Schema):
    """A file on a list; `outcome` is null until it is settled."""

    id = fields.UUID(attribute="document.id")
    request_id = fields.UUID(attribute="document.request_id")
    name = fields.String(attribute="document.name")
    size = fields.Integer(attribute="document.size")
    sha256 = fields.String(attribute="document.sha256")
    ended_on = fields.Date(attribute="entry.ended_on")
    kept_until = fields.Date(attribute="entry.kept_until")
    outcome = fields.String(attribute="entry.outcome", allow_none=True, validate=validate.OneOf(list(Outcome)))


class DisposalSchema(Schema):
    """A list of files to destroy, and how far it is."""

    id = fields.UUID(attribute="disposal.id")
    stage = fields.String(attribute="disposal.stage", validate=validate.OneOf(list(Stage)))
    proposed_by = fields.String(attribute="disposal.proposed_by")
    proposer = fields.String(attribute="disposal.proposer")
    proposed_at = fields.AwareDateTime(attribute="disposal.proposed_at")
    decider = fields.String(attribute="disposal.decider", allow_none=True)
    decided_at = fields.AwareDateTime(attribute="disposal.decided_at", allow_none=True)
    done_at = fields.AwareDateTime(attribute="disposal.done_at", allow_none=True)
    certificate_sha256 = fields.String(attribute="disposal.certificate_sha256", allow_none=True)
    files = fields.List(fields.Nested(ListedFileSchema))


class DisposalsSchema(Schema):
    """What is due, and what was proposed so far."""

    due = fields.List(fields.Nested(DueSchema))
    items = fields.List(fields.Nested(DisposalSchema))


class VouchedSchema(Schema):
    """What an office vouches for behind the QR code of a certificate. What the files were is nobody else's business."""

    office = fields.String()
    number = fields.String()
    done_on = fields.Date()
    destroyed = fields.Integer(metadata={"description": "How many files were destroyed"})
    sha256 = fields.String(metadata={"description": "Of the certificate as a PDF, hexadecimal"})
    size = fields.Integer(metadata={"description": "Bytes"})


class DecisionSchema(Schema):
    """What the second person decides."""

    act = fields.String(required=True, validate=one_of([str(act) for act in Act]))
