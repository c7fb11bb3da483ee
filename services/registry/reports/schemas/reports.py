"""How annual reports look over HTTP."""

from marshmallow import fields, validate

from chassis.schema import Schema, Text
from services.registry.reports.domain import LONGEST
from statute.report import parts

YEAR = validate.Range(2021, 2100, error="Isi tahun dari 2021 sampai 2100.")


class YearSchema(Schema):
    """Which year a report is to be about."""

    year = fields.Integer(required=True, validate=YEAR)


# What the office writes, by the parts of `statute.report`.
PartsSchema = Schema.from_dict(
    {part.code: Text(load_default="", shortest=0, longest=LONGEST) for part in parts()}, name="PartsSchema"
)


class WordsSchema(Schema):
    """The parts of a draft; those not sent are empty."""

    words = fields.Nested(PartsSchema, required=True)


class HandoverSchema(Schema):
    """When the Information Commission got the report, and by which receipt or letter."""

    on = fields.Date(required=True)
    reference = Text(required=True, longest=100)


class ReportLineSchema(Schema):
    """A report as a line: issued once it has a number."""

    id = fields.UUID()
    year = fields.Integer()
    letter_number = fields.String(allow_none=True)
    issued_at = fields.AwareDateTime(allow_none=True)
    item = fields.UUID(allow_none=True)
    handed_on = fields.Date(allow_none=True)
    handed_reference = fields.String(allow_none=True)
    version = fields.Integer()


class OverviewSchema(Schema):
    """The office's reports, the latest first; the year that has ended last, and by when its report is due (R-20)."""

    items = fields.List(fields.Nested(ReportLineSchema))
    year = fields.Integer()
    due_on = fields.Date()
    waits = fields.Boolean(metadata={"description": "Not issued yet, though the office had cases that year"})


class TableSchema(Schema):
    """Figures under one heading: what is counted, and how many (`measure`), in the words of the report."""

    heading = fields.String()
    measure = fields.String()
    rows = fields.List(fields.List(fields.String()))


class PartToldSchema(Schema):
    """A part as it stands on paper."""

    heading = fields.String()
    words = fields.String()
    tables = fields.List(fields.Nested(TableSchema))


class ReportSchema(ReportLineSchema):
    """A report with its words and figures: those of today, or as they stood when it was issued.

    `parts` tells the same as it stands on paper.
    """

    words = fields.Dict(keys=fields.String(), values=fields.String())
    figures = fields.Dict(keys=fields.String())
    parts = fields.List(fields.Nested(PartToldSchema))
    due_on = fields.Date()
    signer = fields.String(allow_none=True)
    capacity = fields.String(allow_none=True)
    signing_decree = fields.String(allow_none=True)


class RemindersSchema(Schema):
    """What waits beside the cases; no year where the last one's report is issued, or where it had no case."""

    report_year = fields.Integer(allow_none=True)
    report_due_on = fields.Date(allow_none=True)
    urgent = fields.Integer(metadata={"description": "Drafts of information that must not wait"})
    undecreed = fields.Integer(metadata={"description": "Published entries whose decree has not followed yet"})
    ending = fields.Integer(metadata={"description": "Exemptions in force whose end comes near"})


class BelowLineSchema(Schema):
    """An office below, with its report where it has delivered one."""

    office = fields.String()
    number = fields.String(allow_none=True)
    issued_on = fields.Date(allow_none=True)


class BelowSchema(Schema):
    """The offices below and their reports on a year."""

    items = fields.List(fields.Nested(BelowLineSchema))
    due_on = fields.Date()
