"""Who may bring files in parts over HTTP."""

from typing import Any
from uuid import UUID

from flask import current_app
from flask_smorest import Blueprint

from chassis.web import roles
from contracts.roles import OFFICER, PPID
from services.documents.files.api.bodies import announced_length, body, described
from services.documents.files.api.files import attempted
from services.documents.files.commands import parts as file_parts
from services.documents.files.domain.files import PART
from services.documents.files.models.files import Document
from services.documents.files.queries import files as queries
from services.documents.files.schemas.files import DocumentSchema
from services.documents.files.schemas.parts import BeginFileSchema, FileComingSchema, PartQuery
from services.documents.files.steps.files import Upload

blueprint = Blueprint(
    "file_parts", __name__, url_prefix="/v1/uploads", description="Mengirim berkas bagian demi bagian"
)


@blueprint.post("")
@roles(OFFICER, PPID)
@blueprint.arguments(BeginFileSchema)
@blueprint.response(201, FileComingSchema)
def begin(told: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Announce a file. It may come in any order of parts, within half a day; whoever is cut off asks and goes on."""
    document = file_parts.begin(Upload(told["request"], told["purpose"], told["name"], told["size"], None))
    return _told(document, []), 201, {"Location": f"/api/documents/v1/uploads/{document.id}"}


@blueprint.get("/<uuid:document_id>")
@roles(OFFICER, PPID)
@blueprint.response(200, FileComingSchema)
def show(document_id: UUID) -> dict[str, Any]:
    """Which parts are there."""
    document = file_parts.under_way(document_id)
    return _told(document, file_parts.there(document))


@blueprint.put("/<uuid:document_id>")
@roles(OFFICER, PPID)
@blueprint.doc(requestBody=described("The part, with Content-Length"))
@blueprint.arguments(PartQuery, location="query")
@blueprint.response(204)
def put(query: dict[str, Any], document_id: UUID) -> None:
    """Bring a part; brought again, it takes the place of the one before."""
    size = announced_length()
    with current_app.extensions["files"].one():
        file_parts.put(document_id, query["part"], body(PART), size)


@blueprint.post("/<uuid:document_id>")
@roles(OFFICER, PPID)
@blueprint.response(200, DocumentSchema)
def complete(document_id: UUID) -> Document:
    """Say that all parts are there. The file is `stored` at once, or `waiting`; asked again, it answers the same."""
    with current_app.extensions["files"].one():
        errand = file_parts.complete(document_id)
        return attempted(errand) if errand else queries.document(document_id)


def _told(document: Document, parts: list[int]) -> dict[str, Any]:
    return {"id": document.id, "name": document.name, "size": document.size, "part_size": PART, "parts": parts}
