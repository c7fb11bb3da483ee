"""Who may fetch the file of a dispute over HTTP: staff, while a dispute is on record."""

from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from chassis.web import roles
from services.documents.api import OFFICER, PPID, SUPERIOR
from services.documents.api.content import ANY_BYTES, CAGE, disposition
from services.documents.commands import delivering
from services.documents.queries import dispute_files as queries

blueprint = Blueprint("dispute_files", __name__, url_prefix="/v1/dispute-files", description="Berkas sengketa")


@blueprint.get("/<uuid:dispute_id>/file.pdf")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_dispute_file(dispute_id: UUID) -> Response:
    """Chronology, proof of service and the list of documents as one accessible PDF."""
    file = queries.told(dispute_id)
    response = Response(queries.pdf(file), content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(queries.PDF)
    delivering.disputed(dispute_id, len(file.documents))
    return response


@blueprint.get("/<uuid:dispute_id>/file.zip")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses={"200": {"description": "The file as a ZIP", "content": ANY_BYTES}})
def fetch_dispute_file(dispute_id: UUID) -> Response:
    """The same with every letter and document, an index and the digests, in one ZIP."""
    file = queries.told(dispute_id)
    package = queries.package(file)
    response = Response(content_type="application/zip", headers=CAGE)
    response.headers["Content-Disposition"] = disposition(package.name)
    if request.method == "GET":
        response.response = package.content
        delivering.disputed(dispute_id, len(file.documents))
    return response
