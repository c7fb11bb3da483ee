"""How files look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, one_of
from services.documents.domain.files import Check, Purpose, State
from services.documents.domain.keeping import Fault


class UploadQuery(Schema):
    """What the sender says about the file in the body. `name` is checked by the domain, which knows why not."""

    request = fields.UUID(required=True, metadata={"description": "The request that the file belongs to"})
    purpose = fields.String(required=True, validate=one_of(Purpose))
    name = fields.String(required=True, metadata={"description": "File name with extension, at most 200 characters"})


class ListQuery(Schema):
    """Whose files."""

    request = fields.UUID(required=True)


class DocumentSchema(Schema):
    """A file. `sha256` is hexadecimal, `size` in bytes; `stored_at` is null until the file is in the evidence."""

    id = fields.UUID()
    request = fields.UUID(attribute="request_id")
    purpose = fields.String()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    state = fields.String(
        validate=validate.OneOf(list(State)),
        metadata={"description": "`waiting` for the scanner, `stored`, `refused` by a check, or `lost`"},
    )
    checked_by = fields.String(
        allow_none=True,
        validate=validate.OneOf(list(Check)),
        metadata={"description": "`clamd`, or only `rules` on type and container where there is no scanner"},
    )
    why = fields.String(
        allow_none=True, metadata={"description": "Why it was refused and what to do, in Indonesian; null otherwise"}
    )
    fault = fields.String(
        allow_none=True,
        validate=validate.OneOf(list(Fault)),
        metadata={"description": "What the last reading found wrong; null when the file is as it was received"},
    )
    held = fields.Boolean(metadata={"description": "An objection or a dispute holds it: nobody can delete it"})
    keep_until = fields.Date(
        allow_none=True, metadata={"description": "Last day of keeping by schedule; null until the case has ended"}
    )
    verified_at = fields.AwareDateTime(allow_none=True)
    received_at = fields.AwareDateTime()
    stored_at = fields.AwareDateTime(allow_none=True)


class DocumentsSchema(Schema):
    """The files held for a request."""

    items = fields.List(fields.Nested(DocumentSchema))
