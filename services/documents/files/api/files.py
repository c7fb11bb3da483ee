"""Who may bring files whole, and see which there are, over HTTP; those that come in parts: `file_parts`."""

import base64
import binascii
import re
from typing import Any
from uuid import UUID

from flask import current_app, request
from flask_smorest import Blueprint

from chassis.errands import Errand
from chassis.errors import Problem, Unavailable
from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents import errands
from services.documents.files.api.bodies import announced_length, body, described
from services.documents.files.commands import reception
from services.documents.files.domain import formats
from services.documents.files.domain.files import COPIED_AT_ONCE, State
from services.documents.files.domain.formats import FileRefused
from services.documents.files.models.files import Document
from services.documents.files.queries import files as queries
from services.documents.files.schemas.files import (
    AcceptanceSchema,
    DocumentSchema,
    DocumentsSchema,
    ListQuery,
    OriginalSchema,
    TakingBackSchema,
    UploadQuery,
)
from services.documents.files.steps.files import COPY, FILE, Upload
from services.documents.gate.commands import clearances, originals
from services.documents.gate.domain.findings import Acceptance, TakingBack
from services.documents.previews import queries as preview_queries

TAKEN = f"Taken by what it is, under a name that ends accordingly: {', '.join(formats.FORMATS)}."

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents", description="Berkas kantor")
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]*):")


class BadDigest(Problem):
    """Repr-Digest cannot be read (RFC 9530)."""

    status, code, title = 400, "bad-digest", "Repr-Digest tidak dapat dibaca; contoh: sha-256=:<base64>:"


@blueprint.post("")
@roles(OFFICER, PPID)
@blueprint.doc(
    requestBody=described(f"The file, with Content-Length. {TAKEN}"),
    parameters=[{"in": "header", "name": "Repr-Digest", "schema": {"type": "string"}, "description": "RFC 9530"}],
)
@blueprint.arguments(UploadQuery, location="query")
@blueprint.response(201, DocumentSchema)
def upload(query: dict[str, Any]) -> tuple[Document, int, dict[str, str]]:
    """Take a file in. It is `stored` at once, or `waiting` while the scanner is away."""
    size = announced_length()
    formats.check_size(size)
    told = Upload(query["request"], query["purpose"], query["name"], size, _announced_digest())
    with current_app.extensions["files"].one():
        document = attempted(reception.receive(told, body(formats.LARGEST)))
    return document, 201, {"Location": f"/api/documents/v1/documents/{document.id}"}


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, DocumentsSchema)
def list_documents(query: dict[str, Any]) -> dict[str, Any]:
    """The files held for a request; with words, those in which all of them occur."""
    if "words" in query:
        return {"items": preview_queries.holding(query["request"], query["words"])}
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
@blueprint.alt_response(412, success=False, description="The file was read again since its findings were seen")
def accept_finding(said: Acceptance, document_id: UUID) -> Document:
    """Let something stay that the release gate's checker found in a file, for a reason that goes on the record."""
    clearances.accept(document_id, said)
    return queries.document(document_id)


@blueprint.post("/<uuid:document_id>/original")
@roles(PPID)
@blueprint.arguments(OriginalSchema)
@blueprint.response(202, DocumentSchema)
@blueprint.alt_response(409, success=False, description="It stands where that is not to be decided")
def choose_original(body: dict[str, Any], document_id: UUID) -> Document:
    """Have the original given as it is, for a reason that goes on the record; it is looked at first."""
    originals.choose(document_id, body["words"])
    return queries.document(document_id)


@blueprint.delete("/<uuid:document_id>/original")
@roles(PPID)
@blueprint.response(200, DocumentSchema)
@blueprint.alt_response(409, success=False, description="It was not chosen, or was given already")
def give_up_original(document_id: UUID) -> Document:
    """Have the copy given after all."""
    originals.give_up(document_id)
    return queries.document(document_id)


@blueprint.post("/<uuid:document_id>/acceptances/taken-back")
@roles(PPID)
@blueprint.arguments(TakingBackSchema)
@blueprint.response(200, DocumentSchema)
@blueprint.alt_response(409, success=False, description="The file was given already")
@blueprint.alt_response(412, success=False, description="It was taken back, or the file was read again, meanwhile")
def take_acceptance_back(said: TakingBack, document_id: UUID) -> Document:
    """Take back that a finding may stay, while the file was given to nobody; it is held back until judged anew."""
    clearances.take_back(document_id, said)
    return queries.document(document_id)


def attempted(errand: Errand) -> Document:
    """Check a file that came in whole and make its copy, at once if that is possible.

    Raises:
        FileRefused: it did not pass.
    """
    errands.attempt(FILE, errand)
    document = queries.document(errand.id)
    if document.state == State.REFUSED:
        raise FileRefused(document.why or "")
    if document.release_copy and document.size <= COPIED_AT_ONCE and document.given_as is None:
        _copied(Errand(document.tenant, document.release_copy.document_id, 0))
    return queries.document(errand.id)


def _copied(copy: Errand) -> None:
    """Have a copy made while its sender waits, if nobody else of the office does; else the tick makes it."""
    try:
        with current_app.extensions["copies"].one():
            errands.attempt(COPY, copy)
    except Unavailable:
        reception.leave(copy)


def _announced_digest() -> bytes | None:
    header = request.headers.get("Repr-Digest")
    found = _DIGEST.search(header) if header else None
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=True)
    except binascii.Error as unreadable:
        raise BadDigest from unreadable
