"""How the addressee of a letter looks over HTTP."""

from marshmallow import fields

from chassis.schema import Schema


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
