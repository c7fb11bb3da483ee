"""How papers that prove who asks look over HTTP."""

from marshmallow import fields, validate
from webargs.fields import DelimitedList

from chassis.schema import Schema, one_of
from services.documents.files.domain.files import State
from services.documents.papers.domain import WAYS
from statute.papers import papers

MOST_REQUESTS = 100  # in one question


class HandInQuery(Schema):
    """What the sender says about the paper in the body; of its name only the ending counts.

    `way` and `came_on` are for officers: how it came to the office, and on which day.
    """

    request = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(list(papers()), error="Pilih salah satu jenis surat."))
    name = fields.String(required=True)
    way = fields.String(load_default=None, allow_none=True, validate=one_of(list(WAYS)))
    came_on = fields.Date(load_default=None, allow_none=True)


class PapersQuery(Schema):
    """Whose papers."""

    request = fields.UUID(required=True)


class CameQuery(Schema):
    """Of which requests."""

    requests = DelimitedList(
        fields.UUID(),
        required=True,
        error_messages={"invalid": "Isi dengan pengenal yang dipisahkan koma."},
        validate=validate.Length(max=MOST_REQUESTS, error=f"Paling banyak {MOST_REQUESTS} permohonan sekaligus."),
    )


class CameLineSchema(Schema):
    """A request, and the kinds of its papers that are there."""

    request = fields.UUID()
    kinds = fields.List(fields.String())


class CameSchema(Schema):
    """Requests of which papers are there."""

    items = fields.List(fields.Nested(CameLineSchema))


class PaperSchema(Schema):
    """A paper. Its content is shown to staff only, marked; `size` in bytes."""

    id = fields.UUID()
    kind = fields.String(metadata={"description": "One of `statute/papers.yaml`"})
    media_type = fields.String()
    size = fields.Integer()
    state = fields.String(
        validate=validate.OneOf(list(State)),
        metadata={
            "description": "`waiting` for the scanner, `stored`, `refused` by a check, or `destroyed` by schedule"
        },
    )
    why = fields.String(allow_none=True, metadata={"description": "Why it was refused, in Indonesian; null otherwise"})
    received_at = fields.AwareDateTime()
    came_at = fields.AwareDateTime()
    way = fields.String(allow_none=True, metadata={"description": "How it came, where an officer wrote it down"})
    destroyed_at = fields.AwareDateTime(allow_none=True)


class PapersSchema(Schema):
    """The papers of a request."""

    items = fields.List(fields.Nested(PaperSchema))
