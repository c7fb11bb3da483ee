"""How appointments to the roles of the law look over HTTP."""

import re
from typing import Any
from uuid import uuid4

from marshmallow import fields, post_load, validate

from chassis.schema import Schema, Text, one_of
from services.registry.appointments.domain import STAFF, Appointment, Capacity, Role

_ACCOUNT = re.compile(rf"{STAFF}[\w-]{{1,60}}")


class AppointmentSchema(Schema):
    """Somebody holds a role of the law for a period. `signs` marks who signs in the role today."""

    id = fields.UUID(attribute="appointed.id")
    role = fields.String(attribute="appointed.role")
    capacity = fields.String(attribute="appointed.capacity")
    name = fields.String(attribute="appointed.name")
    position = fields.String(attribute="appointed.position")
    holder = fields.String(attribute="appointed.holder", allow_none=True)
    decree_number = fields.String(attribute="appointed.decree_number")
    decree_on = fields.Date(attribute="appointed.decree_on")
    decree = fields.String(attribute="appointed.appointment.decree")
    since = fields.Date(attribute="appointed.since")
    until = fields.Date(attribute="appointed.until", allow_none=True)
    ended_because = fields.String(attribute="appointed.ended_because", allow_none=True)
    current = fields.Boolean()
    signs = fields.Boolean()
    version = fields.Integer(attribute="appointed.version")


class AppointmentsSchema(Schema):
    """All appointments of an office, the latest first."""

    items = fields.List(fields.Nested(AppointmentSchema))


class NewAppointmentSchema(Schema):
    """An appointment to record, as the decree says it; `holder` is the account of the person, if there is one."""

    role = fields.String(required=True, validate=one_of([str(role) for role in Role]))
    capacity = fields.String(
        load_default=Capacity.DEFINITIVE.value, validate=one_of([str(capacity) for capacity in Capacity])
    )
    name = Text(required=True, shortest=3, longest=150)
    position = Text(required=True, shortest=3, longest=150)
    holder = fields.String(
        load_default=None, allow_none=True, validate=validate.Regexp(_ACCOUNT, error="Pilih akun dari daftar.")
    )
    decree_number = Text(required=True, longest=100)
    decree_on = fields.Date(required=True)
    since = fields.Date(required=True)
    until = fields.Date(load_default=None, allow_none=True)

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Appointment:
        role, capacity = Role(data.pop("role")), Capacity(data.pop("capacity"))
        return Appointment(id=uuid4(), role=role, capacity=capacity, **data)


class AppointmentEndSchema(Schema):
    """The last day of an appointment, and why."""

    until = fields.Date(required=True)
    because = Text(required=True, shortest=5, longest=500)
