"""How redactions look over HTTP."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from chassis.schema import Schema, Text, one_of
from services.documents.gate.domain.findings import Kind
from services.documents.redaction.domain.masks import LONGEST_WORDS, Mask
from services.documents.redaction.domain.redactions import MOST_PAGES, PATTERNS, Act, Box, CopyState, Decision, Stage
from statute.exemptions import exemptions

_FRACTION = {"description": "Fraction of the page as seen, from 0 to 1; origin top left"}


class BoxSchema(Schema):
    """A place to blacken and what closes it. `note` is for the office alone and never in a copy."""

    page = fields.Integer(required=True, metadata={"description": "From 1"})
    x = fields.Float(required=True, metadata=_FRACTION)
    y = fields.Float(required=True, metadata=_FRACTION)
    width = fields.Float(required=True, metadata=_FRACTION)
    height = fields.Float(required=True, metadata=_FRACTION)
    ground = fields.String(
        required=True,
        validate=one_of(list(exemptions())),
        metadata={"description": "Letter of UU 14/2008 Pasal 17; personal data is `h`"},
    )
    act = Text(
        load_default=None,
        allow_none=True,
        longest=300,
        metadata={"description": "Act and article that close it beside; required for letter `j`"},
    )
    note = Text(load_default=None, allow_none=True, longest=300)
    words = Text(
        load_default=None,
        allow_none=True,
        longest=LONGEST_WORDS,
        shortest=2,
        metadata={"description": "What the finder found there; the release gate looks for it in the copy"},
    )

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Box:
        return Box(**data)


class BoxesSchema(Schema):
    """The whole list of boxes; it takes the place of the one before."""

    boxes = fields.List(fields.Nested(BoxSchema), required=True)


class MaskSchema(Schema):
    """What to blacken in a file without pages: exactly one of `area`, `words` and `pattern`; and what closes it."""

    area = Text(
        load_default=None,
        allow_none=True,
        longest=100,
        metadata={"description": "`Rekap!A2:B9`, `Rekap!C:C`, `Rekap!5:7`; in CSV no sheet; lines of a text `5:7`"},
    )
    words = Text(load_default=None, allow_none=True, longest=LONGEST_WORDS, shortest=2)
    pattern = fields.String(load_default=None, allow_none=True, validate=one_of(PATTERNS))
    ground = fields.String(required=True, validate=one_of(list(exemptions())))
    act = Text(load_default=None, allow_none=True, longest=300)
    note = Text(load_default=None, allow_none=True, longest=300)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Mask:
        return Mask(**data)


class MasksSchema(Schema):
    """The whole list of masks; it takes the place of the one before."""

    masks = fields.List(fields.Nested(MaskSchema), required=True)


class SoughtSchema(Schema):
    """What to look for: words as typed, and kinds of personal data."""

    words = fields.List(
        Text(longest=100, shortest=2),
        load_default=list,
        validate=validate.Length(max=50, error="Paling banyak 50 kata atau nama."),
    )
    patterns = fields.List(fields.String(validate=one_of(PATTERNS)), load_default=list)

    @validates_schema
    def _something(self, data: dict[str, Any], **_: Any) -> None:
        if not data["words"] and not data["patterns"]:
            raise ValidationError("Tulis kata yang dicari, atau pilih jenis data.", "words")


class TakenSchema(SoughtSchema):
    """Things that such a search found, by their places in its list, to be masked on a ground."""

    take = fields.List(fields.Integer(), required=True, validate=validate.Length(min=1, error="Pilih temuan."))
    ground = fields.String(required=True, validate=one_of(list(exemptions())))


class SearchSchema(SoughtSchema):
    """What to look for; on some pages only, if they are named."""

    pages = fields.List(
        fields.Integer(validate=validate.Range(1, MOST_PAGES, error="Halaman ini tidak ada.")),
        load_default=None,
        allow_none=True,
        data_key="pages",
        attribute="only",
        validate=validate.Length(max=MOST_PAGES, error=f"Paling banyak {MOST_PAGES} halaman."),
    )


class FoundSchema(Schema):
    """A box around something found, its kind and a masked sample. What stands on two lines has one `group`."""

    page = fields.Integer()
    x = fields.Float(metadata=_FRACTION)
    y = fields.Float(metadata=_FRACTION)
    width = fields.Float(metadata=_FRACTION)
    height = fields.Float(metadata=_FRACTION)
    kind = fields.String(validate=validate.OneOf(list(Kind)))
    sample = fields.String()
    words = fields.String(allow_none=True, metadata={"description": "As they were asked for; null for a kind of data"})
    group = fields.Integer()


class FindsSchema(Schema):
    """What was found. `unread`: pages that were not read, for want of time or, pictures, of a reader."""

    items = fields.List(fields.Nested(FoundSchema))
    unread = fields.List(fields.Integer())


class ThingSchema(Schema):
    """Something found in a file without pages: its kind, a masked sample, its first places, and how many there are."""

    kind = fields.String(validate=validate.OneOf(list(Kind)))
    sample = fields.String()
    where = fields.List(fields.String())
    count = fields.Integer()
    covered = fields.Boolean(metadata={"description": "Masks hide it already wherever it stands"})


class ThingsSchema(Schema):
    """What was found, each thing once. `more`: there are others; a mask of their kind hides all of them."""

    items = fields.List(fields.Nested(ThingSchema))
    more = fields.Boolean()


class SavedSchema(Schema):
    """A list of boxes that was saved once."""

    version = fields.Integer()
    saved_by = fields.String()
    saved_at = fields.AwareDateTime()
    boxes = fields.List(fields.Nested(BoxSchema))
    masks = fields.List(fields.Nested(MaskSchema))


class VersionSchema(Schema):
    """That a list was saved, and how many boxes it had."""

    version = fields.Integer()
    saved_by = fields.String()
    saver = fields.String(
        allow_none=True, metadata={"description": "The name of who saved it; none of a time before names were kept"}
    )
    saved_at = fields.AwareDateTime()
    boxes = fields.Integer(attribute="count")


class PageSchema(Schema):
    """A page as it is seen, turned and cropped: width and height in points."""

    number = fields.Integer()
    width = fields.Float()
    height = fields.Float()


class CopySchema(Schema):
    """The blackened copy of a proposal. `text`: whether its words can be searched and read aloud."""

    document = fields.UUID(allow_none=True)
    state = fields.String(validate=validate.OneOf(list(CopyState)))
    why = fields.String(allow_none=True)
    sha256 = fields.String(allow_none=True)
    size = fields.Integer(allow_none=True)
    text = fields.Boolean(allow_none=True)
    approved_at = fields.AwareDateTime(allow_none=True)
    cleared = fields.Boolean(metadata={"description": "Approved, and nothing that the release gate found stands open"})


class ActSchema(Schema):
    """What whoever asks may do now, or why not."""

    act = fields.String(validate=validate.OneOf(list(Act)))
    allowed = fields.Boolean()
    reason = fields.String(allow_none=True)


class RedactionSchema(Schema):
    """The blackening of a document, `version` being its ETag; `words` are those of the last decision."""

    id = fields.UUID(attribute="redaction.id")
    document = fields.UUID(attribute="original.id")
    request = fields.UUID(attribute="original.request_id")
    name = fields.String(attribute="original.name")
    media_type = fields.String(attribute="original.media_type")
    sha256 = fields.String(attribute="original.sha256")
    stage = fields.String(attribute="redaction.stage", validate=validate.OneOf(list(Stage)))
    version = fields.Integer(attribute="redaction.version")
    pages = fields.List(fields.Nested(PageSchema), attribute="redaction.pages")
    boxes = fields.List(fields.Nested(BoxSchema))
    masks = fields.List(
        fields.Nested(MaskSchema), metadata={"description": "In place of boxes where there are no pages"}
    )
    versions = fields.List(fields.Nested(VersionSchema))
    started_by = fields.String(attribute="redaction.started_by")
    started_at = fields.AwareDateTime(attribute="redaction.started_at")
    proposed_by = fields.String(attribute="redaction.proposed_by", allow_none=True)
    proposer = fields.String(attribute="redaction.proposer", allow_none=True)
    proposed_at = fields.AwareDateTime(attribute="redaction.proposed_at", allow_none=True)
    decided_by = fields.String(attribute="redaction.decided_by", allow_none=True)
    decider = fields.String(attribute="redaction.decider", allow_none=True)
    decided_at = fields.AwareDateTime(attribute="redaction.decided_at", allow_none=True)
    words = fields.String(attribute="redaction.words", allow_none=True)
    copy = fields.Nested(CopySchema, allow_none=True)
    acts = fields.List(fields.Nested(ActSchema))


class RedactionsSchema(Schema):
    """The redactions of a document, newest first."""

    items = fields.List(fields.Nested(RedactionSchema))


class RedactionProposalSchema(Schema):
    """What the copy is called, if not after its original."""

    file_name = Text(load_default=None, allow_none=True, longest=190, metadata={"description": "Without extension"})


class RedactionDecisionSchema(Schema):
    """What the second person decides, having looked at the copy with this SHA-256."""

    approve = fields.Boolean(required=True)
    words = Text(load_default=None, allow_none=True, longest=1000)
    sha256 = fields.String(
        load_default=None, allow_none=True, metadata={"description": "Of the copy that was looked at; to approve"}
    )

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Decision:
        return Decision(**data)
