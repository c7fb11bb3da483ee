"""Who may see which files there are over HTTP."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.documents.api import OFFICER, PPID, SUPERIOR
from services.documents.models.files import Document
from services.documents.queries import files as queries
from services.documents.schemas.files import DocumentSchema, DocumentsSchema, ListQuery

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents", description="Berkas kantor")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, DocumentsSchema)
def list_documents(query: dict[str, Any]) -> dict[str, Any]:
    """The files held for a request."""
    return {"items": queries.documents_of(query["request"])}


@blueprint.get("/<uuid:document_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, DocumentSchema)
def show_document(document_id: UUID) -> Document:
    """What is known about one file."""
    return queries.document(document_id)
