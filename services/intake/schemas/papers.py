"""How the addressee of a letter and the identity of an applicant look over HTTP."""

from marshmallow import fields

from chassis.schema import Schema
from services.intake.schemas.applicants import IdentitySchema


class AddresseeQuery(Schema):
    """When the letter was issued that is set."""

    at = fields.AwareDateTime(required=True)


class AddresseeSchema(Schema):
    """Who asked and what, as far as a letter names it (law.md 4f)."""

    name = fields.String(attribute="applicant.name")
    organisation = fields.String(attribute="applicant.organisation.name", dump_default=None, allow_none=True)
    address = fields.String(attribute="applicant.address", allow_none=True)
    occupation = fields.String(attribute="applicant.occupation", allow_none=True)
    email = fields.String(attribute="applicant.email", allow_none=True)
    phone = fields.String(attribute="applicant.phone", allow_none=True)
    subject = fields.String(attribute="request.subject")
    detail = fields.String(attribute="request.detail")


class IdentityNumbersSchema(Schema):
    """The identity numbers of an applicant in full, and the papers that go with them (`statute/papers.yaml`)."""

    nik = fields.String(allow_none=True)
    identity = fields.Nested(IdentitySchema, allow_none=True)
    papers = fields.List(fields.String())
