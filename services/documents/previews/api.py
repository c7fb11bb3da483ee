"""Who may see a file before it is opened: staff of the office, its first page small and its words."""

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents.files.api.content import CAGE
from services.documents.files.schemas.files import WordsSchema
from services.documents.previews import queries
from services.documents.previews.queries import Words

PNG = {"image/png": {"schema": {"type": "string", "format": "binary"}}}

blueprint = Blueprint("previews", __name__, url_prefix="/v1/documents", description="Pratinjau berkas")


@blueprint.get("/<uuid:document_id>/thumbnail.png")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses={"200": {"description": "The first page, small", "content": PNG}})
def show_thumbnail(document_id: UUID) -> Response:
    """The first page of a file as a small picture, once it is made; a file without pages has none."""
    return Response(queries.thumbnail_of(document_id), content_type="image/png", headers=CAGE)


@blueprint.get("/<uuid:document_id>/text")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, WordsSchema)
def show_words(document_id: UUID) -> Words:
    """The words of a file, read from pictures too where this machine can."""
    return queries.words_of(document_id)
