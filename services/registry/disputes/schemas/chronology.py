"""How the record of a dispute looks over HTTP."""

from marshmallow import fields

from chassis.schema import Schema


class HappeningSchema(Schema):
    """Something that happened on a day of the office, in the words of the register."""

    on = fields.Date()
    what = fields.String()
    article = fields.String(allow_none=True)
    note = fields.String(allow_none=True)


class WrittenSchema(Schema):
    """A letter before the decision; the register gives it as a file under the request."""

    id = fields.UUID()
    request_id = fields.UUID()
    title = fields.String()
    on = fields.Date()


class DisputeRecordSchema(Schema):
    """A dispute by its numbers, and all that led to it in order; no word about the person of the applicant.

    `decided_on` is the day of the written notice on the request, `answered_on` that of the answer to the objection,
    where there is one; `letters` are those before the notice, the oldest first, also of the request that it was split
    off from. `passed` are the names of offices that had the request before, `part_of` the number of the one that it was
    split off from.
    """

    id = fields.UUID(attribute="dispute.id")
    request_id = fields.UUID(attribute="dispute.request_id")
    objection_id = fields.UUID(attribute="dispute.objection_id")
    commission = fields.String(attribute="dispute.commission")
    register_number = fields.String(attribute="dispute.register_number", allow_none=True)
    request_number = fields.String(attribute="case.number")
    objection_number = fields.String(attribute="objection.number")
    grounds = fields.List(fields.String())
    decided_on = fields.Date(allow_none=True)
    answered_on = fields.Date(allow_none=True)
    letters = fields.List(fields.Nested(WrittenSchema))
    happenings = fields.List(fields.Nested(HappeningSchema))
    passed = fields.List(fields.String())
    part_of = fields.String(allow_none=True)
