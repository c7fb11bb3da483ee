"""How the making of a dispute's file looks over HTTP."""

from marshmallow import fields

from chassis.schema import Schema
from services.documents.disputes.domain.files import Stage


class MakingSchema(Schema):
    """How far the making is: `done` of `whole` exhibits are pages; the file is offered `until` a moment."""

    stage = fields.Enum(Stage, by_value=True)
    done = fields.Integer(attribute="making.done")
    whole = fields.Integer(attribute="making.whole")
    asked_at = fields.AwareDateTime(attribute="making.asked_at")
    made_at = fields.AwareDateTime(attribute="making.made_at", allow_none=True)
    until = fields.AwareDateTime(allow_none=True)
    fault = fields.String(attribute="making.fault", allow_none=True)
    size = fields.Integer(attribute="making.size", allow_none=True, metadata={"description": "Bytes of the ZIP"})
    sha256 = fields.String(attribute="making.sha256", allow_none=True)
    pdf_size = fields.Integer(attribute="making.pdf_size", allow_none=True, metadata={"description": "Bytes"})
    pdf_sha256 = fields.String(attribute="making.pdf_sha256", allow_none=True)
