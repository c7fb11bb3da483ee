"""How the late cases of the offices below look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema


class WatchedQuery(Schema):
    """Which page of the list."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class WatchedCaseSchema(Schema):
    """A case of an office below, or an objection to one (`about`), by its number; it names nobody."""

    id = fields.UUID(attribute="watched.id")
    office = fields.String(attribute="watched.office")
    about = fields.String(attribute="watched.about")
    number = fields.String(attribute="watched.number")
    step = fields.String(attribute="watched.step")
    regime = fields.String(attribute="watched.regime")
    stage = fields.String(attribute="watched.stage")
    due_on = fields.Date(attribute="watched.due_on")
    late_by = fields.Integer(metadata={"description": "Working days after the due day; negative before it"})


class WatchedPageSchema(Schema):
    """A page of them, the most overdue first."""

    items = fields.List(fields.Nested(WatchedCaseSchema))
    total = fields.Integer()
    told_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When an office below last told of a change"}
    )
