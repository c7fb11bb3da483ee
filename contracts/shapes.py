"""Shapes that more than one service answers with, so that a reader learns them once."""

from marshmallow import Schema, fields


class DaySchema(Schema):
    """One day of a count: `ordinal` when it counts, otherwise why it does not and by which decree."""

    on = fields.Date()
    ordinal = fields.Integer(allow_none=True)
    why = fields.String(allow_none=True)
    decree = fields.String(allow_none=True)


class DeadlineSchema(Schema):
    """A statutory deadline that explains itself: regime, article, every day counted and every day skipped."""

    regime = fields.String()
    received_on = fields.Date()
    due_on = fields.Date()
    due_at = fields.AwareDateTime()
    extended_due_on = fields.Date()
    objection_answer_due_on = fields.Date()
    rule = fields.String(attribute="answer.rule.id")
    article = fields.String(attribute="answer.rule.article")
    certainty = fields.String(attribute="answer.rule.certainty")
    basis = fields.String()
    days = fields.List(fields.Nested(DaySchema))
    provisional = fields.Boolean()
    warnings = fields.List(fields.String())
