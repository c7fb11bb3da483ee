"""Shapes that more than one service answers with, so that a reader learns them once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from marshmallow import Schema, fields


class DaySchema(Schema):
    """One day of a count: `ordinal` when it counts, otherwise why it does not and by which decree."""

    on = fields.Date()
    ordinal = fields.Integer(allow_none=True)
    why = fields.String(allow_none=True)
    decree = fields.String(allow_none=True)


class DeadlineSchema(Schema):
    """A statutory deadline that explains itself: regime, article, every day counted and every day skipped.

    `provisional`, `warnings` and `doubts` are about `due_on`; the extension has warnings of its own.
    `from_completeness_on` stands beside the strict date where the office declared the request complete.
    """

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
    extension_days = fields.List(fields.Nested(DaySchema), attribute="extension.days")
    from_completeness_on = fields.Date(allow_none=True)
    provisional = fields.Boolean(attribute="answer.provisional")
    warnings = fields.List(fields.String(), attribute="answer.warnings")
    extension_warnings = fields.List(fields.String(), attribute="extension.warnings")
    doubts = fields.List(fields.String(), attribute="answer.rule.doubts")


@lru_cache(maxsize=1024)
def written(deadline: Any) -> Mapping[str, Any]:
    """Return a deadline as `DeadlineSchema` writes it, written once: requests of one day share it, and it has many
    days.
    """
    return cast(Mapping[str, Any], DeadlineSchema().dump(deadline))


class Explained(fields.Nested):
    """A deadline that explains itself, as a field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(DeadlineSchema, **kwargs)

    def _serialize(  # type: ignore[override]  # Nested itself names its first argument otherwise than Field
        self, nested_obj: Any, attr: str | None, obj: Any, **kwargs: Any
    ) -> Mapping[str, Any] | None:
        return None if nested_obj is None else written(nested_obj)


class TermSchema(Schema):
    """One statutory term that explains itself: rule, article, every day counted and every day skipped.

    `sooner_on` is there where sources disagree and another reading ends earlier; it is the day to be warned of.
    """

    rule = fields.String(attribute="rule.id")
    article = fields.String(attribute="rule.article")
    certainty = fields.String(attribute="rule.certainty")
    value = fields.Integer(attribute="rule.value")
    unit = fields.String(attribute="rule.unit")
    start = fields.Date()
    due_on = fields.Date()
    sooner_on = fields.Date(allow_none=True)
    days = fields.List(fields.Nested(DaySchema))
    provisional = fields.Boolean()
    warnings = fields.List(fields.String())


class RowFaultSchema(Schema):
    """What is to be said about one row, as the spreadsheet numbers it."""

    row = fields.Integer()
    column = fields.String()
    detail = fields.String()


class ImportReportSchema(Schema):
    """What a sheet holds. `faults` lists the first 200 things that keep it out, `faulty` counts them all; `notes` and
    `noted` are about rows that can be taken.
    """

    rows = fields.Integer()
    accepted = fields.Integer()
    faulty = fields.Integer()
    faults = fields.List(fields.Nested(RowFaultSchema))
    noted = fields.Integer()
    notes = fields.List(fields.Nested(RowFaultSchema))
    imported = fields.Boolean()
