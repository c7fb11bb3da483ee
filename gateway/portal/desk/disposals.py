"""Files whose schedule has run out, on the desk: proposed by one person, decided by another, certified in the end."""

from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.disposals import Disposals
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import passed_on
from gateway.portal.pages import page, services

ACTS = {"setujui": "approve", "tolak": "reject"}


def disposals() -> Disposals:
    """Disposals as documents keeps them."""
    return Disposals(services().clients["documents"])


@blueprint.get("/pemusnahan")
def disposal_list() -> str:
    """Show what is due, what was proposed, what was destroyed."""
    return _page()


@blueprint.post("/pemusnahan")
def disposal_proposed() -> str | Response:
    """Propose all that is due, or decide a proposal of somebody else."""
    act = ACTS.get(request.form.get("tindakan", ""))
    needs(*((PPID,) if act else (OFFICER, PPID)))
    try:
        if act:
            disposals().decide(request.form.get("usul", ""), act)
        else:
            disposals().propose()
    except Refused as refused:
        return _page(refused.detail or refused.title)
    return redirect(url_for("desk.disposal_list"), 303)


@blueprint.get("/pemusnahan/<uuid:disposal_id>/berita-acara.pdf")
def disposal_certificate(disposal_id: UUID) -> Response:
    """Show the certificate."""
    return passed_on(lambda: disposals().certificate(str(disposal_id)))


def _page(fault: str = "") -> str:
    roles = g.staff.roles
    return page(
        "desk/disposals.html", private=True, board=disposals().board(), fault=fault, faulty=bool(fault),
        may_propose=bool(roles & {OFFICER, PPID}), may_decide=PPID in roles, myself=f"staff:{g.staff.staff_id}",
    )  # fmt: skip
