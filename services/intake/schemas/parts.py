"""How the questions of a request look over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.intake.domain.request import FEWEST_PARTS, MOST_PARTS, Question
from services.intake.schemas.typed import Line
from statute.regimes import categories


class QuestionSchema(Schema):
    """One question of a request: what it is about, in an officer's words."""

    category = fields.String(required=True, validate=one_of(list(categories())))
    subject = Line(required=True, longest=200)
    detail = Text(required=True, longest=5000)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Question:
        return Question(**data)


class QuestionsSchema(Schema):
    """Into which questions a request is to be split."""

    parts = fields.List(
        fields.Nested(QuestionSchema),
        required=True,
        validate=validate.Length(
            FEWEST_PARTS, MOST_PARTS, error=f"Pecah menjadi {FEWEST_PARTS} sampai {MOST_PARTS} bagian."
        ),
    )


class ProposedSchema(Schema):
    """Under which ids the questions are kept, in their order: by these the register is asked to split the request."""

    parts = fields.List(fields.UUID())
