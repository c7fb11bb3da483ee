"""How proofs of delivery look over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.registry.deliveries.domain import BY_HAND, Proof, Receiver, Step, Way


class ProofSchema(Schema):
    """That a notice on paper was sent or received; who received it is said by capacity, never by name."""

    step = fields.String(required=True, validate=one_of([one.value for one in Step]))
    way = fields.String(required=True, validate=one_of([one.value for one in BY_HAND]))
    at = fields.AwareDateTime(required=True)
    receiver = fields.String(load_default=None, allow_none=True, validate=one_of([one.value for one in Receiver]))
    reference = Text(load_default=None, allow_none=True, longest=60)
    document = fields.UUID(load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Proof:
        return Proof(
            step=Step(data["step"]),
            way=Way(data["way"]),
            at=data["at"],
            receiver=Receiver(data["receiver"]) if data["receiver"] else None,
            reference=data["reference"],
            document=str(data["document"]) if data["document"] else None,
        )


class CaseProofSchema(ProofSchema):
    """The same of the written notice, or of a letter before it (`letter`)."""

    letter = fields.UUID(load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"letter": data.pop("letter"), "proof": super()._made(data, **more)}


class DeliverySchema(Schema):
    """A proof as it is kept; e-mails are there as well."""

    step = fields.String(validate=validate.OneOf(list(Step)))
    way = fields.String(validate=validate.OneOf(list(Way)))
    at = fields.AwareDateTime()
    receiver = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)
    document = fields.UUID(allow_none=True)
    recorded_at = fields.AwareDateTime()
    recorded_by = fields.String()


class DeliveredSchema(Schema):
    """What is proved about the written notice: until when an objection may be filed counts from its receipt."""

    proofs = fields.List(fields.Nested(DeliverySchema))
    received_at = fields.AwareDateTime(allow_none=True)
    objection_until = fields.Date(allow_none=True)
    objection_article = fields.String(allow_none=True)
