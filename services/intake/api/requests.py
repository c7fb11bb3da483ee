"""Who may ask at the front desk over HTTP: parse, authorise, call, dump."""

import re
from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.context import PUBLIC, Context, current
from chassis.errors import Invalid, NotFound
from chassis.offices import local, this_office
from chassis.pace import Pace
from chassis.service import runtime
from chassis.tokens import APPLICANT, PAPERS
from chassis.web import roles
from services.intake import receipt
from services.intake.commands import submitting
from services.intake.domain import request as domain
from services.intake.domain.applicant import doubts
from services.intake.domain.codes import printed
from services.intake.domain.request import OFFICER, PPID, Submission
from services.intake.domain.states import DECISIONS, LETTERS, State, possible, recordable
from services.intake.models.requests import InformationRequest, Step
from services.intake.queries import claims, codes
from services.intake.queries import requests as queries
from services.intake.schemas import applicants
from services.intake.schemas import requests as schemas
from services.intake.schemas.codes import CodeSchema, FoundSchema

SUPERIOR, NOTIFY = "superior", "service:notify"
TICKET_SECONDS = 600
_KEY = re.compile(r"[\x21-\x7e]{16,128}")
KEY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "16 to 128 printable characters; sent again within three days it gives the first confirmation",
    "schema": {"type": "string", "minLength": 16, "maxLength": 128},
}

# Of one network in a quarter of an hour, without a token: one address may stand for a region.
_SUBMITTED = Pace("requests", 300, 900)
_GUESSED = Pace("tracking codes", 20, 900)  # codes that no request has, of one network

blueprint = Blueprint("requests", __name__, url_prefix="/v1", description="Penerimaan permohonan informasi")


@blueprint.post("/requests")
@blueprint.doc(parameters=[KEY_PARAMETER])
@blueprint.arguments(schemas.SubmissionSchema())  # made once: making it costs more than reading a body
@blueprint.response(201, schemas.ConfirmationSchema)
def submit(said: Submission) -> dict[str, Any]:
    """Hand in a request; officers also record what came to the counter, by letter, e-mail or phone."""
    if current().actor == PUBLIC:  # the edge says from where; the gateway's own calls come from nowhere
        _SUBMITTED.count_network(request.headers.get("X-Forwarded-For", ""))
    given = submitting.submit(said, idempotency_key())
    return {
        "id": given.id,
        "number": given.number,
        "token": given.token,
        "tracking_url": queries.tracking_url(given.token),
        "tracking_code": printed(given.token),
        "receipt_url": queries.receipt_url(given.token),
        "received_at": local(given.received_at),
        "deadline": given.deadline,
        "warnings": given.warnings,
    }


@blueprint.post("/applicants/check")
@blueprint.arguments(applicants.WhoAsksSchema())
@blueprint.response(204)
def check_applicant(body: dict[str, Any]) -> None:
    """Look at who is about to ask, before the rest is written; nothing is kept."""
    domain.check_applicant(body["applicant"], current().roles)


@blueprint.get("/requests")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.LinesSchema)
def list_requests(query: dict[str, Any]) -> dict[str, Any]:
    """Lines for the desk: subject and masked applicant of the given requests."""
    return {"items": queries.lines(query.get("ids"), query.get("q"))}


@blueprint.post("/requests/search")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.SearchSchema)
@blueprint.response(200, schemas.LinesSchema)
def search_requests(body: dict[str, Any]) -> dict[str, Any]:
    """Lines of somebody's requests by a whole NIK, which stands in no address; the audit record says who looked."""
    return {"items": queries.of_person(body["nik"])}


@blueprint.get("/requests/<uuid:request_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.RequestSchema)
def show_request(request_id: UUID) -> dict[str, Any]:
    """One request with its personal data opened, of identity numbers the end; the audit record says by whom."""
    opened = queries.opened(request_id, "request.opened")
    kept = opened.request
    return {
        **_told(kept, opened.steps),
        "first_receipt": opened.first_receipt,
        "moved_to": opened.moved_to,
        "parts": opened.parts,
        "part_of": opened.part_of,
        "id": kept.id,
        "recorded_at": local(kept.recorded_at),
        "late_reason": kept.late_reason,
        "applicant": opened.applicant.veiled,
        "acted": [{"act": one.act, "at": local(one.at), "words": one.words, "way": one.way} for one in opened.acts],
        "recordable": recordable(kept.state, [step.kind for step in opened.steps]),
        "warnings": (*submitting.kept_warnings(kept), *doubts(opened.applicant), *opened.crowd),
    }


@blueprint.get("/requests/<uuid:request_id>/recipient")
@roles(NOTIFY)
@blueprint.response(200, schemas.RecipientSchema)
def show_recipient(request_id: UUID) -> dict[str, Any]:
    """Where letters about a request go; only notify may ask."""
    opened = queries.opened(request_id, "request.recipient_read")
    return {
        "email": opened.applicant.email,
        "number": opened.request.number,
        "tracking_url": queries.tracking_url(opened.token),
        "tracking_code": printed(opened.token) if opened.request.code_hash else None,
    }


@blueprint.post("/tracking/code")
@blueprint.arguments(CodeSchema)
@blueprint.response(200, FoundSchema)
def find_by_code(body: dict[str, Any]) -> codes.Found:
    """Where a request stands, by the short code on its receipt; the rest by the mailbox or phone handed in as well."""
    try:
        return codes.find(body["code"], body["contact"])
    except NotFound:
        _GUESSED.count_network(request.headers.get("X-Forwarded-For", ""))  # the gateway counts who asks on its page
        raise


@blueprint.get("/tracking/<token>")
@blueprint.response(200, schemas.TrackedSchema)
def track(token: str) -> dict[str, Any]:
    """Return a request as the holder of its token sees it, with links to what the decision released."""
    tracked = queries.tracked(token)
    kept = tracked.request
    decided = kept.state in DECISIONS
    pass_to = ticket(kept.id, "documents") if kept.documents else None
    return {
        **_told(kept, tracked.steps),
        "first_receipt": tracked.first_receipt,
        "moved_to": tracked.moved_to,
        "parts": tracked.parts,
        "part_of": tracked.part_of,
        "documents": [
            {"id": document, "href": f"/api/documents/v1/documents/{document}/content?ticket={pass_to}"}
            for document in kept.documents
        ],
        "answer_href": f"/api/documents/v1/answers/{kept.id}?ticket={pass_to}" if pass_to else None,
        "papers": {
            "request": kept.id,
            "wanted": tracked.papers,
            "ticket": ticket(kept.id, "documents", PAPERS),
        },
        "notice_href": _registry_href(kept.id, "notice") if decided else None,
        "letters_href": _registry_href(kept.id, "letters")
        if any(step.kind in LETTERS for step in tracked.steps)
        else None,
        "acts": possible(kept.state, [step.kind for step in tracked.steps]),
        "acted": [{"act": one.act, "at": local(one.at)} for one in tracked.acted],
    }


@blueprint.get("/tracking/<token>/receipt.pdf")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_receipt(token: str) -> Response:
    """Return the receipt as an accessible PDF with a QR code of the tracking page."""
    tracked = queries.tracked(token)
    name = claims.applicant_at(tracked.request, tracked.request.recorded_at).shown
    url = queries.tracking_url(token)
    first = receipt.first(tracked.first_receipt)
    return receipt.response(receipt.Content.of(tracked.request, name, this_office(), url, first))


def _told(kept: InformationRequest, steps: list[Step]) -> dict[str, Any]:
    return {
        "number": kept.number,
        "subject": kept.subject,
        "detail": kept.detail,
        "purpose": kept.purpose,
        "category": kept.category,
        "obtain": kept.obtain,
        "format": kept.format,
        "delivery": kept.delivery,
        "channel": kept.channel,
        "received_at": local(kept.received_at),
        "forgotten_at": kept.forgotten_at and local(kept.forgotten_at),
        "state": kept.state,
        "deadline": kept.deadline,
        "steps": [
            {"at": local(kept.received_at), "kind": State.RECEIVED, "until": None},
            *({"at": local(step.at), "kind": step.kind, "until": step.until} for step in steps),
        ],
    }


def _registry_href(request_id: UUID, what: str) -> str:
    return f"/api/registry/v1/cases/{request_id}/{what}?ticket={ticket(request_id, 'registry')}"


def ticket(request_id: UUID, audience: str, role: str = APPLICANT) -> str:
    """Return a token for one audience and one request, short-lived because it travels in a link."""
    context = Context(current().tenant, f"request:{request_id}", frozenset({role}), current().trace)
    return runtime().signer.sign(context, audience, seconds=TICKET_SECONDS)


def idempotency_key() -> str | None:
    """Return the sender's key, where one was sent.

    Raises:
        Invalid: it is no key.
    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise Invalid("Idempotency-Key terdiri atas 16 sampai 128 huruf, angka, atau tanda baca tanpa spasi.")
    return key
