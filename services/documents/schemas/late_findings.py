"""How files look over HTTP in which something was found, or said anew, once they could be given."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.documents.domain.late_findings import Late
from services.documents.schemas.files import notice_by


class LateFindingsQuery(Schema):
    """A page."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class LateFindingSchema(Schema):
    """A file in which something was found, or said anew, once it could be given."""

    document = fields.UUID()
    request = fields.UUID()
    name = fields.String()
    concerns = fields.String(
        validate=validate.OneOf(list(Late)),
        metadata={
            "description": "`awaited`: a decision gave it and the applicant cannot have it; `given`: the applicant has "
            "it; `suspended`: it may not be given for now"
        },
    )
    open = fields.Integer(metadata={"description": "Findings that stand open; 0 while it waits to be read again"})
    since = fields.AwareDateTime()
    notice_by = notice_by()


class LateCountsSchema(Schema):
    """How many files there are, by what they concern."""

    awaited = fields.Integer()
    given = fields.Integer()
    suspended = fields.Integer()


class LateFindingsSchema(Schema):
    """A page of files, and how many there are on all pages."""

    items = fields.List(fields.Nested(LateFindingSchema))
    total = fields.Integer()
    counts = fields.Nested(LateCountsSchema)
