"""How papers that prove who asks look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.documents.domain.files import State
from statute.papers import papers


class HandInQuery(Schema):
    """What the sender says about the paper in the body; of its name only the ending counts."""

    request = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(list(papers()), error="Pilih salah satu jenis surat."))
    name = fields.String(required=True)


class PapersQuery(Schema):
    """Whose papers."""

    request = fields.UUID(required=True)


class PaperSchema(Schema):
    """A paper. Its content is shown to staff only, marked; `size` in bytes."""

    id = fields.UUID()
    kind = fields.String(metadata={"description": "One of `statute/papers.yaml`"})
    media_type = fields.String()
    size = fields.Integer()
    state = fields.String(
        validate=validate.OneOf(list(State)),
        metadata={
            "description": "`waiting` for the scanner, `stored`, `refused` by a check, or `destroyed` by schedule"
        },
    )
    why = fields.String(allow_none=True, metadata={"description": "Why it was refused, in Indonesian; null otherwise"})
    received_at = fields.AwareDateTime()
    destroyed_at = fields.AwareDateTime(allow_none=True)


class PapersSchema(Schema):
    """The papers of a request."""

    items = fields.List(fields.Nested(PaperSchema))
