"""What an applicant does on the page of the request: complete it, answer the office, or withdraw it."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.portal import fields
from gateway.portal.fields import Field
from gateway.portal.pages import page, sentences, services
from gateway.portal.public import ANSWER, REPAIR, show_request, tracking_of

REASON = Field(name="withdraw_reason", kind="area", pointer="/words", required=False, longest=5000)

blueprint = Blueprint("acting", __name__, url_prefix="/permohonan")


@blueprint.post("/<token>/perbaikan")
def repair(token: str) -> str | Response:
    """Complete a request that the office found incomplete."""
    return _written(token, "repair", REPAIR)


@blueprint.post("/<token>/jawaban")
def answer(token: str) -> str | Response:
    """Answer what the office asked."""
    return _written(token, "answer", ANSWER)


def _written(token: str, act: str, asked: Field) -> str | Response:
    """Hand in what was typed into the one field of an act; what is wrong with it stands beside it on the page."""
    tracking = tracking_of(token)
    typed = fields.read(request.form, (asked,))
    faults = fields.look(typed, (asked,))
    if not faults:
        try:
            services().intake.act(token, act, typed[asked.name])
        except Refused as refused:
            faults = {asked.name: _said(refused)}
    if faults:
        return show_request(token, tracking, values=typed, faults=sentences(faults))
    return redirect(url_for("public.show", token=token), 303)


@blueprint.route("/<token>/cabut", methods=["GET", "POST"])
def withdraw(token: str) -> str | Response:
    """Withdraw a request; a page says first what that means."""
    tracking = tracking_of(token)
    loose: list[str] = []
    typed = fields.read(request.form, (REASON,))
    if request.method == "POST":
        try:
            services().intake.act(token, "withdraw", typed[REASON.name] or None)
        except Refused as refused:
            loose = [_said(refused)]
        else:
            return redirect(url_for("public.show", token=token), 303)
    return page(
        "public/withdraw.html",
        private=True,
        token=token,
        tracking=tracking,
        field_reason=REASON,
        values=typed,
        loose=loose,
        faulty=bool(loose),
    )


def _said(refused: Refused) -> str:
    return next((fault.detail for fault in refused.faults), "") or refused.detail or refused.title
