"""Disputes on the desk: the list, a file with what waits until when, recording the filing and each step."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.disputes import Disputes
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.objections import objections
from gateway.portal.pages import page, sentences, services, today
from gateway.portal.refusing import placed

TABS = ("open", "ended")
FILING = (
    Field(name="dispute_commission", pointer="/commission", longest=150),
    Field(name="dispute_filed_on", kind="date", pointer="/filed_on", width="short"),
    Field(name="dispute_note", kind="area", pointer="/note", longest=2000, required=False),
)
STEP = (
    Field(name="dispute_on", kind="date", pointer="/on", width="short"),
    Field(name="dispute_number", pointer="/number", longest=100, required=False, width="medium"),
    Field(
        name="dispute_outcome", kind="select", pointer="/outcome", required=False,
        choices=("granted", "partly_granted", "rejected"),
    ),
    Field(name="dispute_party", kind="select", pointer="/party", required=False, choices=("applicant", "office")),
    Field(name="dispute_note", kind="area", pointer="/note", longest=2000, required=False),
)  # fmt: skip


def disputes() -> Disputes:
    """Disputes as the registry keeps them."""
    return Disputes(services().clients["registry"])


@blueprint.get("/sengketa")
def dispute_list() -> str:
    """The office's disputes, open or ended."""
    tab = request.args.get("daftar", "open")
    tab = tab if tab in TABS else "open"
    return page("dispute/list.html", tab=tab, tabs=TABS, items=disputes().board(tab=tab), today=today().isoformat())


@blueprint.route("/keberatan/<uuid:objection_id>/sengketa", methods=["GET", "POST"])
def dispute_file(objection_id: UUID) -> str | Response:
    """Record that the applicant went to an Information Commission; where that is on record, show it."""
    objection = objections().objection(str(objection_id))
    if known := disputes().board(objection=str(objection_id)):
        return redirect(url_for("desk.dispute", dispute_id=known[0]["id"]), 303)
    typed, faults, loose = fields.read(request.form, FILING), Faults(), list[str]()
    if request.method == "POST":
        faults = fields.look(typed, FILING)
        if not faults:
            try:
                recorded = disputes().file({"objection_id": str(objection_id), **_said(typed)})
                return redirect(url_for("desk.dispute", dispute_id=recorded["id"]), 303)
            except Refused as refused:
                faults, loose = placed(refused, FILING, "dispute.changed")
    return page(
        "dispute/file.html", private=True, objection=objection, asked=FILING, values=typed, faults=sentences(faults),
        loose=loose, faulty=bool(faults or loose),
    )  # fmt: skip


@blueprint.route("/sengketa/<uuid:dispute_id>", methods=["GET", "POST"])
def dispute(dispute_id: UUID) -> str | Response:
    """One dispute: what waits and until when, what happened, and the form for the next step."""
    typed, faults, loose = fields.read(request.form, STEP), Faults(), list[str]()
    act, version = request.form.get("langkah", ""), request.form.get("versi", 0, type=int)
    if request.method == "POST":
        faults = fields.look(typed, STEP) | ({} if act else {"langkah": "fault.choose.choice"})
        if not faults:
            try:
                disputes().step(str(dispute_id), version, {"act": act, **_said(typed)})
                return redirect(url_for("desk.dispute", dispute_id=dispute_id), 303)
            except Refused as refused:
                faults, loose = placed(refused, STEP, "dispute.changed")
    else:
        typed["dispute_on"] = today().isoformat()
    return page(
        "dispute/one.html", private=True, dispute=disputes().dispute(str(dispute_id)), asked=STEP, values=typed,
        act=act, faults=sentences(faults), loose=loose, faulty=bool(faults or loose), today=today().isoformat(),
    )  # fmt: skip


def _said(typed: dict[str, str]) -> dict[str, str | None]:
    return {name.removeprefix("dispute_"): value or None for name, value in typed.items()}
