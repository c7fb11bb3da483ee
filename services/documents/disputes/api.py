"""Who may have the file of a dispute made and fetch it over HTTP: staff, while a dispute is on record."""

from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents.disputes import commands
from services.documents.disputes.queries import progress
from services.documents.disputes.schemas import MakingSchema
from services.documents.files.api.content import FETCHES, headed, measured
from services.documents.files.commands import delivery

blueprint = Blueprint("dispute_files", __name__, url_prefix="/v1/dispute-files", description="Berkas sengketa")


@blueprint.post("/<uuid:dispute_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(202, MakingSchema)
def ask_for_dispute_file(dispute_id: UUID) -> progress.Shown:
    """Have it made anew from what is on record; where it is being made, that goes on."""
    commands.ask(dispute_id)
    return progress.shown(dispute_id)


@blueprint.get("/<uuid:dispute_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, MakingSchema)
def show_making(dispute_id: UUID) -> progress.Shown:
    """How far it is, and until when it can be fetched; 404 where nobody asked for it yet."""
    return progress.shown(dispute_id)


@blueprint.get("/<uuid:dispute_id>/file.pdf")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses=FETCHES)
@blueprint.alt_response(409, success=False, description="It does not lie ready")
def show_dispute_file(dispute_id: UUID) -> Response:
    """Chronology, proof of service, and every letter and given document as a page of one PDF that can be cited."""
    return _fetched(dispute_id, "pdf")


@blueprint.get("/<uuid:dispute_id>/file.zip")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses=FETCHES)
@blueprint.alt_response(409, success=False, description="It does not lie ready")
def fetch_dispute_file(dispute_id: UUID) -> Response:
    """The same with every letter and document, an index and the digests, in one ZIP."""
    return _fetched(dispute_id, "zip")


def _fetched(dispute_id: UUID, kind: str) -> Response:
    found = progress.offered(dispute_id, kind)
    response = headed(found.name, found.media_type, found.sha256)
    if response.status_code == 304:
        return response
    start, length = measured(response, found.size, found.sha256)
    if request.method == "GET":
        response.response = found.pieces(start, length)
        delivery.disputed(dispute_id, found.documents)
    return response
