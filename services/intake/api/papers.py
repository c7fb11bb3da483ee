"""Papers that carry what a person is known by: whom a letter goes to, identity numbers, the receipt printed again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.offices import this_office
from chassis.web import roles
from services.intake import receipt
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import claims, proofs
from services.intake.queries import requests as queries
from services.intake.schemas.papers import AddresseeQuery, AddresseeSchema, IdentityNumbersSchema

REGISTRY = "service:registry"

blueprint = Blueprint("papers", __name__, url_prefix="/v1/requests", description="Surat dan tanda terima")


@blueprint.get("/<uuid:request_id>/addressee")
@roles(REGISTRY)
@blueprint.arguments(AddresseeQuery, location="query")
@blueprint.response(200, AddresseeSchema)
def show_addressee(query: dict[str, datetime], request_id: UUID) -> dict[str, Any]:
    """Whom a letter about a request goes to, and what was asked; only the registry may ask.

    A letter issued at a moment (`at`) goes on naming who it was issued to, whatever was corrected since.
    """
    opened = queries.opened(request_id, "request.addressee_read")
    return {"applicant": claims.applicant_at(opened.request, query["at"]), "request": opened.request}


@blueprint.get("/<uuid:request_id>/identity")
@roles(OFFICER, PPID)
@blueprint.response(200, IdentityNumbersSchema)
def show_identity(request_id: UUID) -> dict[str, Any]:
    """Return the identity numbers in full, to compare them with the papers; the audit record says who looked."""
    opened = queries.opened(request_id, "request.identity_opened")
    applicant = opened.applicant
    return {
        "nik": applicant.nik,
        "identity": applicant.identity,
        "papers": proofs.wanted_for(opened.request, applicant),
    }


@blueprint.get("/<uuid:request_id>/receipt.pdf")
@roles(OFFICER, PPID)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def reprint_receipt(request_id: UUID) -> Response:
    """Return the receipt printed again by an officer, with the tracking code, for an applicant who lost it.

    Whoever holds the receipt can follow the request: the audit record says who printed it.
    """
    opened = queries.opened(request_id, "request.receipt_reprinted")
    content = receipt.Content.of(
        opened.request,
        claims.applicant_at(opened.request, opened.request.recorded_at).shown,
        this_office(),
        queries.tracking_url(opened.token),
        receipt.first(opened.first_receipt),
    )
    return receipt.response(content)
