"""Who may ask over HTTP which requests are like one: staff of the office."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.intake.api.requests import SUPERIOR
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import likeness as queries
from services.intake.schemas import likeness as schemas

blueprint = Blueprint("likeness", __name__, url_prefix="/v1/requests", description="Permohonan serupa")


@blueprint.get("/<uuid:request_id>/similar")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.SimilarListSchema)
def list_similar(request_id: UUID) -> dict[str, Any]:
    """Return requests like this one of the office; at KPU RI those of others, by office, number and day alone."""
    return {"items": queries.similar(request_id)}
