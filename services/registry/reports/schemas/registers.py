"""How the registers look over HTTP: codes and days, nothing about a person."""

from marshmallow import fields, validate

from chassis.schema import Schema
from services.registry.cases.schemas.cases import LateSchema


class RegisterQuery(Schema):
    """Which part of a register."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 500))


class YearQuery(RegisterQuery):
    """Which part of a register that is kept by the year."""

    year = fields.Integer(required=True, validate=validate.Range(2010, 2100, error="Isi tahun dari 2010 sampai 2100."))


class RequestRowSchema(Schema):
    """A row of the register of requests (law.md 4d). `given_on` is the day on which the information was given.

    `delivery_step` and what follows tell the strongest proof that the notice reached the applicant.
    """

    id = fields.UUID()
    number = fields.String()
    received_at = fields.AwareDateTime()
    stage = fields.String()
    answered_on = fields.Date(allow_none=True)
    working_days = fields.Integer(allow_none=True, metadata={"description": "From receipt to the answer"})
    given_on = fields.Date(allow_none=True)
    holder = fields.String(allow_none=True)
    medium = fields.String(allow_none=True)
    withheld = fields.String(allow_none=True)
    not_held = fields.String(allow_none=True)
    not_documented = fields.String(allow_none=True)
    not_in_form = fields.String(allow_none=True)
    exemption = fields.String(allow_none=True)
    act = fields.String(attribute="basis", allow_none=True)
    decree = fields.String(allow_none=True)
    cost = fields.Integer(allow_none=True)
    payment = fields.String(allow_none=True)
    delivery_step = fields.String(allow_none=True)
    delivery_way = fields.String(allow_none=True)
    delivered_at = fields.AwareDateTime(allow_none=True)
    receiver = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)
    lateness = fields.List(fields.Nested(LateSchema))


class RequestRowsSchema(Schema):
    """A page of the register of requests."""

    items = fields.List(fields.Nested(RequestRowSchema))
    total = fields.Integer()


class ObjectionRowSchema(Schema):
    """A row of the register of objections (law.md 4h); a dispute is the applicant's response to the answer."""

    id = fields.UUID()
    request_id = fields.UUID()
    number = fields.String()
    request_number = fields.String()
    received_at = fields.AwareDateTime()
    grounds = fields.List(fields.String())
    stage = fields.String()
    outcome = fields.String(allow_none=True)
    order = fields.String(attribute="ordered", allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    signer = fields.String(allow_none=True)
    capacity = fields.String(allow_none=True)
    disputed_on = fields.Date(allow_none=True)
    commission = fields.String(allow_none=True)
    lateness = fields.List(fields.Nested(LateSchema))


class ObjectionRowsSchema(Schema):
    """A page of the register of objections."""

    items = fields.List(fields.Nested(ObjectionRowSchema))
    total = fields.Integer()


class StepRowSchema(Schema):
    """A step of a dispute."""

    act = fields.String()
    on = fields.String()
    number = fields.String(allow_none=True)
    outcome = fields.String(allow_none=True)
    party = fields.String(allow_none=True)


class DisputeRowSchema(Schema):
    """A row of the register of disputes (PerKI 1/2013), with its steps in their order."""

    id = fields.UUID()
    number = fields.String(allow_none=True)
    commission = fields.String()
    filed_on = fields.Date()
    objection_number = fields.String()
    request_number = fields.String()
    stage = fields.String()
    steps = fields.List(fields.Nested(StepRowSchema))


class DisputeRowsSchema(Schema):
    """A page of the register of disputes."""

    items = fields.List(fields.Nested(DisputeRowSchema))
    total = fields.Integer()


class DipRowSchema(Schema):
    """A row of the public-information list as it stands published (law.md 4i)."""

    id = fields.UUID()
    summary = fields.String()
    unit = fields.String()
    responsible = fields.String()
    made_on = fields.Date()
    made_in = fields.String()
    form = fields.String()
    retention = fields.String()
    kind = fields.String()
    archive_class = fields.String(allow_none=True)
    link = fields.String(allow_none=True)
    decree_number = fields.String(allow_none=True)
    decree_on = fields.Date(allow_none=True)
    published_at = fields.AwareDateTime()


class DipRowsSchema(Schema):
    """A page of the public-information list."""

    items = fields.List(fields.Nested(DipRowSchema))
    total = fields.Integer()


class DikRowSchema(Schema):
    """A row of the national exempt list (law.md 4j)."""

    id = fields.UUID()
    information = fields.String()
    exemption = fields.String()
    act = fields.String(attribute="basis")
    harm_if_opened = fields.String()
    harm_if_closed = fields.String()
    ends_on = fields.Date(allow_none=True)
    until = fields.String(allow_none=True)
    decree_number = fields.String()
    decree_on = fields.Date()
    decided_by = fields.String()
    state = fields.String()
    ended_on = fields.Date(allow_none=True)


class DikRowsSchema(Schema):
    """A page of the national exempt list."""

    items = fields.List(fields.Nested(DikRowSchema))
    total = fields.Integer()
