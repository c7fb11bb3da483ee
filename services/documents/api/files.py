"""Who may see which files there are over HTTP."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.documents.api import OFFICER, PPID, SUPERIOR
from services.documents.commands import clearing
from services.documents.domain.gate import Acceptance
from services.documents.models.files import Document
from services.documents.queries import files as queries
from services.documents.queries import previews
from services.documents.schemas.files import AcceptanceSchema, DocumentSchema, DocumentsSchema, ListQuery

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents", description="Berkas kantor")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, DocumentsSchema)
def list_documents(query: dict[str, Any]) -> dict[str, Any]:
    """The files held for a request; with words, those in which all of them occur."""
    if "words" in query:
        return {"items": previews.holding(query["request"], query["words"])}
    return {"items": queries.documents_of(query["request"])}


@blueprint.get("/<uuid:document_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, DocumentSchema)
def show_document(document_id: UUID) -> Document:
    """What is known about one file."""
    return queries.document(document_id)


@blueprint.post("/<uuid:document_id>/acceptances")
@roles(PPID)
@blueprint.arguments(AcceptanceSchema)
@blueprint.response(201, DocumentSchema)
def accept_finding(said: Acceptance, document_id: UUID) -> Document:
    """Let something stay that the release gate's checker found in a file, for a reason that goes on the record."""
    clearing.accept(document_id, said)
    return queries.document(document_id)
