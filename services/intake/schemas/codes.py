"""How a short tracking code looks over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, Text
from services.intake.domain.states import State
from services.intake.schemas.typed import optional


class CodeSchema(Schema):
    """A tracking code in any case, with blanks and hyphens or without; the contact opens the rest."""

    code = Text(required=True, longest=64, metadata={"example": "7K4M-Q2XD-9RT"})
    contact = optional(Text, 254)


class FoundSchema(Schema):
    """Where a request stands. `tracking_token` is there for whoever named the mailbox or the phone handed in."""

    state = fields.String(validate=validate.OneOf(list(State)))
    office = fields.String()
    tracking_token = fields.String(attribute="token", allow_none=True)
