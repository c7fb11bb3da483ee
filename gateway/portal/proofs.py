"""The page on which an applicant sees which papers came, and hands in those that are missing."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from gateway.portal import proving
from gateway.portal.pages import page
from gateway.portal.public import tracking_of

blueprint = Blueprint("proofs", __name__, url_prefix="/permohonan")


@blueprint.route("/<token>/surat", methods=["GET", "POST"])
def papers(token: str) -> str | Response:
    """Hand papers in, one or several at a time; what is wrong with one stands beside it, the others are taken."""
    tracking = tracking_of(token)
    wanted, faults = tracking["papers"], dict[str, str]()
    if request.method == "POST":
        faults = proving.taken(proving.as_applicant(tracking), wanted["request"], wanted["wanted"])
        if not faults:
            return redirect(url_for("proofs.papers", token=token), 303)
    rows = proving.of_applicant(tracking)
    return page(
        "public/papers.html", private=True, token=token, tracking=tracking, rows=rows, faults=faults,
        faulty=bool(faults),
    )  # fmt: skip
