"""How acts short of a decision look over HTTP."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.progress import ACTS, MOST_PARTS, Ground, Step
from services.registry.deliveries.schemas import DeliverySchema
from services.registry.letters.domain import FORMS
from statute.regimes import Regime


def step_of(data: Mapping[str, Any]) -> Step:
    """Return an act and its words as the domain reads them."""
    ground = data["ground"]
    return Step(Act(data["act"]), data["statement"], Ground(ground) if ground else None)


class StepSchema(Schema):
    """An act of the office's desk: `statement` and `ground` as the act asks for them."""

    act = fields.String(required=True, validate=one_of([act.value for act in ACTS]))
    statement = Text(load_default=None, allow_none=True, longest=5000)
    ground = fields.String(load_default=None, allow_none=True, validate=one_of([one.value for one in Ground]))

    @post_load
    def _made(self, data: dict[str, Any], **_: object) -> Any:
        return step_of(data)


class LetterDraftSchema(StepSchema):
    """An act that writes a letter, to be looked at first; `receiver` is the office that a request is passed on to."""

    act = fields.String(required=True, validate=one_of([act.value for act in FORMS]))
    receiver = Text(load_default=None, allow_none=True, longest=20)

    @post_load
    def _made(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        receiver = data.pop("receiver")
        return {"step": step_of(data), "receiver": receiver}


class RegimeChangeSchema(Schema):
    """The other regime, and why."""

    regime = fields.String(required=True, validate=one_of([one.value for one in Regime]))
    reason = Text(required=True, longest=1000)


class TransferSchema(Schema):
    """The competent office, by its code, and why it is that."""

    receiver = Text(required=True, longest=20)
    statement = Text(required=True, longest=5000)


class HandBackSchema(Schema):
    """Why a request was passed on in error."""

    statement = Text(required=True, longest=5000)


class SplitSchema(Schema):
    """Into which parts, by the ids that intake gave for their words, and why."""

    parts = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(max=MOST_PARTS, error=f"Paling banyak {MOST_PARTS} bagian."),
    )
    statement = Text(required=True, longest=5000)


class CaseLetterSchema(Schema):
    """What the office wrote with an act; `until` is the day that the act set, `proofs` what is proved of its way."""

    id = fields.UUID(attribute="letter.id")
    letter_number = fields.String(attribute="letter.letter_number")
    act = fields.String(attribute="letter.act", validate=validate.OneOf([act.value for act in Act]))
    ground = fields.String(attribute="letter.ground", allow_none=True)
    statement = fields.String(attribute="letter.statement")
    until = fields.Date(attribute="letter.until", allow_none=True)
    at = fields.AwareDateTime(attribute="letter.at")
    signer = fields.String(attribute="letter.signer", allow_none=True)
    capacity = fields.String(attribute="letter.capacity", allow_none=True)
    signing_decree = fields.String(attribute="letter.signing_decree", allow_none=True)
    signing_role = fields.String(attribute="letter.signing_role", allow_none=True)
    proofs = fields.List(fields.Nested(DeliverySchema))


class CaseLettersSchema(Schema):
    """The letters of a case."""

    items = fields.List(fields.Nested(CaseLetterSchema))
