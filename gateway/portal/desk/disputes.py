"""Disputes on the desk: the list, a file with what waits until when, recording the filing and each step."""

from collections.abc import Mapping
from typing import Any
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

BECAUSE = Field(name="dispute_because", kind="area", pointer="/because", longest=500)


def disputes() -> Disputes:
    """Disputes as the registry keeps them."""
    return Disputes(services().clients["registry"])


@blueprint.get("/sengketa")
def dispute_list() -> str:
    """Show the office's disputes, open or ended."""
    tab = request.args.get("daftar", "open")
    tab = tab if tab in TABS else "open"
    return page("dispute/list.html", tab=tab, tabs=TABS, items=disputes().board(tab=tab), today=today().isoformat())


@blueprint.route("/keberatan/<uuid:objection_id>/sengketa", methods=["GET", "POST"])
def dispute_file(objection_id: UUID) -> str | Response:
    """Record that the applicant went to an Information Commission; where that is on record, show it."""
    objection = objections().objection(str(objection_id))
    known = disputes().board(objection=str(objection_id))
    standing = next((one for one in known if one["stage"] != "not_accepted"), None)
    if standing or (known and "lagi" not in request.args):
        return redirect(url_for("desk.dispute", dispute_id=(standing or known[-1])["id"]), 303)
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
    """One dispute: what waits and until when, what happened, the form for the next step or for a correction."""
    corrects = request.values.get("koreksi", 0, type=int)
    asked = (*STEP, BECAUSE) if corrects else STEP
    typed, faults, loose = fields.read(request.form, asked), Faults(), list[str]()
    act, version = request.form.get("langkah", ""), request.form.get("versi", 0, type=int)
    if request.method == "POST":
        faults = fields.look(typed, asked) | ({} if act else {"langkah": "fault.choose.choice"})
        if not faults:
            try:
                disputes().step(str(dispute_id), version, {"act": act, "corrects": corrects or None, **_said(typed)})
                return redirect(url_for("desk.dispute", dispute_id=dispute_id), 303)
            except Refused as refused:
                faults, loose = placed(refused, asked, "dispute.changed")
    found = disputes().dispute(str(dispute_id))
    wrong: Mapping[str, Any] | None = next(
        (one for one in found["steps"] if one["in_force"] and corrects == (one["corrects"] or one["place"])), None
    )
    if request.method == "GET":
        act = wrong["act"] if wrong else ""
        typed |= {f"dispute_{name}": (wrong or {}).get(name) or "" for name in ("number", "outcome", "party", "note")}
        typed["dispute_on"] = wrong["on"] if wrong else today().isoformat()
    return page(
        "dispute/one.html", private=True, dispute=found, asked=asked, values=typed, act=act, wrong=wrong,
        faults=sentences(faults), loose=loose, faulty=bool(faults or loose), today=today().isoformat(),
    )  # fmt: skip


def _said(typed: dict[str, str]) -> dict[str, str | None]:
    return {name.removeprefix("dispute_"): value or None for name, value in typed.items()}
