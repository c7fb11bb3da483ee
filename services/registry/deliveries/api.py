"""Who may put the delivery of a notice on record over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import etag, expected_version, roles
from services.registry.cases.api.cases import whole
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.cases.queries import cases
from services.registry.cases.schemas.cases import CaseSchema
from services.registry.deliveries import commands as delivering
from services.registry.deliveries.schemas import CaseProofSchema

blueprint = Blueprint("deliveries", __name__, url_prefix="/v1/cases", description="Bukti penyampaian")


@blueprint.post("/<uuid:case_id>/deliveries")
@roles(OFFICER, PPID)
@blueprint.arguments(CaseProofSchema)
@blueprint.response(200, CaseSchema)
def record(body: dict[str, Any], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Record that the written notice, or a letter before it, was handed over, posted, or arrived."""
    if body["letter"] is None:
        delivering.record(case_id, expected_version(), body["proof"])
    else:
        delivering.record_letter(case_id, body["letter"], expected_version(), body["proof"])
    file = cases.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)
