"""Pass a request on to the KPU office that is competent: choose it, say why, and the applicant keeps the link."""

from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.service import runtime
from gateway import offices
from gateway.commands import PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DRAFTS, drafted
from gateway.portal.fields import Field
from gateway.portal.pages import page, sentences, services
from gateway.portal.refusing import placed

RECEIVER = Field(name="receiver", kind="select", pointer="/receiver", longest=20)
REASON = Field(name="transfer_reason", kind="area", pointer="/statement", longest=5000)
ASKED = (RECEIVER, REASON)


@blueprint.route("/<uuid:case_id>/alihkan", methods=["GET", "POST"])
def transfer(case_id: UUID) -> str | Response:
    """Which office, and why; then the request goes there."""
    needs(PPID)
    case, typed = services().registry.case(str(case_id)), fields.read(request.form, ASKED)
    faults: fields.Faults = {}
    loose: list[str] = []
    if request.method == "POST":
        faults = fields.look(typed, ASKED)
        if not faults:
            version = request.form.get("versi", 0, type=int)
            said = {"receiver": typed["receiver"], "statement": typed["transfer_reason"]}
            try:
                if form := DRAFTS.get(request.form.get("langkah", "")):
                    drawn = services().registry.draft_letter(case["id"], "acts", said | {"act": "transfer"}, form)
                    return drafted(drawn, form, "surat")
                services().registry.move(case["id"], version, "transfer", said)
            except Refused as refused:
                case = services().registry.case(case["id"])
                faults, loose = placed(refused, ASKED, "progress.changed")
            else:
                return redirect(url_for("desk.case", case_id=case_id), 303)
    return page(
        "desk/transfer.html",
        private=True,
        case=case,
        known=next((act for act in case["acts"] if act["act"] == "transfer"), None),
        receiver=RECEIVER,
        reason=REASON,
        groups=offices.grouped(offices.listed(runtime().database)),
        had={g.office.code, *case["passed"]},
        values=typed,
        faults=sentences(faults),
        loose=loose,
        faulty=bool(faults or loose),
    )
