"""Who may ask for files over HTTP: parse, authorise, call, dump. Bodies stream both ways."""

import base64
import binascii
import re
import unicodedata
from typing import Any, BinaryIO, cast
from urllib.parse import quote
from uuid import UUID

from flask import Response, current_app, request
from flask_smorest import Blueprint

from chassis.context import current
from chassis.errors import NotFound, Problem
from chassis.tokens import APPLICANT
from chassis.web import roles
from services.documents import commands, domain, queries, schemas
from services.documents.commands import Upload
from services.documents.models import Document

OFFICER, PPID, SUPERIOR = "officer", "ppid", "superior"
# Whatever a file holds, a browser shows none of it in our name.
_CAGE = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cross-Origin-Resource-Policy": "same-origin"}
_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]*):")
_ANY_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents", description="Berkas kantor")


class LengthRequired(Problem):
    """The body's length is not announced (RFC 9110, section 8.6)."""

    status, code, title = 411, "length-required", "Sebutkan ukuran kiriman dengan Content-Length"


class BadDigest(Problem):
    """Repr-Digest cannot be read (RFC 9530)."""

    status, code, title = 400, "bad-digest", "Repr-Digest tidak dapat dibaca; contoh: sha-256=:<base64>:"


class RangeNotSatisfiable(Problem):
    """The stretch asked for lies outside the file (RFC 9110, section 15.5.17)."""

    status, code, title = 416, "range-not-satisfiable", "Bagian berkas yang diminta tidak ada"


@blueprint.post("")
@roles(OFFICER, PPID)
@blueprint.doc(
    requestBody={"required": True, "content": _ANY_BYTES, "description": "The file, with Content-Length"},
    parameters=[{"in": "header", "name": "Repr-Digest", "schema": {"type": "string"}, "description": "RFC 9530"}],
)
@blueprint.arguments(schemas.UploadQuery, location="query")
@blueprint.response(201, schemas.DocumentSchema)
def upload(query: dict[str, Any]) -> tuple[Document, int, dict[str, str]]:
    """Take a file in. It is `stored` at once, or `waiting` while the scanner is away."""
    if request.content_length is None:
        raise LengthRequired
    domain.check_size(request.content_length)
    request.max_content_length = domain.LARGEST
    told = Upload(query["request"], query["purpose"], query["name"], request.content_length, _announced_digest())
    with current_app.extensions["files"].one():
        document = queries.document(commands.receive(told, cast(BinaryIO, request.stream)))
    return document, 201, {"Location": f"/api/documents/v1/documents/{document.id}"}


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.DocumentsSchema)
def list_documents(query: dict[str, Any]) -> dict[str, Any]:
    """The files held for a request."""
    return {"items": queries.documents_of(query["request"])}


@blueprint.get("/<uuid:document_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.DocumentSchema)
def show_document(document_id: UUID) -> Document:
    """What is known about one file."""
    return queries.document(document_id)


@blueprint.get("/<uuid:document_id>/content")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.doc(
    responses={
        "200": {"description": "The whole file", "content": _ANY_BYTES},
        "206": {"description": "The range asked for", "content": _ANY_BYTES},
        "304": {"description": "The reader has it already"},
        "416": {"description": "The range lies outside the file"},
    }
)
def fetch_content(document_id: UUID) -> Response:
    """The file itself, whole or one range of it, for staff and for the applicant to whom a decision gave it."""
    document = queries.released(document_id, _own_request()) if _is_applicant() else queries.stored(document_id)
    tag = str(document.sha256)
    response = Response(content_type=document.media_type, headers=_CAGE)
    response.set_etag(tag)
    response.headers["Content-Disposition"] = disposition(document.name)
    response.headers["Accept-Ranges"] = "bytes"
    if request.if_none_match.contains(tag):
        response.status_code = 304
        return response
    start, end = _range(document.size, tag)
    response.content_length = end - start
    if end - start < document.size:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{document.size}"
    if request.method == "GET":
        response.response = queries.content(document, start=start, length=end - start)
        commands.opened(document.id)
    return response


def disposition(name: str) -> str:
    """Content-Disposition with the name for every reader: plain ASCII, and UTF-8 (RFC 6266; RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\%]', "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _announced_digest() -> bytes | None:
    header = request.headers.get("Repr-Digest")
    found = _DIGEST.search(header) if header else None
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=True)
    except binascii.Error as unreadable:
        raise BadDigest from unreadable


def _range(size: int, tag: str) -> tuple[int, int]:
    """The stretch to send, from and up to (excluded); all of it unless one satisfiable range is asked for."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return 0, size
    condition = request.if_range
    if (condition.etag or condition.date) and condition.etag != tag:
        return 0, size
    found = asked.range_for_length(size)
    if found is None:
        raise RangeNotSatisfiable
    start, end = found
    return start, int(end)


def _is_applicant() -> bool:
    return APPLICANT in current().roles


def _own_request() -> UUID:
    """The request that an applicant's ticket is for."""
    try:
        return UUID(current().actor.removeprefix("request:"))
    except ValueError as foreign:
        raise NotFound from foreign
