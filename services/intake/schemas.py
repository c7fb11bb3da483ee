"""How requests look over HTTP."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from marshmallow import ValidationError, fields, post_load, validate, validates_schema
from webargs.fields import DelimitedList

from chassis.schema import Schema, Text, one_of
from contracts.shapes import DeadlineSchema
from services.intake.domain.applicant import Applicant, ApplicantKind, Attorney, Organisation, is_nik, papers
from services.intake.domain.request import LONGEST_LIST, Channel, Delivery, Format, Obtain, Submission
from services.intake.domain.states import State
from statute.regimes import Regime, categories

HOME = "ID"  # a phone number without a country code is Indonesian
_SEPARATORS = re.compile(r"[\s.\-]")


class Line(Text):
    """A text of one line: runs of white space become one space, so that it can stand in a letter's heading."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **kwargs).split())


class Nik(Line):
    """An identity number: 16 digits, typed with or without spaces, dots and dashes."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        digits = _SEPARATORS.sub("", super()._deserialize(value, attr, data, **kwargs))
        if not is_nik(digits):
            raise ValidationError("NIK terdiri atas 16 angka.")
        return digits


class Phone(Line):
    """A phone number, kept in E.164."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, HOME)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError("Nomor telepon ini tidak benar, contoh: 0812 3456 7890.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class EmailAddress(Line):
    """An e-mail address, normalised; whether its host takes mail is not asked."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValidationError("Alamat e-mail ini tidak benar, contoh: nama@contoh.id.") from None


class Kept(fields.Nested):
    """A value that was written out when it was kept: shown as it stands."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **_: Any) -> Any:  # type: ignore[override]  # renamed upstream
        return value


def _choice(choices: type[StrEnum], **kwargs: Any) -> fields.Enum[Any]:
    field = fields.Enum(choices, by_value=fields.String, **kwargs)
    field.error_messages["unknown"] = "Pilih salah satu dari: {choices}."
    return field


def _optional(field: type[Text], longest: int) -> Text:
    return field(longest=longest, load_default=None, allow_none=True)


class OrganisationSchema(Schema):
    """A body by name and the number of its legal recognition (SK pengesahan)."""

    name = Line(required=True, longest=200)
    registration_number = _optional(Line, 100)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Organisation:
        return Organisation(**data)


class AttorneySchema(Schema):
    """Who speaks by special power of attorney, and its letter."""

    name = Line(required=True, longest=150)
    letter_number = Line(required=True, longest=100)
    letter_date = fields.Date(required=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Attorney:
        return Attorney(**data)


class ApplicantSchema(Schema):
    """Who asks. What is required depends on `kind`; `nik` is the person's own or the attorney's."""

    kind = _choice(ApplicantKind, required=True)
    name = Line(required=True, longest=150)
    nik = _optional(Nik, 40)
    address = Text(required=True, longest=500)
    email = _optional(EmailAddress, 254)
    phone = _optional(Phone, 32)
    occupation = _optional(Line, 100)
    organisation = fields.Nested(OrganisationSchema, load_default=None, allow_none=True)
    attorney = fields.Nested(AttorneySchema, load_default=None, allow_none=True)
    principals = fields.List(
        Line(longest=150),
        load_default=list,
        validate=validate.Length(max=200, error="Paling banyak 200 nama."),
    )

    @validates_schema(skip_on_field_errors=False)
    def _papers(self, data: Mapping[str, Any], **__: Any) -> None:
        faults: dict[str, Any] = {}
        for path, sentence in papers(data):
            field, _, inner = path.partition("/")
            faults[field] = {inner: [sentence]} if inner else [sentence]
        if faults:
            raise ValidationError(faults)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Applicant:
        return Applicant(**{**data, "principals": tuple(data["principals"])})


class SubmissionSchema(Schema):
    """A request to hand in. `channel`, `received_at` and `regime` are for officers only."""

    applicant = fields.Nested(ApplicantSchema, required=True)
    category = fields.String(required=True, validate=one_of(list(categories())))
    subject = Line(required=True, longest=200)
    detail = Text(required=True, longest=5000)
    purpose = Text(required=True, longest=2000)
    obtain = _choice(Obtain, required=True)
    format = _choice(Format, required=True)
    delivery = _choice(Delivery, required=True)
    declaration = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error="Nyatakan bahwa isian ini benar dan dapat dipertanggungjawabkan."),
    )
    channel = _choice(Channel, load_default=None, allow_none=True)
    received_at = fields.AwareDateTime(load_default=None, allow_none=True)
    regime = _choice(Regime, load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Submission:
        del data["declaration"]
        return Submission(**data)


class ExplanationSchema(DeadlineSchema):
    """The deadline that the applicant was told: with the reason for the regime and the version of the rule."""

    regime_reason = fields.String()
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
    receipt_url = fields.String()
    received_at = fields.AwareDateTime()
    deadline = Kept(ExplanationSchema)
    warnings = fields.List(fields.Nested(WarningSchema))


class ListQuery(Schema):
    """Which requests: by id, by words of subject or number, or by a whole NIK."""

    ids = DelimitedList(
        fields.UUID(),
        error_messages={"invalid": "Isi dengan pengenal yang dipisahkan koma."},
        validate=validate.Length(max=LONGEST_LIST, error=f"Paling banyak {LONGEST_LIST} permohonan sekaligus."),
    )
    q = Line(longest=200, shortest=0)


class LineSchema(Schema):
    """A request as a line of a list; `applicant` is masked."""

    id = fields.UUID(attribute="request.id")
    number = fields.String(attribute="request.number")
    subject = fields.String(attribute="request.subject")
    applicant = fields.String()
    applicant_kind = fields.String(attribute="request.applicant_kind")
    channel = fields.String(attribute="request.channel")
    received_at = fields.AwareDateTime(attribute="request.received_at")


class LinesSchema(Schema):
    """A list of requests."""

    items = fields.List(fields.Nested(LineSchema))


class StepSchema(Schema):
    """Something that happened to a request: `received`, `registered`, or the outcome of the decision."""

    at = fields.AwareDateTime()
    kind = fields.String()


class ReleasedSchema(Schema):
    """A document that the decision released to the applicant; the link holds for ten minutes."""

    id = fields.UUID()
    href = fields.String()


class TrackedSchema(Schema):
    """A request as the holder of its token sees it: nothing about the person."""

    number = fields.String()
    subject = fields.String()
    detail = fields.String()
    purpose = fields.String()
    category = fields.String()
    channel = fields.String()
    received_at = fields.AwareDateTime()
    state = fields.String(validate=validate.OneOf(list(State)))
    deadline = Kept(ExplanationSchema)
    steps = fields.List(fields.Nested(StepSchema))
    documents = fields.List(fields.Nested(ReleasedSchema))
    notice_href = fields.String(allow_none=True)


class RequestSchema(TrackedSchema):
    """A request in full, for the office's own staff."""

    class Meta:
        """Links that carry the applicant's ticket are not for staff."""

        exclude = ("documents", "notice_href")

    id = fields.UUID()
    recorded_at = fields.AwareDateTime()
    obtain = fields.String()
    format = fields.String()
    delivery = fields.String()
    applicant = fields.Nested(ApplicantSchema)
    warnings = fields.List(fields.Nested(WarningSchema))


class RecipientSchema(Schema):
    """Where letters about a request go."""

    name = fields.String()
    email = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    subject = fields.String()
    number = fields.String()
    tracking_url = fields.String()
    language = fields.String()
