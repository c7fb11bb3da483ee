"""The file of a dispute on the desk: have it made, see how far it is, fetch it."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.dispute_files import NOT_MADE, DisputeFiles
from gateway.portal.desk.disputes import disputes
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import passed_on
from gateway.portal.pages import page, services


@blueprint.route("/sengketa/<uuid:dispute_id>/berkas", methods=["GET", "POST"])
def dispute_papers(dispute_id: UUID) -> str | Response:
    """How far it is; by POST it is made anew."""
    if request.method == "POST":
        _files().make(str(dispute_id))
        return redirect(url_for("desk.dispute_papers", dispute_id=dispute_id), 303)
    return page(
        "dispute/papers.html", private=True, dispute=disputes().dispute(str(dispute_id)),
        making=_files().making(str(dispute_id)),
    )  # fmt: skip


@blueprint.get("/sengketa/<uuid:dispute_id>/berkas.<any(pdf, zip):kind>")
def dispute_paper(dispute_id: UUID, kind: str) -> Response:
    """Show what was made: one PDF, or every document in one ZIP; documents writes down who fetched it.

    A reader whose line broke asks for the rest.
    """
    asked = {name: request.headers[name] for name in ("Range", "If-Range") if name in request.headers}
    try:
        return passed_on(lambda: _files().fetch(str(dispute_id), kind, asked))
    except Refused as refused:
        if refused.code != NOT_MADE:
            raise
        return redirect(url_for("desk.dispute_papers", dispute_id=dispute_id), 303)


def _files() -> DisputeFiles:
    return DisputeFiles(services().clients["documents"])
