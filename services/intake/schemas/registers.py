"""How the lines of the registers look over HTTP."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema
from webargs.fields import DelimitedList

from chassis.schema import Schema
from services.intake.domain.request import LONGEST_LIST


class EntriesQuery(Schema):
    """Which lines: by id, or all of a year; masked or opened."""

    ids = DelimitedList(
        fields.UUID(),
        error_messages={"invalid": "Isi dengan pengenal yang dipisahkan koma."},
        validate=validate.Length(max=LONGEST_LIST, error=f"Paling banyak {LONGEST_LIST} baris sekaligus."),
    )
    year = fields.Integer(
        load_default=None, validate=validate.Range(2010, 2100, error="Isi tahun dari 2010 sampai 2100.")
    )
    opened = fields.Boolean(load_default=False)

    @validates_schema
    def _one_way(self, data: Mapping[str, Any], **_: Any) -> None:
        if ("ids" in data) == (data["year"] is not None):
            raise ValidationError("Sebutkan pengenal baris atau tahunnya, salah satu.", "year")


class EntrySchema(Schema):
    """A line of a register. Masked: the name shortened, no address, contact, occupation, detail or purpose."""

    id = fields.UUID()
    name = fields.String()
    attorney = fields.String(allow_none=True)
    address = fields.String(allow_none=True)
    contact = fields.String(allow_none=True)
    occupation = fields.String(allow_none=True)
    subject = fields.String()
    detail = fields.String(allow_none=True)
    purpose = fields.String(allow_none=True)
    obtain = fields.String()
    format = fields.String()


class EntriesSchema(Schema):
    """Lines of a register."""

    items = fields.List(fields.Nested(EntrySchema))


class ImportQuery(Schema):
    """Whether to look only, or to take the rows over."""

    dry_run = fields.Boolean(load_default=False)


class YearQuery(Schema):
    """A year of the old register."""

    year = fields.Integer(required=True, validate=validate.Range(2010, 2100, error="Isi tahun dari 2010 sampai 2100."))


class CountSchema(Schema):
    """How many rows ended in one way on the same days; nothing about anybody."""

    outcome = fields.String()
    received_on = fields.Date()
    answered_on = fields.Date(allow_none=True)
    many = fields.Integer()


class ObjectionCountSchema(Schema):
    """How many objections came in, and how many were answered in which way."""

    received = fields.Integer()
    by_outcome = fields.Dict(keys=fields.String(), values=fields.Integer())


class DisputeCountSchema(Schema):
    """How many disputes were filed, and in how many a step happened; a ruling is `rule.<outcome>`."""

    received = fields.Integer()
    steps = fields.Dict(keys=fields.String(), values=fields.Integer())


class CountsSchema(Schema):
    """The counts of a year: of requests by outcome and days, of objections by answer, of disputes by step."""

    items = fields.List(fields.Nested(CountSchema))
    objections = fields.Nested(ObjectionCountSchema)
    disputes = fields.Nested(DisputeCountSchema)


class ImportedQuery(Schema):
    """Which part of the old register: a year and a page of it, masked or opened."""

    year = fields.Integer(required=True, validate=validate.Range(2010, 2100, error="Isi tahun dari 2010 sampai 2100."))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 500))
    opened = fields.Boolean(load_default=False)


class ImportedRowSchema(Schema):
    """A row of the old register: `told` by the columns of `statute.registers`, days in ISO 8601, empty ones left out.

    Masked: the name shortened, of what was asked the first line, no address, contact, occupation or purpose.
    """

    id = fields.UUID()
    told = fields.Dict(keys=fields.String(), values=fields.String())


class ImportedPageSchema(Schema):
    """A page of the old register."""

    items = fields.List(fields.Nested(ImportedRowSchema))
    total = fields.Integer()
