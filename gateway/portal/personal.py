"""What an applicant may do about the own data on the page of the request: copy, correction, erasure (UU 27/2022)."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.personal import Personal
from gateway.portal import fields, look
from gateway.portal.fields import Field, Values
from gateway.portal.pages import page, sentences, services
from gateway.portal.public import tracking_of
from gateway.portal.refusing import unsent

PROOF = Field(name="proof", pointer="/proof", longest=254, width="medium", autocomplete="off")
CORRECTED = (
    Field(name="new_name", pointer="/corrected/name", required=False, longest=150, autocomplete="name"),
    Field(
        name="new_address", kind="area", pointer="/corrected/address", required=False, longest=500,
        autocomplete="street-address",
    ),
    Field(
        name="new_email", kind="email", pointer="/corrected/email", required=False, longest=254, autocomplete="email"
    ),
    Field(
        name="new_phone", kind="tel", pointer="/corrected/phone", required=False, longest=32, width="medium",
        autocomplete="tel",
    ),
)  # fmt: skip

blueprint = Blueprint("personal", __name__, url_prefix="/permohonan")


@blueprint.route("/<token>/data", methods=["GET", "POST"])
def personal_data(token: str) -> str | Response:
    """Show what was asked concerning the own data, and a copy of it for who knows more than the link."""
    tracking = tracking_of(token)
    typed, faults = fields.read(request.form, (PROOF,)), fields.Faults()
    if request.method == "POST":
        faults = fields.look(typed, (PROOF,))
        if not faults:
            try:
                copy = _door().copy(token, typed[PROOF.name])
            except Refused as refused:
                faults = {PROOF.name: next((one.detail for one in refused.faults), refused.detail or refused.title)}
            else:
                headers = {"Content-Disposition": 'attachment; filename="data-pribadi.json"'}
                return Response(copy, content_type="application/json", headers=headers)
    return page(
        "public/personal.html", private=True, token=token, tracking=tracking, claims=_door().claims(token),
        proof_field=PROOF, values=typed, faults=sentences(faults), faulty=bool(faults),
    )  # fmt: skip


@blueprint.route("/<token>/data/koreksi", methods=["GET", "POST"])
def correct(token: str) -> str | Response:
    """Ask for other values; what is left empty stays as it is."""
    tracking = tracking_of(token)
    if (shown := unsent(CORRECTED, lambda typed: _door().correct(token, _corrected(typed)))) is None:
        return redirect(url_for("personal.personal_data", token=token, _anchor="permintaan"), 303)
    claims = _door().claims(token)
    return page("public/correct.html", private=True, token=token, tracking=tracking, claims=claims, **shown)


@blueprint.route("/<token>/data/hapus", methods=["GET", "POST"])
def erase(token: str) -> str | Response:
    """Ask to be erased before the schedule; a page says first what that means."""
    tracking = tracking_of(token)
    loose: list[str] = []
    if request.method == "POST":
        try:
            _door().erase(token)
        except Refused as refused:
            loose = [refused.detail or refused.title]
        else:
            return redirect(url_for("personal.personal_data", token=token, _anchor="permintaan"), 303)
    return page(
        "public/erase.html", private=True, token=token, tracking=tracking, claims=_door().claims(token),
        under_way=tracking["state"] in look.OPEN, loose=loose, faulty=bool(loose),
    )  # fmt: skip


def _corrected(typed: Values) -> dict[str, str]:
    return {field.pointer.rpartition("/")[2]: typed[field.name] for field in CORRECTED if typed[field.name]}


def _door() -> Personal:
    return Personal(services().clients["intake"])
