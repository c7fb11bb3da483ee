"""Record how a written notice reached its applicant: handed over, posted, arrived; with the paper that proves it."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.progressing import objections_of
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services, today, zone

RECEIVERS = ("applicant", "attorney", "household", "organisation")
DOCUMENT = Field(name="delivery_document", kind="select", pointer="/document", required=False)
ASKED = (
    Field(name="delivery_step", kind="choice", pointer="/step", choices=("received", "sent")),
    Field(name="delivery_way", kind="choice", pointer="/way", choices=("in_person", "post", "courier")),
    Field(name="delivered_date", kind="date", pointer="/at", width="short"),
    Field(name="delivered_time", kind="time", pointer="/at_time", width="short"),
    Field(name="delivery_receiver", kind="select", pointer="/receiver", choices=RECEIVERS, required=False),
    Field(name="delivery_reference", pointer="/reference", longest=60, required=False, width="medium"),
)


@blueprint.route("/<uuid:case_id>/penyampaian", methods=["GET", "POST"])
def deliver(case_id: UUID) -> str | Response:
    """What the law asks to be provable: that the notice was sent, or that it was received, when and by whom."""
    needs(OFFICER, PPID)
    typed: dict[str, str] = fields.read(request.form, (*ASKED, DOCUMENT))
    if request.method == "GET":
        return _form(case_id, typed | {"delivered_date": today().isoformat()}, {})
    faults, said = fields.look(typed, ASKED), dict[str, Any]()
    if not faults:
        try:
            said = _said(typed)
        except ValueError:
            faults = {"delivered_date": "fault.shape.date"}
    if faults:
        return _form(case_id, typed, faults)
    version = request.form.get("versi", 0, type=int)
    try:
        services().registry.move(str(case_id), version, "deliveries", said)
    except Refused as refused:
        return _form(case_id, typed, *objections_of(refused, (*ASKED, DOCUMENT)))
    return redirect(url_for("desk.case", case_id=case_id, _anchor="penyampaian"), 303)


def _said(typed: dict[str, str]) -> dict[str, Any]:
    """What was typed, as the register takes it. Raises ValueError: date and time make no moment."""
    at = datetime.fromisoformat(f"{typed['delivered_date']}T{typed['delivered_time'].replace('.', ':')}:00")
    rest = {name: typed[f"delivery_{name}"] or None for name in ("step", "way", "receiver", "reference", "document")}
    return rest | {"at": at.replace(tzinfo=ZoneInfo(zone())).isoformat()}


def _form(case_id: UUID, values: dict[str, str], faults: Faults, loose: list[str] | None = None) -> str:
    case = services().registry.case(str(case_id))
    return page(
        "desk/delivery.html",
        private=True,
        case=case,
        fields=ASKED,
        document=DOCUMENT,
        files=[file for file in services().documents.of(str(case_id)) if file["state"] == "stored"],
        values=values,
        faults=sentences(faults),
        loose=loose or [],
        faulty=bool(faults or loose),
    )
