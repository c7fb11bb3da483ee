"""Who may note and read over HTTP that a request seems not to be made in earnest: staff of the office, nobody else."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.intake.api.requests import SUPERIOR
from services.intake.commands import indicating
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import indications as queries
from services.intake.schemas import indications as schemas
from statute.indications import indications

blueprint = Blueprint("indications", __name__, url_prefix="/v1/requests", description="Indikasi iktikad tidak baik")


@blueprint.get("/<uuid:request_id>/indications")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.IndicationsSchema)
def list_indications(request_id: UUID) -> dict[str, Any]:
    """Return what was noted about a request; it decides nothing."""
    return _told(request_id)


@blueprint.post("/<uuid:request_id>/indications")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.IndicatingSchema)
@blueprint.response(201, schemas.IndicationsSchema)
def indicate(said: dict[str, str], request_id: UUID) -> dict[str, Any]:
    """Note an indication with its evidence."""
    indicating.indicate(request_id, said["ground"], said["evidence"])
    return _told(request_id)


@blueprint.post("/<uuid:request_id>/indications/<uuid:indication_id>/removal")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.IndicationRemovalSchema)
@blueprint.response(200, schemas.IndicationsSchema)
def remove(said: dict[str, str], request_id: UUID, indication_id: UUID) -> dict[str, Any]:
    """Take an indication back; that it was there stays on the record."""
    indicating.remove(request_id, indication_id, said["because"])
    return _told(request_id)


def _told(request_id: UUID) -> dict[str, Any]:
    law = indications()
    return {
        "article": law.article,
        "certainty": law.certainty,
        "doubts": law.doubts,
        "items": queries.noted(request_id),
    }
