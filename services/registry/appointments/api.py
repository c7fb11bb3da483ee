"""Who may ask about the roles of the law over HTTP: staff read, the Atasan PPID records (ADR 14)."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import etag, expected_version, roles
from services.registry.appointments import commands as appointing
from services.registry.appointments import queries, schemas
from services.registry.appointments.domain import Appointment
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.objections.domain import SUPERIOR

Answered = tuple[queries.Line, int, dict[str, str]]

blueprint = Blueprint("appointments", __name__, url_prefix="/v1/appointments", description="Penunjukan pejabat PPID")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.AppointmentsSchema)
def list_appointments() -> dict[str, Any]:
    """Who holds the roles of the law here, and who held them."""
    return {"items": queries.board()}


@blueprint.post("")
@roles(SUPERIOR)
@blueprint.arguments(schemas.NewAppointmentSchema)
@blueprint.response(201, schemas.AppointmentSchema)
@blueprint.alt_response(409, success=False, description="Peran itu sudah dijabat pada waktu itu")
def record_appointment(said: Appointment) -> Answered:
    """Write down that a decree appoints somebody to a role."""
    return _line(appointing.appoint(said).id, 201)


@blueprint.post("/<uuid:appointment_id>/end")
@roles(SUPERIOR)
@blueprint.arguments(schemas.AppointmentEndSchema)
@blueprint.response(200, schemas.AppointmentSchema)
def end_appointment(body: dict[str, Any], appointment_id: UUID) -> Answered:
    """Set the last day of an appointment."""
    last_on: date = body["until"]
    return _line(appointing.end(appointment_id, expected_version(), last_on, body["because"]).id, 200)


def _line(appointment_id: UUID, status: int) -> Answered:
    line = next(line for line in queries.board() if line.appointed.id == appointment_id)
    return line, status, etag(line.appointed.version)
