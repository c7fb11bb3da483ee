"""Answer what an applicant asked concerning the own data: grant, or refuse on a ground of the law and with words."""

from uuid import UUID

from flask import abort, g, redirect, url_for
from werkzeug.wrappers import Response

from gateway.backends.personal import Personal
from gateway.commands import PPID
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Field, Values
from gateway.portal.pages import page, services
from gateway.portal.refusing import unsent
from statute.personal_data import refusals

REASON = Field(name="claim_reason", kind="area", pointer="/reason", required=False, longest=2000)
GRANTED = "granted"


def asked_about(kind: str) -> tuple[Field, ...]:
    """Return the questions about a claim of a kind: granted, or refused on which ground; and why."""
    grounds = tuple(one.ground for one in refusals().values() if kind in one.of)
    return (Field(name="claim_answer", kind="choice", pointer="/ground", choices=(GRANTED, *grounds)), REASON)


@blueprint.route("/<uuid:case_id>/data-pribadi/<uuid:claim_id>", methods=["GET", "POST"])
def answer_claim(case_id: UUID, claim_id: UUID) -> str | Response:
    """Show what was asked with old and new values, and the PPID's answer."""
    door = Personal(services().clients["intake"])
    known = door.of(str(case_id))
    claim = next((one for one in known["items"] if one["id"] == str(claim_id)), None)
    if claim is None or claim["state"] != "open" or PPID not in g.staff.roles:
        abort(404)
    asked = asked_about(claim["kind"])
    shown = unsent(asked, lambda typed: door.decide(str(case_id), str(claim_id), _said(typed)), "progress.changed")
    if shown is None:
        return redirect(url_for("desk.case", case_id=case_id, _anchor="hak-data"), 303)
    return page(
        "desk/claim.html",
        private=True,
        case_id=case_id,
        claim=claim,
        right=next(one for one in known["rights"] if one["kind"] == claim["kind"]),
        grounds=[one for one in refusals().values() if claim["kind"] in one.of],
        **shown,
    )


def _said(typed: Values) -> dict[str, str | None]:
    answer, reason = typed["claim_answer"], typed[REASON.name] or None
    if answer == GRANTED:
        return {"outcome": GRANTED, "reason": reason}
    return {"outcome": "refused", "ground": answer, "reason": reason}
