"""How requests look over HTTP."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema
from webargs.fields import DelimitedList

from chassis.schema import Schema, Text, one_of
from contracts.shapes import DeadlineSchema
from services.intake.domain.applicant import is_nik
from services.intake.domain.request import LONGEST_LIST, Channel, Delivery, Format, Obtain, Submission
from services.intake.domain.states import ApplicantAct, State
from services.intake.schemas.acts import TakenSchema, WrittenSchema
from services.intake.schemas.applicants import ApplicantSchema, ShownApplicantSchema
from services.intake.schemas.proofs import WantedPapersSchema
from services.intake.schemas.typed import Kept, Line, Nik, choice, optional
from statute.regimes import Regime, categories

_BLANKS = re.compile(r"[\s.\-]")


class SubmissionSchema(Schema):
    """A request to hand in. `channel`, `received_at`, `regime` and the reasons are for officers only.

    What the portal needs and a letter may lack (papers, purpose) is checked by `domain.request.check`.
    """

    applicant = fields.Nested(ApplicantSchema, required=True)
    category = fields.String(required=True, validate=one_of(list(categories())))
    subject = Line(required=True, longest=200, metadata={"example": "Realisasi anggaran 2026"})
    detail = Text(required=True, longest=5000, metadata={"example": "Laporan realisasi anggaran sampai Oktober 2026."})
    purpose = optional(Text, 2000)
    obtain = choice(Obtain, required=True)
    format = choice(Format, required=True)
    delivery = choice(Delivery, required=True)
    declaration = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error="Nyatakan bahwa isian ini benar dan dapat dipertanggungjawabkan."),
    )
    channel = choice(Channel, load_default=None, allow_none=True)
    received_at = fields.AwareDateTime(load_default=None, allow_none=True)
    regime = choice(Regime, load_default=None, allow_none=True)
    regime_reason = optional(Text, 1000)
    another = fields.Boolean(
        load_default=False,
        metadata={"description": "It is meant besides an earlier one that says the same (409 `already-submitted`)"},
    )
    late_reason = optional(Text, 1000)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Submission:
        del data["declaration"]
        return Submission(**data)


class ExplanationSchema(DeadlineSchema):
    """The deadline that the applicant was told: with the reason for the regime and the version of the rule.

    `complete_from` is the day of a repair from which it counts.
    """

    regime_reason = fields.String()
    complete_from = fields.Date(allow_none=True)
    rule_in_force_from = fields.Date()


class WarningSchema(Schema):
    """What looks wrong in a field but does not stop the request."""

    pointer = fields.String()
    detail = fields.String()


class ConfirmationSchema(Schema):
    """What is given for a submission. The token is shown once, here; whoever holds it can follow the request."""

    id = fields.UUID()
    number = fields.String()
    tracking_token = fields.String(attribute="token")
    tracking_url = fields.String()
    tracking_code = fields.String(metadata={"description": "To type from paper; see POST /v1/tracking/code"})
    receipt_url = fields.String()
    received_at = fields.AwareDateTime()
    deadline = Kept(ExplanationSchema)
    warnings = fields.List(fields.Nested(WarningSchema))


class ListQuery(Schema):
    """Which requests: by id, or by words of subject or number. An identity number stands in no address."""

    ids = DelimitedList(
        fields.UUID(),
        error_messages={"invalid": "Isi dengan pengenal yang dipisahkan koma."},
        validate=validate.Length(max=LONGEST_LIST, error=f"Paling banyak {LONGEST_LIST} permohonan sekaligus."),
    )
    q = Line(longest=200, shortest=0)

    @validates_schema
    def _no_nik(self, data: Mapping[str, Any], **__: Any) -> None:
        if is_nik(_BLANKS.sub("", data.get("q", ""))):
            raise ValidationError("Cari NIK dengan POST ke /v1/requests/search.", "q")


class SearchSchema(Schema):
    """Whose requests: by a whole NIK."""

    nik = Nik(required=True, longest=40)


class LineSchema(Schema):
    """A request as a line of a list; `applicant` is masked, `papers` are the kinds that go with it."""

    id = fields.UUID(attribute="request.id")
    number = fields.String(attribute="request.number")
    subject = fields.String(attribute="request.subject")
    applicant = fields.String()
    papers = fields.List(fields.String())
    applicant_kind = fields.String(attribute="request.applicant_kind")
    channel = fields.String(attribute="request.channel")
    received_at = fields.AwareDateTime(attribute="request.received_at")


class LinesSchema(Schema):
    """A list of requests."""

    items = fields.List(fields.Nested(LineSchema))


class StepSchema(Schema):
    """Something that happened to a request: `received`, `registered`, a stage of the register, `rescheduled`.

    `until` is the day that it set: the last one to repair, or the extended due day.
    """

    at = fields.AwareDateTime()
    kind = fields.String()
    until = fields.Date(allow_none=True)


class ReleasedSchema(Schema):
    """A document that the decision released to the applicant; the link holds for ten minutes."""

    id = fields.UUID()
    href = fields.String()


class FirstReceiptSchema(Schema):
    """When and where a request came first that another office passed on; `due_on` is strictly counted from then."""

    office = fields.String()
    number = fields.String()
    received_at = fields.AwareDateTime()
    due_on = fields.Date()


class HandedOnSchema(Schema):
    """The office that a request was passed on to, and its number there, for the office that did."""

    office = fields.String()
    number = fields.String()
    received_at = fields.AwareDateTime()


class MovedSchema(HandedOnSchema):
    """The same for its applicant, who follows it there from now on."""

    tracking_url = fields.String()


class LinkedSchema(Schema):
    """A request that is linked with this one: a question of it, or the whole that it was a question of."""

    id = fields.UUID(attribute="request.id")
    number = fields.String(attribute="request.number")
    subject = fields.String(attribute="request.subject")
    state = fields.String(attribute="request.state", validate=validate.OneOf(list(State)))
    received_at = fields.AwareDateTime(attribute="request.received_at")
    due_on = fields.String(attribute="request.deadline.due_on")


class LinkedPageSchema(LinkedSchema):
    """The same for its applicant, who follows it there; what it is kept under is the office's."""

    class Meta:
        """An applicant knows a request by its number."""

        exclude = ("id",)

    tracking_url = fields.String()


class TrackedSchema(Schema):
    """A request as the holder of its token sees it: nothing about the person.

    `acts` is what its applicant may do now, `acted` what was done already. `parts` are the requests that it was split
    into, `part_of` the one that it was split off from. Since `forgotten_at` nothing says who asked: erased by schedule.
    """

    number = fields.String()
    subject = fields.String()
    detail = fields.String()
    purpose = fields.String(allow_none=True)
    category = fields.String()
    obtain = fields.String()
    format = fields.String()
    delivery = fields.String()
    channel = fields.String()
    received_at = fields.AwareDateTime()
    forgotten_at = fields.AwareDateTime(allow_none=True)
    state = fields.String(validate=validate.OneOf(list(State)))
    deadline = Kept(ExplanationSchema)
    first_receipt = fields.Nested(FirstReceiptSchema, allow_none=True)
    moved_to = fields.Nested(MovedSchema, allow_none=True)
    parts = fields.List(fields.Nested(LinkedPageSchema))
    part_of = fields.Nested(LinkedPageSchema, allow_none=True)
    steps = fields.List(fields.Nested(StepSchema))
    documents = fields.List(fields.Nested(ReleasedSchema))
    answer_href = fields.String(
        allow_none=True, metadata={"description": "The same files with their names; at documents, for ten minutes"}
    )
    papers = fields.Nested(WantedPapersSchema)
    notice_href = fields.String(allow_none=True)
    letters_href = fields.String(allow_none=True)
    acts = fields.List(fields.String(validate=validate.OneOf([act.value for act in ApplicantAct])))
    acted = fields.List(fields.Nested(TakenSchema))


class RequestSchema(TrackedSchema):
    """A request in full, for the office's own staff; `recordable` is what they may write down of its applicant now."""

    class Meta:
        """Links and tickets of the applicant are not for staff."""

        exclude = ("documents", "papers", "answer_href", "notice_href", "letters_href", "acts")

    id = fields.UUID()
    moved_to = fields.Nested(HandedOnSchema, allow_none=True)
    parts = fields.List(fields.Nested(LinkedSchema))
    part_of = fields.Nested(LinkedSchema, allow_none=True)
    recorded_at = fields.AwareDateTime()
    late_reason = fields.String(allow_none=True, metadata={"description": "Why it was recorded days after it came"})
    applicant = fields.Nested(ShownApplicantSchema)
    acted = fields.List(fields.Nested(WrittenSchema))
    recordable = fields.List(fields.String(validate=validate.OneOf([act.value for act in ApplicantAct])))
    warnings = fields.List(fields.Nested(WarningSchema))


class RecipientSchema(Schema):
    """Where letters about a request go."""

    email = fields.String(allow_none=True)
    number = fields.String()
    tracking_url = fields.String()
    tracking_code = fields.String(allow_none=True)
