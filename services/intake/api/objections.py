"""Who may file and follow objections over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from chassis.offices import local, this_office
from chassis.web import roles
from services.intake import objection_receipt
from services.intake.api.requests import KEY_PARAMETER, SUPERIOR, idempotency_key, ticket
from services.intake.commands import objecting
from services.intake.domain.objections import ANSWERS, Confirmation, Filing, State
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import claims, requests
from services.intake.queries import objections as queries
from services.intake.schemas import objections as schemas

blueprint = Blueprint("objections", __name__, url_prefix="/v1", description="Keberatan kepada Atasan PPID")


@blueprint.post("/tracking/<token>/objections")
@blueprint.doc(parameters=[KEY_PARAMETER])
@blueprint.arguments(schemas.FilingSchema())
@blueprint.response(201, schemas.ObjectionConfirmationSchema)
def file_objection(said: Filing, token: str) -> dict[str, Any]:
    """File an objection as the holder of a request's token."""
    request = requests.tracked(token).request
    return _confirmation(objecting.file(request.id, said, idempotency_key()), token)


@blueprint.get("/tracking/<token>/objections")
@blueprint.response(200, schemas.ObjectionsSchema)
def track_objections(token: str) -> dict[str, Any]:
    """Return the objections to a request as its applicant follows them, and what the file says about a further one."""
    request = requests.tracked(token).request
    followed = queries.of_request(request.id)
    disputes = f"/api/registry/v1/disputes?request={request.id}&ticket={ticket(request.id, 'registry')}"
    return {
        "occasion": queries.occasion(request),
        "items": [_followed(one, token) for one in followed],
        "disputes_href": disputes if followed else None,
    }


@blueprint.get("/tracking/<token>/objections/<uuid:objection_id>/receipt.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_objection_receipt(token: str, objection_id: UUID) -> Response:
    """Return the receipt of an objection as an accessible PDF (PerKI 1/2021 ps. 41(4))."""
    request = requests.tracked(token).request
    objection = queries.one_of_request(request.id, objection_id)
    name, url = claims.applicant_at(request, objection.recorded_at).shown, requests.tracking_url(token)
    content = objection_receipt.Content.of(objection, request, name, this_office(), url)
    file_name = "tanda-terima-" + objection.number.replace("/", "-") + ".pdf"
    headers = {"Content-Disposition": f'inline; filename="{file_name}"'}
    return Response(objection_receipt.render(content), content_type="application/pdf", headers=headers)


@blueprint.post("/requests/<uuid:request_id>/objections")
@roles(OFFICER, PPID)
@blueprint.doc(parameters=[KEY_PARAMETER])
@blueprint.arguments(schemas.RecordedFilingSchema())
@blueprint.response(201, schemas.ObjectionConfirmationSchema)
def record_objection(said: Filing, request_id: UUID) -> dict[str, Any]:
    """Record an objection that came to the counter, by letter, e-mail or phone; help for who cannot write it."""
    given = objecting.file(request_id, said, idempotency_key())
    return _confirmation(given, requests.opened(request_id, "request.receipt_issued").token)


@blueprint.get("/objections/<uuid:objection_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.ObjectionSchema)
def show_objection(objection_id: UUID) -> queries.Opened:
    """One objection in full, what people wrote opened; the audit record says by whom."""
    return queries.opened(objection_id)


def _confirmation(given: Confirmation, token: str) -> dict[str, Any]:
    return {
        "id": given.id,
        "number": given.number,
        "received_at": local(given.received_at),
        "receipt_url": _receipt_url(given.id, token),
        "deadline": given.deadline,
        "warnings": given.warnings,
    }


def _followed(one: queries.Followed, token: str) -> dict[str, Any]:
    objection = one.objection
    pass_to = ticket(objection.request_id, "documents") if objection.documents else None
    answered = objection.state in (*ANSWERS, State.FULFILLED)
    reply = f"/api/registry/v1/objections/{objection.id}/reply?ticket={ticket(objection.request_id, 'registry')}"
    return {
        "objection": objection,
        "silent": one.silent,
        "dispute_until": one.dispute_until,
        "silence_until": one.silence_until,
        "answer_until": one.answer_until,
        "documents": [
            {"id": document, "href": f"/api/documents/v1/documents/{document}/content?ticket={pass_to}"}
            for document in objection.documents
        ],
        "reply_href": reply if answered else None,
        "receipt_url": _receipt_url(objection.id, token),
    }


def _receipt_url(objection_id: UUID, token: str) -> str:
    base = requests.receipt_url(token).removesuffix("receipt.pdf")
    return f"{base}objections/{objection_id}/receipt.pdf"
