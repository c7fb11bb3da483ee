"""Proof for outsiders, a court among them, that what the desk did stands in the sealed record of acts."""

from uuid import UUID

from flask import Response

from gateway.portal.desk.door import blueprint
from gateway.portal.pages import services
from gateway.portal.record import attached


@blueprint.get("/<uuid:case_id>/bukti-catatan.json")
def proofs(case_id: UUID) -> Response:
    """Every sealed act on a request, its objections and disputes, for the verifier."""
    found = services().registry.proofs(str(case_id))
    return attached(found, "application/json", f"bukti-catatan-{case_id}.json")
