"""Record how a letter reached its applicant: handed over, posted, arrived; with the paper that proves it."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.objections import objections
from gateway.portal.pages import day, numbered, page, sentences, services, today, words, zone
from gateway.portal.refusing import placed

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
    """Show what has to be provable: that the notice, or a letter before it, was sent or received, when and by whom."""
    needs(OFFICER, PPID)
    letter = request.values.get("surat", "")
    typed, faults, said = typed_proof()
    if request.method == "GET" or faults:
        return _form(case_id, letter, typed, faults)
    version = request.form.get("versi", 0, type=int)
    try:
        said |= {"letter": letter or None}
        services().registry.move(str(case_id), version, "deliveries", said)
    except Refused as refused:
        return _form(case_id, letter, typed, *placed(refused, (*ASKED, DOCUMENT), "progress.changed"))
    return redirect(url_for("desk.case", case_id=case_id, _anchor="surat" if letter else "penyampaian"), 303)


@blueprint.route("/keberatan/<uuid:objection_id>/penyampaian", methods=["GET", "POST"])
def deliver_reply(objection_id: UUID) -> str | Response:
    """Do the same of the Atasan PPID's answer: from its receipt the time to go to the Information Commission counts."""
    needs(OFFICER, PPID)
    typed, faults, said = typed_proof()
    loose: list[str] = []
    if request.method == "POST" and not faults:
        version = request.form.get("versi", 0, type=int)
        try:
            objections().act(str(objection_id), "deliveries", version, said)
            return redirect(url_for("desk.objection", objection_id=objection_id), 303)
        except Refused as refused:
            faults, loose = placed(refused, (*ASKED, DOCUMENT), "objection.changed")
    file = objections().objection(str(objection_id))
    return _page(
        f"/kerja/keberatan/{objection_id}", numbered("objection.eyebrow", file["number"]),
        words("delivery.of_reply") if file["reply"] else "", "reply", file["request_id"], file["version"],
        typed, faults, loose,
    )  # fmt: skip


def typed_proof() -> tuple[dict[str, str], Faults, dict[str, Any]]:
    """Return what was typed about a delivery, what is wrong with it, and the same as the register takes it."""
    typed: dict[str, str] = fields.read(request.form, (*ASKED, DOCUMENT))
    if request.method == "GET":
        return typed | {"delivered_date": today().isoformat()}, {}, {}
    faults = fields.look(typed, ASKED)
    try:
        return typed, faults, {} if faults else _said(typed)
    except ValueError:
        return typed, {"delivered_date": "fault.shape.date"}, {}


def _said(typed: dict[str, str]) -> dict[str, Any]:
    """Return what was typed, as the register takes it. Raises ValueError: date and time make no moment."""
    at = datetime.fromisoformat(f"{typed['delivered_date']}T{typed['delivered_time'].replace('.', ':')}:00")
    rest = {name: typed[f"delivery_{name}"] or None for name in ("step", "way", "receiver", "reference", "document")}
    return rest | {"at": at.replace(tzinfo=ZoneInfo(zone())).isoformat()}


def _form(
    case_id: UUID, letter: str, values: dict[str, str], faults: Faults, loose: list[str] | None = None
) -> str:  # fmt: skip
    case = services().registry.case(str(case_id))
    kind, of = "notice", ""
    if letter:
        one = next((one for one in services().registry.letters(case["id"]) if one["id"] == letter), None)
        if one is None:
            raise NotFound
        kind = "repair" if one["act"] == "declare_incomplete" else "letter"
        of = f"{words('progress.letter.' + one['act'])}, {day(one['at'])}"
    elif case["decision"]:
        of = numbered("delivery.of", case["decision"]["letter_number"])
    number = numbered("case.eyebrow", case["number"])
    return _page(
        f"/kerja/{case['id']}", number, of, kind, case["id"], case["version"], values, faults, loose, surat=letter
    )


def _page(  # noqa: PLR0913, PLR0917 - what every letter's page shows, once
    back_to: str, number: str, of: str, kind: str, case_id: str, version: int, values: dict[str, str], faults: Faults,
    loose: list[str] | None, *, surat: str = "",
) -> str:  # fmt: skip
    return page(
        "desk/delivery.html",
        private=True,
        back_to=back_to,
        number=number,
        of=of,
        kind=kind,
        surat=surat,
        version=version,
        fields=ASKED,
        document=DOCUMENT,
        files=[file for file in services().documents.of(case_id) if file["state"] == "stored"],
        values=values,
        faults=sentences(faults),
        loose=loose or [],
        faulty=bool(faults or loose),
    )
