"""Who may fetch a file's content over HTTP, whole or a range of it."""

import re
import unicodedata
from urllib.parse import quote
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound, Problem
from chassis.tokens import APPLICANT
from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents import storage
from services.documents.files.commands import delivery
from services.documents.files.models.files import Document
from services.documents.files.queries import files as queries
from services.documents.files.queries import releases

# Whatever a file holds, a browser shows none of it in our name.
CAGE = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cross-Origin-Resource-Policy": "same-origin"}
# An edge that reaches the storage says which one, and fetches a whole file there itself, at the address that it is told
# (deploy/edge/Caddyfile, docs/adr/0031). Nobody outside can say so: of what comes in the edge drops such headers.
REACHES, FETCH = "X-Ppid-Storage", "X-Ppid-Fetch"
ANY_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}

FETCHES = {
    "200": {"description": "The whole file", "content": ANY_BYTES},
    "206": {"description": "The range asked for", "content": ANY_BYTES},
    "304": {"description": "The reader has it already"},
    "416": {"description": "The range lies outside the file"},
}

blueprint = Blueprint("content", __name__, url_prefix="/v1/documents", description="Isi berkas")


class RangeNotSatisfiable(Problem):
    """The stretch asked for lies outside the file (RFC 9110, section 15.5.17)."""

    status, code, title = 416, "range-not-satisfiable", "Bagian berkas yang diminta tidak ada"


@blueprint.get("/<uuid:document_id>/content")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.doc(responses=FETCHES)
def fetch_content(document_id: UUID) -> Response:
    """The file itself for staff, what is given of it for the applicant to whom a decision gave it; whole or a range."""
    with transaction():
        document = releases.released(document_id, own_request()) if is_applicant() else queries.stored(document_id)
        return _fetched(document)


@blueprint.get("/<uuid:document_id>/copy")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses=FETCHES)
def fetch_copy(document_id: UUID) -> Response:
    """What is given of a file, or would be: its copy, made anew; whole or one range of it."""
    with transaction():
        given = queries.stored(document_id).given_as
        if given is None:
            raise NotFound
        return _fetched(queries.stored(given.id))


def _fetched(document: Document) -> Response:
    with transaction():
        response = headed(document.name, document.media_type, str(document.sha256))
        if response.status_code == 304:
            return response
        start, length = measured(response, document.size, str(document.sha256))
        if request.method == "HEAD":
            return response
        if response.status_code == 200 and request.headers.get(REACHES) == storage.here().server:
            response.headers[FETCH] = delivery.pass_on(document)
            response.content_length = 0
            return response
        stretch = delivery.hand_out(document, start=start, length=length)
    response.response = stretch.result()
    return response


def headed(name: str, media_type: str, sha256: str) -> Response:
    """An answer that hands out a file of this name, type and digest; 304 where the reader has it."""
    response = Response(content_type=media_type, headers=CAGE)
    response.set_etag(sha256)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Accept-Ranges"] = "bytes"
    if request.if_none_match.contains_weak(sha256):
        response.status_code = 304
    return response


def measured(response: Response, size: int, tag: str) -> tuple[int, int]:
    """Say in an answer which stretch of so many bytes it holds: all, unless one that is satisfiable is asked for.

    Returns:
        Where the stretch starts, and how long it is.

    Raises:
        RangeNotSatisfiable: the stretch asked for lies outside.
    """
    start, end = _range(size, tag)
    response.content_length = end - start
    if end - start < size:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return start, end - start


def disposition(name: str) -> str:
    """Content-Disposition with the name for every reader: plain ASCII, and UTF-8 (RFC 6266; RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\%]', "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


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


def is_applicant() -> bool:
    """Whether an applicant asks, with a ticket."""
    return APPLICANT in current().roles


def own_request() -> UUID:
    """The request that an applicant's ticket is for."""
    try:
        return UUID(current().actor.removeprefix("request:"))
    except ValueError as foreign:
        raise NotFound from foreign
