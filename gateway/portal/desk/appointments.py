"""Who holds the roles of the law, on the desk: who signs today, all appointments, recording one and its end."""

from typing import Any
from uuid import UUID

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound
from gateway.auth import sessions
from gateway.backends.appointments import Appointments
from gateway.backends.shapes.registry import Appointment
from gateway.commands import PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services, today
from gateway.portal.refusing import placed

SIGNED = (PPID, SUPERIOR)
APPOINTED = (
    Field(
        name="appointed_role", kind="choice", pointer="/role",
        choices=("ppid", "superior", "officer", "adviser", "patron"),
    ),
    Field(name="appointed_capacity", kind="choice", pointer="/capacity", choices=("definitive", "plh", "plt")),
    Field(name="appointed_name", pointer="/name", longest=150),
    Field(name="appointed_position", pointer="/position", longest=150),
    Field(name="appointed_holder", kind="account", pointer="/holder", required=False),
    Field(name="appointed_decree_number", pointer="/decree_number", longest=100, width="medium"),
    Field(name="appointed_decree_on", kind="date", pointer="/decree_on", width="short"),
    Field(name="appointed_since", kind="date", pointer="/since", width="short"),
    Field(name="appointed_until", kind="date", pointer="/until", required=False, width="short"),
)  # fmt: skip
ENDED = (
    Field(name="ended_until", kind="date", pointer="/until", width="short"),
    Field(name="ended_because", kind="area", pointer="/because", longest=500),
)


def appointments() -> Appointments:
    """Appointments as the registry keeps them."""
    return Appointments(services().clients["registry"])


def signer(role: str) -> dict[str, str] | None:
    """Who signs in a role today, as it will stand under what is signed; None where nobody does."""
    found = next((one for one in appointments().board() if one["signs"] and one["role"] == role), None)
    return found and {"signer": found["name"], "capacity": found["capacity"], "signing_decree": found["decree"]}


@blueprint.get("/pejabat")
def appointment_list() -> str:
    """Who signs today, and every appointment on record."""
    items, on = appointments().board(), today().isoformat()
    return page(
        "appointment/list.html",
        items=items,
        signing={role: next((one for one in items if one["signs"] and one["role"] == role), None) for role in SIGNED},
        running={one["id"] for one in items if not one["until"] or one["until"] >= on},
    )


@blueprint.route("/pejabat/baru", methods=["GET", "POST"])
def appointment_new() -> str | Response:
    """Record an appointment as its decree says it."""
    needs(SUPERIOR)
    typed, faults, loose = fields.read(request.form, APPOINTED), Faults(), list[str]()
    if request.method == "POST":
        faults = fields.look(typed, APPOINTED) | _holder_fault(typed)
        if not faults:
            try:
                appointments().record(_said(typed, "appointed_"))
                _forget()
                return redirect(url_for("desk.appointment_list"), 303)
            except Refused as refused:
                faults, loose = placed(refused, APPOINTED, "appointment.changed")
    else:
        typed |= {"appointed_capacity": "definitive", "appointed_since": today().isoformat()}
    return _form("appointment/new.html", APPOINTED, typed, faults, loose, accounts=sessions.names(active=True))


@blueprint.route("/pejabat/<uuid:appointment_id>/akhiri", methods=["GET", "POST"])
def appointment_end(appointment_id: UUID) -> str | Response:
    """Set the last day of an appointment."""
    needs(SUPERIOR)
    one = _one(str(appointment_id))
    typed, faults, loose = fields.read(request.form, ENDED), Faults(), list[str]()
    version = request.form.get("versi", 0, type=int)
    if request.method == "POST":
        faults = fields.look(typed, ENDED)
        if not faults:
            try:
                said = _said(typed, "ended_")
                appointments().end(one["id"], version, said)
                _forget()
                return redirect(url_for("desk.appointment_list"), 303)
            except Refused as refused:
                faults, loose = placed(refused, ENDED, "appointment.changed")
    else:
        typed["ended_until"] = today().isoformat()
    return _form("appointment/end.html", ENDED, typed, faults, loose, one=one)


def _holder_fault(typed: dict[str, str]) -> Faults:
    """Whether the account is one of this office's: who works elsewhere cannot sign here."""
    holder = typed["appointed_holder"]
    return (
        {}
        if not holder or holder in sessions.names(active=True)
        else {"appointed_holder": "appointment.foreign_account"}
    )


def _forget() -> None:
    """Let the roles of who is appointed hold at the next page."""
    current_app.extensions["appointed"].forget(g.office.code)


def _one(appointment_id: str) -> Appointment:
    found = next((one for one in appointments().board() if one["id"] == appointment_id), None)
    if found is None:
        raise NotFound
    return found


def _said(typed: dict[str, str], lead: str) -> dict[str, str | None]:
    return {name.removeprefix(lead): value or None for name, value in typed.items()}


def _form(
    template: str, asked: tuple[Field, ...], typed: dict[str, str], faults: Faults, loose: list[str], **more: Any
) -> str:
    return page(
        template, private=True, asked=asked, values=typed, faults=sentences(faults), loose=loose,
        faulty=bool(faults or loose), **more,
    )  # fmt: skip
