"""How the public-information list looks over HTTP."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from chassis.schema import Schema, Text, one_of
from services.registry.cases.schemas.cases import EntrySchema
from services.registry.dip.domain.entries import LONGEST, Columns, Decree, Form, State
from services.registry.dip.queries import TO_DO
from statute.information import classes

KINDS = list(classes())
MOST_PAGES = 100_000


class ColumnsSchema(Schema):
    """The statutory columns of an entry (PerKI 1/2010 Lampiran II, UU 14/2008 ps. 9-11)."""

    summary = Text(required=True, longest=LONGEST["summary"])
    kind = fields.String(required=True, validate=one_of(KINDS))
    unit = Text(required=True, longest=LONGEST["unit"])
    responsible = Text(required=True, longest=LONGEST["responsible"])
    made_on = fields.Date(required=True)
    made_in = Text(required=True, longest=LONGEST["made_in"])
    form = fields.String(required=True, validate=one_of(Form))
    retention = Text(required=True, longest=LONGEST["retention"])
    archive_class = Text(load_default=None, allow_none=True, longest=LONGEST["archive_class"])
    link = Text(load_default=None, allow_none=True, longest=LONGEST["link"])


class EntryToKeepSchema(ColumnsSchema):
    """An entry to add, or the columns it is to have from now on."""

    @post_load
    def columns(self, data: dict[str, Any], **_: Any) -> Columns:
        """Return the columns as the domain takes them."""
        return Columns(**data)


class DecreeSchema(Schema):
    """The decision that puts a version into the list (SK penetapan)."""

    decree_number = Text(required=True, longest=100)
    decree_on = fields.Date(required=True)

    @post_load
    def decree(self, data: dict[str, Any], **_: Any) -> Decree:
        """Return the decree as the domain takes it."""
        return Decree(data["decree_number"], data["decree_on"])


class DecreeToComeSchema(Schema):
    """The decree of a version; neither part where it follows what must not wait (R-22)."""

    decree_number = Text(load_default=None, allow_none=True, longest=100)
    decree_on = fields.Date(load_default=None, allow_none=True)

    @validates_schema
    def whole(self, data: dict[str, Any], **_: Any) -> None:
        """Let neither part stand without the other."""
        for name, said in (("decree_number", "Tulis nomor keputusannya."), ("decree_on", "Isi tanggal keputusannya.")):
            if data[name] is None and any(data.values()):
                raise ValidationError(said, name)

    @post_load
    def decree(self, data: dict[str, Any], **_: Any) -> dict[str, Decree | None]:
        """Return the decree as the domain takes it."""
        number = data["decree_number"]
        return {"decree": Decree(number, data["decree_on"]) if number else None}


class ReasonSchema(Schema):
    """Why something is taken back."""

    reason = Text(required=True, longest=1000)


class ImportQuery(Schema):
    """Whether to look only, or to take the rows over."""

    dry_run = fields.Boolean(load_default=False)


class ListQuery(Schema):
    """Which part of the office's list: a state or something to be done (`due` for review ...), a class, a page."""

    state = fields.String(load_default=None, validate=one_of([*State, *TO_DO]))
    kind = fields.String(load_default=None, validate=one_of(KINDS))
    page = fields.Integer(load_default=1, validate=validate.Range(1, MOST_PAGES))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class SearchQuery(Schema):
    """What the public looks for: words, a class, the year of making, a page."""

    q = fields.String(load_default="", validate=validate.Length(max=200, error="Paling panjang 200 huruf."))
    kind = fields.String(load_default=None, validate=one_of(KINDS))
    year = fields.Integer(load_default=None, validate=validate.Range(1945, 2200))
    page = fields.Integer(load_default=1, validate=validate.Range(1, MOST_PAGES))
    size = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class ItemSchema(ColumnsSchema):
    """An entry as the office keeps it; `published` is its newest version, 0 before the first."""

    id = fields.UUID()
    state = fields.String()
    published = fields.Integer()
    review_on = fields.Date(allow_none=True)
    changed_at = fields.AwareDateTime()
    version = fields.Integer()


class ItemPageSchema(Schema):
    """A page of the office's list."""

    items = fields.List(fields.Nested(ItemSchema))
    total = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    due = fields.Integer(metadata={"description": "Published entries whose review day has come"})
    urgent = fields.Integer(metadata={"description": "Drafts that must not wait to be published"})
    undecreed = fields.Integer(metadata={"description": "Published entries whose decree has not followed yet"})


class VersionSchema(ColumnsSchema):
    """What was published under one number, by which decree."""

    number = fields.Integer()
    decree_number = fields.String(allow_none=True)
    decree_on = fields.Date(allow_none=True)
    published_at = fields.AwareDateTime()


class SheetSchema(ItemSchema):
    """An entry with its published versions, newest first, and its history."""

    versions = fields.List(fields.Nested(VersionSchema))
    history = fields.List(fields.Nested(EntrySchema))


class FoundLineSchema(Schema):
    """A published entry as a line of what was found."""

    id = fields.UUID()
    number = fields.Integer()
    summary = fields.String()
    kind = fields.String()
    unit = fields.String()
    form = fields.String()
    made_on = fields.Date()
    published_at = fields.AwareDateTime()


class MeantSchema(Schema):
    """How a typed word was read: `instead` holds the words taken in place of an unknown one."""

    word = fields.String()
    instead = fields.List(fields.String())


class FoundSchema(Schema):
    """What the public finds; `total` of a search counts at most 1,000."""

    items = fields.List(fields.Nested(FoundLineSchema))
    total = fields.Integer()
    meant = fields.List(fields.Nested(MeantSchema))
    by_class = fields.Dict(keys=fields.String(), values=fields.Integer())


class PublishedSchema(Schema):
    """A published entry with all its versions, newest first."""

    id = fields.UUID()
    versions = fields.List(fields.Nested(VersionSchema))
