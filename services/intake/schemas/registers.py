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
