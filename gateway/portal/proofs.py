"""The page on which an applicant sees which papers came, and hands in those that are missing."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from gateway.backends.arriving import Arriving
from gateway.portal import arriving, proving
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


@blueprint.post("/<token>/surat/<kind>/unggahan")
def begin(token: str, kind: str) -> Response:
    """Announce a paper that comes in parts."""
    return arriving.begin(_papers(token, kind))


@blueprint.route("/<token>/surat/<kind>/unggahan/<uuid:upload_id>", methods=["GET", "POST"])
def go_on(token: str, kind: str, upload_id: UUID) -> Response:
    """Which parts are there, or that all are."""
    return arriving.go_on(_papers(token, kind), upload_id)


@blueprint.post("/<token>/surat/<kind>/unggahan/<uuid:upload_id>/<int:part>")
def put(token: str, kind: str, upload_id: UUID, part: int) -> Response:
    """Pass a part on."""
    return arriving.put(_papers(token, kind), upload_id, part)


def _papers(token: str, kind: str) -> Arriving:
    tracking = tracking_of(token)
    return proving.as_applicant(tracking).arriving(tracking["papers"]["request"], kind)
