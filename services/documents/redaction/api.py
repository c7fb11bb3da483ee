"""Who may blacken documents over HTTP: staff draw and propose, the PPID approves what somebody else proposed."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from chassis.web import etag, expected_version, roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents.files.api.content import ANY_BYTES, CAGE, disposition
from services.documents.files.commands import delivery
from services.documents.files.models.files import Document
from services.documents.files.queries.files import content, stored
from services.documents.files.schemas.files import RequestQuery
from services.documents.redaction.commands import redactions as redacting
from services.documents.redaction.domain.masks import taken_over
from services.documents.redaction.domain.redactions import Decision, check_redactable
from services.documents.redaction.queries import proposals
from services.documents.redaction.queries import redactions as queries
from services.documents.redaction.schemas.proposals import ProposalsQuery, ProposalsSchema
from services.documents.redaction.schemas.redactions import (
    BoxesSchema,
    FindsSchema,
    MasksSchema,
    RedactionDecisionSchema,
    RedactionProposalSchema,
    RedactionSchema,
    RedactionsSchema,
    SavedSchema,
    SearchSchema,
    SoughtSchema,
    TakenSchema,
    ThingsSchema,
)

Answered = tuple[queries.Sheet, int, dict[str, str]]
PNG = {"200": {"description": "The page", "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}}

begun = Blueprint("redactions_of", __name__, url_prefix="/v1/documents", description="Penghitaman sebuah berkas")
blueprint = Blueprint("redactions", __name__, url_prefix="/v1/redactions", description="Penghitaman")


@begun.post("/<uuid:document_id>/redactions")
@roles(OFFICER, PPID)
@begun.response(201, RedactionSchema)
@begun.alt_response(200, schema=RedactionSchema, description="It was begun before")
@begun.alt_response(409, success=False, description="A file of this kind, length or state is not blackened here")
def begin_redaction(document_id: UUID) -> Answered:
    """Begin to blacken a stored document, or go on where that was begun already."""
    redaction_id, new = redacting.begin(stored(document_id))
    return _answer(redaction_id, 201 if new else 200)


@begun.get("/redactions")
@roles(OFFICER, PPID, SUPERIOR)
@begun.arguments(RequestQuery, location="query")
@begun.response(200, RedactionsSchema)
def list_redactions_of_request(query: dict[str, Any]) -> dict[str, Any]:
    """The redactions of all documents of a request, newest first."""
    return {"items": proposals.of_request(query["request"])}


@begun.get("/<uuid:document_id>/redactions")
@roles(OFFICER, PPID, SUPERIOR)
@begun.response(200, RedactionsSchema)
def list_redactions(document_id: UUID) -> dict[str, Any]:
    """The redactions of a document, newest first."""
    return {"items": proposals.of_document(document_id)}


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(ProposalsQuery, location="query")
@blueprint.response(200, ProposalsSchema)
def list_proposals(query: dict[str, Any]) -> proposals.Listed:
    """What was proposed and is not approved: oldest first, and after it what went back in requests still open."""
    return proposals.under_way(query["page"], query["size"])


@blueprint.get("/<uuid:redaction_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, RedactionSchema)
def show_redaction(redaction_id: UUID) -> Answered:
    """One redaction, with its boxes and what whoever asks may do."""
    return _answer(redaction_id)


@blueprint.get("/<uuid:redaction_id>/versions/<int(max=2147483647):version>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, SavedSchema)
def show_version(redaction_id: UUID, version: int) -> queries.Saved:
    """A list of boxes or masks as it was saved once; saving it again undoes what came after."""
    return queries.saved_boxes(redaction_id, version)


@blueprint.put("/<uuid:redaction_id>/boxes")
@roles(OFFICER, PPID)
@blueprint.arguments(BoxesSchema)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(412, success=False, description="Somebody saved another list meanwhile")
def save_boxes(body: dict[str, Any], redaction_id: UUID) -> Answered:
    """Save the whole list of boxes; needs If-Match."""
    redacting.save(redaction_id, expected_version(), body["boxes"])
    return _answer(redaction_id)


@blueprint.put("/<uuid:redaction_id>/masks")
@roles(OFFICER, PPID)
@blueprint.arguments(MasksSchema)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(409, success=False, description="It is no draft, or its file has pages to draw boxes on")
@blueprint.alt_response(412, success=False, description="Somebody saved another list meanwhile")
def save_masks(body: dict[str, Any], redaction_id: UUID) -> Answered:
    """Save the whole list of masks of a workbook, table or text; needs If-Match."""
    redacting.save_masks(redaction_id, expected_version(), body["masks"])
    return _answer(redaction_id)


@blueprint.post("/<uuid:redaction_id>/masks/finds")
@roles(OFFICER, PPID)
@blueprint.arguments(SoughtSchema)
@blueprint.response(200, ThingsSchema)
@blueprint.alt_response(409, success=False, description="The original cannot be read, or has pages")
def search_without_pages(body: dict[str, Any], redaction_id: UUID) -> dict[str, Any]:
    """Words and personal data in a workbook, table, text or message, to choose from; nothing is saved."""
    found = queries.sought(queries.redaction(redaction_id), **body)
    redacting.searched(redaction_id, len(found["items"]))
    return found


@blueprint.post("/<uuid:redaction_id>/masks/taken")
@roles(OFFICER, PPID)
@blueprint.arguments(TakenSchema)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(409, success=False, description="It is no draft, or the original cannot be read")
@blueprint.alt_response(412, success=False, description="Somebody saved another list meanwhile")
def take_found(body: dict[str, Any], redaction_id: UUID) -> Answered:
    """Mask things that the same search found, by their places in its list; needs If-Match."""
    expected, sheet = expected_version(), queries.redaction(redaction_id)
    found = queries.sought(sheet, body["words"], body["patterns"])
    masks = taken_over(found["items"], body["take"], body["ground"])
    redacting.save_masks(redaction_id, expected, [*sheet.masks, *masks])
    return _answer(redaction_id)


@blueprint.post("/<uuid:redaction_id>/finds")
@roles(OFFICER, PPID)
@blueprint.arguments(SearchSchema)
@blueprint.response(200, FindsSchema)
@blueprint.alt_response(409, success=False, description="The original cannot be read")
def search(body: dict[str, Any], redaction_id: UUID) -> Any:
    """Boxes around words and personal data in the original, to choose from; nothing is saved."""
    original = stored(queries.redaction(redaction_id).original.id)
    check_redactable(original.media_type)
    found, _ = queries.read(original, "redaction.finding", **body)
    redacting.searched(redaction_id, len(found["items"]))
    return found


@blueprint.get("/<uuid:redaction_id>/pages/<int(min=1, max=9999):page>.png")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses=PNG)
def show_page(redaction_id: UUID, page: int) -> Response:
    """The picture of a page of the original, as people see it."""
    original = stored(queries.redaction(redaction_id).original.id)
    check_redactable(original.media_type)
    return _picture(redaction_id, original, page)


@blueprint.post("/<uuid:redaction_id>/proposal")
@roles(OFFICER, PPID)
@blueprint.arguments(RedactionProposalSchema)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(409, success=False, description="It is no draft, or nothing is marked")
@blueprint.alt_response(412, success=False, description="Somebody changed it meanwhile")
def propose_redaction(body: dict[str, Any], redaction_id: UUID) -> Answered:
    """Put the boxes to a second person; the copy is made within seconds. Needs If-Match."""
    redacting.propose(redaction_id, expected_version(), body["file_name"])
    return _answer(redaction_id)


@blueprint.post("/<uuid:redaction_id>/decision")
@roles(OFFICER, PPID)
@blueprint.arguments(RedactionDecisionSchema)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(409, success=False, description="It is not proposed, or the copy is not the one looked at")
def decide_redaction(said: Decision, redaction_id: UUID) -> Answered:
    """Approve the copy that was looked at (the PPID, who did not propose it), or return it (also who proposed it)."""
    redacting.decide(redaction_id, said)
    return _answer(redaction_id)


@blueprint.post("/<uuid:redaction_id>/discarding")
@roles(OFFICER, PPID)
@blueprint.response(200, RedactionSchema)
@blueprint.alt_response(409, success=False, description="It is no draft")
@blueprint.alt_response(412, success=False, description="Somebody changed it meanwhile")
def discard_redaction(redaction_id: UUID) -> Answered:
    """Give up a draft (the PPID, who proposed it, or who drew it alone); it stays on the record. Needs If-Match."""
    redacting.discard(redaction_id, expected_version())
    return _answer(redaction_id)


@blueprint.get("/<uuid:redaction_id>/copy")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses={"200": {"description": "A PDF; of a file without pages its own kind", "content": ANY_BYTES}})
@blueprint.alt_response(409, success=False, description="There is no copy yet")
def show_copy(redaction_id: UUID) -> Response:
    """The very bytes of the blackened copy, to look at before they are approved."""
    copy = queries.copy(redaction_id)
    response = Response(content_type=copy.media_type, headers=CAGE)
    response.headers["Content-Disposition"] = disposition(copy.name)
    response.content_length = copy.size
    if request.method == "GET":
        response.response = content(copy, start=0, length=copy.size)
        delivery.opened(copy.id)
    return response


@blueprint.get("/<uuid:redaction_id>/copy/pages/<int(min=1, max=9999):page>.png")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.doc(responses=PNG)
@blueprint.alt_response(409, success=False, description="There is no copy yet")
def show_copy_page(redaction_id: UUID, page: int) -> Response:
    """The picture of a page of the blackened copy; those beyond the original's are the annex."""
    return _picture(redaction_id, queries.copy(redaction_id), page)


def _picture(redaction_id: UUID, document: Document, page: int) -> Response:
    response, tag = Response(content_type="image/png", headers=CAGE), f"{document.sha256}-{page}"
    response.set_etag(tag)
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
    else:
        response.data = queries.picture(document, page)
        redacting.page_shown(redaction_id, document.id, page)
    return response


def _answer(redaction_id: UUID, status: int = 200) -> Answered:
    sheet = queries.redaction(redaction_id)
    return sheet, status, etag(sheet.redaction.version)
