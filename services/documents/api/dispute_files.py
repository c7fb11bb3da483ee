"""Who may fetch the file of a dispute over HTTP: staff, while a dispute is on record."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request
from flask_smorest import Blueprint

from chassis.web import roles
from services.documents.api import OFFICER, PPID, SUPERIOR
from services.documents.api.content import ANY_BYTES, CAGE, disposition
from services.documents.commands import delivering, scrubbing
from services.documents.queries import dispute_files as queries
from services.documents.queries import neighbours

blueprint = Blueprint("dispute_files", __name__, url_prefix="/v1/dispute-files", description="Berkas sengketa")


@blueprint.get("/<uuid:dispute_id>/file.pdf")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_dispute_file(dispute_id: UUID) -> Response:
    """Chronology, proof of service, and every letter and given document as a page of one PDF that can be cited."""
    record = neighbours.dispute(dispute_id)
    response = Response(content_type="application/pdf", headers=CAGE)
    response.headers["Content-Disposition"] = disposition(queries.PDF)
    if request.method == "GET":
        with current_app.extensions["files"].one():
            file = _read(record)
            bundle = queries.pdf(file, queries.exhibits(file))
        response.response, response.content_length = bundle.pieces(), bundle.size
        delivering.disputed(dispute_id, len(file.documents))
    return response


@blueprint.get("/<uuid:dispute_id>/file.zip")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses={"200": {"description": "The file as a ZIP", "content": ANY_BYTES}})
def fetch_dispute_file(dispute_id: UUID) -> Response:
    """The same with every letter and document, an index and the digests, in one ZIP."""
    record = neighbours.dispute(dispute_id)
    response = Response(content_type="application/zip", headers=CAGE)
    response.headers["Content-Disposition"] = disposition(queries.zip_name(record))
    if request.method == "GET":
        with current_app.extensions["files"].one():
            file = _read(record)
            response.response = queries.package(file)
        delivering.disputed(dispute_id, len(file.documents))
    return response


def _read(record: dict[str, Any]) -> queries.DisputeFile:
    """What is on record, after every document was read, so that what is damaged says so."""
    scrubbing.read_again(UUID(record["request_id"]))
    return queries.told(record)
