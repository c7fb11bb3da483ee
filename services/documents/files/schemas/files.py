"""How files look over HTTP."""

from typing import Any

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from contracts.standing import FileStanding
from services.documents.files.domain.files import Check, Purpose, State
from services.documents.files.domain.keeping import Fault
from services.documents.gate.domain.findings import MOST_FINDINGS, SHORTEST_REASON, Acceptance, Kind, Reason, TakingBack
from services.documents.previews.domain import Preview
from services.documents.redaction.domain.redactions import REPLACING

SEEN_WHEN = "Belum disebut daftar temuan mana yang Anda lihat. Muat ulang halaman berkasnya."


def seen_at() -> fields.AwareDateTime:
    """Which reading of a file somebody speaks of."""
    return fields.AwareDateTime(
        required=True,
        error_messages=dict.fromkeys(("required", "null"), SEEN_WHEN),
        metadata={"description": "When the list was made that was seen; 412 where the file was read again since"},
    )


class UploadQuery(Schema):
    """What the sender says about the file in the body. `name` is checked by the domain, which knows why not."""

    request = fields.UUID(required=True, metadata={"description": "The request that the file belongs to"})
    purpose = fields.String(required=True, validate=one_of(Purpose))
    name = fields.String(required=True, metadata={"description": "File name with extension, at most 200 characters"})


class RequestQuery(Schema):
    """Which request is meant."""

    request = fields.UUID(required=True)


class ListQuery(RequestQuery):
    """Whose files, and which words have to occur in their names or in them."""

    words = Text(longest=200)


class AcceptanceSchema(Schema):
    """Why a finding may stay; `reason` is one of the finding's `reasons`."""

    finding = fields.Integer(required=True, metadata={"description": "Its place in the list, from 0"})
    reason = fields.String(required=True, validate=one_of(Reason))
    words = Text(required=True, longest=1000, shortest=SHORTEST_REASON)
    checked_at = seen_at()

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Acceptance:
        return Acceptance(**data)


class TakingBackSchema(Schema):
    """Which of the file's `acceptances` is taken back, as it was read."""

    finding = fields.Integer(
        required=True,
        validate=validate.Range(0, MOST_FINDINGS, error="Temuan ini tidak ada pada berkas ini."),
        metadata={"description": "Its place in the list, from 0"},
    )
    accepted_at = fields.AwareDateTime(required=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> TakingBack:
        return TakingBack(**data)


class AcceptedSchema(Schema):
    """A finding that the PPID let stay."""

    finding = fields.Integer()
    reason = fields.String()
    words = fields.String()
    accepted_by = fields.String()
    accepter = fields.String(
        allow_none=True, metadata={"description": "The name of that person then; null where it was not kept"}
    )
    accepted_at = fields.AwareDateTime()


class FindingSchema(Schema):
    """Something hidden or personal in a file. `sample` is masked; without `reasons` it can only be removed."""

    kind = fields.String(validate=validate.OneOf(list(Kind)))
    where = fields.String(metadata={"description": "Page, sheet or cell, in Indonesian"})
    sample = fields.String()
    sentence = fields.String()
    reasons = fields.List(fields.String(validate=validate.OneOf(list(Reason))))


class ClearanceSchema(Schema):
    """What was found in the bytes that would be given of a file."""

    sha256 = fields.String()
    checker = fields.String(metadata={"description": "By which rules it looked"})
    checked_at = fields.AwareDateTime()
    cleared_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Null while the file may not be given"})
    findings = fields.List(fields.Nested(FindingSchema), attribute="found")
    blackened = fields.List(
        fields.String(),
        metadata={
            "description": "Letters of UU 14/2008 Pasal 17 by which something is blackened in it: it is a blackened"
            " copy, the same bytes as one, or a copy made of one; empty where nothing is known of"
        },
    )
    acceptances = fields.List(fields.Nested(AcceptedSchema))


class OriginalSchema(Schema):
    """Why the original is given as it is."""

    words = Text(required=True, longest=1000, shortest=SHORTEST_REASON)


class ChosenSchema(Schema):
    """That a PPID has the original given as it is, and why."""

    words = fields.String(attribute="original_words")
    by = fields.String(attribute="original_by")
    name = fields.String(attribute="original_name", allow_none=True)
    at = fields.AwareDateTime(attribute="original_at")


class ReleaseCopySchema(Schema):
    """The copy that is given of a file: how far it is, and what it does not show of the original."""

    done = fields.Integer(metadata={"description": "Pages that are made"})
    whole = fields.Integer(metadata={"description": "Pages in all; 0 while that is not known"})
    made_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Null while it is being made"})
    fault = fields.String(allow_none=True, metadata={"description": "Why none can be made, in Indonesian"})
    losses = fields.List(fields.String(), metadata={"description": "Sentences, in Indonesian"})
    readable = fields.Boolean(metadata={"description": "Whether the words of all its pages could be read"})
    name = fields.String(attribute="file.name", dump_default=None, allow_none=True)
    media_type = fields.String(attribute="file.media_type", dump_default=None, allow_none=True)
    size = fields.Integer(attribute="file.size", dump_default=None, allow_none=True)
    sha256 = fields.String(attribute="file.sha256", dump_default=None, allow_none=True)


class ReplacementSchema(Schema):
    """A redaction that was proposed or approved: its copy is given in place of the file."""

    redaction = fields.UUID(attribute="id")
    stage = fields.String(validate=validate.OneOf(sorted(REPLACING)))
    copy = fields.UUID(attribute="copy_id")


class DocumentSchema(Schema):
    """A file. `sha256` is hexadecimal, `size` in bytes; `stored_at` is null until the file is in the evidence."""

    id = fields.UUID()
    request = fields.UUID(attribute="request_id")
    brought_by = fields.String(
        metadata={"description": "Who sent it, or proposed it as a blackened copy; somebody else lets findings stay"}
    )
    purpose = fields.String()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String(allow_none=True, metadata={"description": "Null where it was refused before it was whole"})
    state = fields.String(
        validate=validate.OneOf(list(State)),
        metadata={"description": "`waiting` for the scanner, `stored`, `refused` by a check, or `lost`"},
    )
    checked_by = fields.String(
        allow_none=True,
        validate=validate.OneOf(list(Check)),
        metadata={"description": "`clamd`, only `rules` on type and container without a scanner, `made` of a copy"},
    )
    why = fields.String(
        allow_none=True, metadata={"description": "Why it was refused and what to do, in Indonesian; null otherwise"}
    )
    fault = fields.String(
        allow_none=True,
        validate=validate.OneOf(list(Fault)),
        metadata={"description": "What the last reading found wrong; null when the file is as it was received"},
    )
    held = fields.Boolean(metadata={"description": "An objection or a dispute holds it: nobody can delete it"})
    keep_until = fields.Date(
        allow_none=True, metadata={"description": "Last day of keeping by schedule; null until the case has ended"}
    )
    verified_at = fields.AwareDateTime(allow_none=True)
    preview = fields.String(
        attribute="given_as.preview",
        dump_default=None,
        allow_none=True,
        validate=validate.OneOf(list(Preview)),
        metadata={
            "description": "Whether there are `words`, with them the first page (`picture`) or, where it has no pages,"
            " a `likeness` of what it shows; null until that was tried"
        },
    )
    standing = fields.String(
        validate=validate.OneOf(list(FileStanding)),
        metadata={"description": "Where it stands for whoever would give it; it may be given where it is `ready`"},
    )
    copy = fields.Nested(
        ReleaseCopySchema,
        attribute="release_copy",
        allow_none=True,
        metadata={"description": "What is given of it; null of a redacted copy, which is given itself"},
    )
    original = fields.Nested(
        ChosenSchema, attribute="chosen", allow_none=True, metadata={"description": "Null where its copy is given"}
    )
    given = fields.Boolean(
        metadata={"description": "A decision gave it to an applicant: nothing said of it is taken back any more"}
    )
    clearance = fields.Nested(
        ClearanceSchema,
        attribute="looked_at",
        allow_none=True,
        metadata={"description": "What was found in what would be given; null until that is made"},
    )
    redaction = fields.UUID(
        attribute="copy.redaction_id",
        dump_default=None,
        allow_none=True,
        metadata={"description": "The redaction that it is the blackened copy of; null for any other file"},
    )
    replaced_by = fields.Nested(
        ReplacementSchema,
        dump_default=None,
        allow_none=True,
        metadata={"description": "Why it may not be given although nothing stands open: a copy of it takes its place"},
    )
    received_at = fields.AwareDateTime()
    stored_at = fields.AwareDateTime(allow_none=True)


class DocumentsSchema(Schema):
    """The files held for a request."""

    items = fields.List(fields.Nested(DocumentSchema))


class WordsSchema(Schema):
    """The words of a file, at most 200,000 characters, and whether they are all."""

    words = fields.String()
    whole = fields.Boolean()
