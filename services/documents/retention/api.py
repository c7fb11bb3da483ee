"""Who may propose, decide and certify the disposal of files over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents.files.api.content import disposition
from services.documents.retention import queries
from services.documents.retention.commands import disposals as disposing
from services.documents.retention.domain.disposal import Act
from services.documents.retention.schemas import DecisionSchema, DisposalsSchema, VouchedSchema

blueprint = Blueprint("disposals", __name__, url_prefix="/v1/disposals", description="Pemusnahan berkas")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, DisposalsSchema)
def list_disposals() -> dict[str, Any]:
    """The files that have outlived their schedule, and what was proposed so far."""
    return _now()


@blueprint.post("")
@roles(OFFICER, PPID)
@blueprint.response(201, DisposalsSchema)
def propose_disposal() -> dict[str, Any]:
    """Put all that is due on a list, for a second person to decide."""
    disposing.propose()
    return _now()


@blueprint.post("/<uuid:disposal_id>/decision")
@roles(PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, DisposalsSchema)
def decide_disposal(body: dict[str, Any], disposal_id: UUID) -> dict[str, Any]:
    """Approve or reject a proposal of somebody else."""
    disposing.decide(disposal_id, Act(body["act"]))
    return _now()


@blueprint.get("/<uuid:disposal_id>/certificate.pdf")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_certificate(disposal_id: UUID) -> Response:
    """The certificate: what was destroyed, with every SHA-256, who proposed and who approved."""
    response = Response(queries.certificate(disposal_id), content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition("berita-acara-pemusnahan.pdf")
    return response


@blueprint.get("/<uuid:disposal_id>/certificate")
@blueprint.response(200, VouchedSchema)
def show_vouched(disposal_id: UUID) -> queries.Vouched:
    """What stands behind the QR code of a certificate, for anybody: office, number, day, how many files; no name."""
    return queries.vouched(disposal_id)


def _now() -> dict[str, Any]:
    return {"due": queries.due(), "items": queries.listed()}
