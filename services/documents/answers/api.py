"""Who may fetch what was given in answer to a request: staff, and the applicant to whom it was given."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from chassis.errors import NotFound
from chassis.tokens import APPLICANT
from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents.answers import queries
from services.documents.answers.schemas import AnswerSchema
from services.documents.files.api.content import ANY_BYTES, CAGE, disposition, is_applicant, own_request
from services.documents.files.commands import delivery

blueprint = Blueprint("answers", __name__, url_prefix="/v1/answers", description="Jawaban permohonan")


@blueprint.get("/<uuid:request_id>")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.response(200, AnswerSchema)
def list_given(request_id: UUID) -> dict[str, Any]:
    """The files that decisions gave to one request."""
    _guard(request_id)
    return {"items": queries.given(request_id)}


@blueprint.get("/<uuid:request_id>/package.zip")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.doc(responses={"200": {"description": "The package as a ZIP", "content": ANY_BYTES}})
def fetch_package(request_id: UUID) -> Response:
    """All of it in one ZIP: the files, the letter, an index for people and one for programs, and every SHA-256."""
    _guard(request_id)
    package = queries.package(request_id)
    response = Response(content_type="application/zip", headers=CAGE)
    response.headers["Content-Disposition"] = disposition(package.name)
    if request.method == "GET":
        response.response = package.content
        delivery.packed(request_id, package.files, package.lacking)
    return response


def _guard(request_id: UUID) -> None:
    if is_applicant() and own_request() != request_id:
        raise NotFound
