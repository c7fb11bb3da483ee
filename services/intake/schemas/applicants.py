"""How who asks looks over HTTP."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from chassis.schema import Schema, Text
from services.intake.domain.applicant import (
    Applicant,
    ApplicantKind,
    Attorney,
    Identity,
    IdentityKind,
    Organisation,
    superfluous,
)
from services.intake.schemas.typed import EmailAddress, Line, Name, Nik, Phone, choice, optional


class OrganisationSchema(Schema):
    """A body by name and the number of its legal recognition (SK pengesahan)."""

    name = Name(required=True, longest=200)
    registration_number = optional(Line, 100)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Organisation:
        return Organisation(**data)


class AttorneySchema(Schema):
    """Who speaks by special power of attorney, and its letter, which only an officer may leave for later."""

    name = Name(required=True, longest=150)
    letter_number = optional(Line, 100)
    letter_date = fields.Date(load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Attorney:
        return Attorney(**data)


class IdentitySchema(Schema):
    """A driving licence or passport that proves citizenship instead of the identity card."""

    kind = choice(IdentityKind, required=True)
    number = Line(required=True, longest=40)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Identity:
        return Identity(**data)


class ApplicantSchema(Schema):
    """Who asks. What must be shown depends on `kind`; `nik` is the person's own or the attorney's."""

    kind = choice(ApplicantKind, required=True)
    name = Name(required=True, longest=150)
    nik = optional(Nik, 40)
    identity = fields.Nested(IdentitySchema, load_default=None, allow_none=True)
    address: fields.String = Text(required=True, longest=500)
    email = optional(EmailAddress, 254)
    phone = optional(Phone, 32)
    occupation = optional(Line, 100)
    organisation = fields.Nested(OrganisationSchema, load_default=None, allow_none=True)
    attorney = fields.Nested(AttorneySchema, load_default=None, allow_none=True)
    principals = fields.List(
        Name(longest=150), load_default=list, validate=validate.Length(max=200, error="Paling banyak 200 nama.")
    )

    @validates_schema(skip_on_field_errors=False)
    def _only_its_own(self, data: Mapping[str, Any], **__: Any) -> None:
        faults = {field: [sentence] for field, sentence in superfluous(data)}
        if faults:
            raise ValidationError(faults)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Applicant:
        return Applicant(**{**data, "principals": tuple(data["principals"])})


class ShownApplicantSchema(ApplicantSchema):
    """Who asks, as the office sees it. Without an address once erased by schedule."""

    address = fields.String()


class WhoAsksSchema(Schema):
    """Who is about to ask."""

    applicant = fields.Nested(ApplicantSchema, required=True)
