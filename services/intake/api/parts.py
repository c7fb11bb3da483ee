"""Who may say over HTTP which questions a request holds: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.intake.commands import splitting
from services.intake.domain.request import OFFICER, PPID
from services.intake.schemas import parts as schemas

blueprint = Blueprint("parts", __name__, url_prefix="/v1/requests", description="Pemecahan permohonan")


@blueprint.post("/<uuid:request_id>/parts")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.QuestionsSchema)
@blueprint.response(201, schemas.ProposedSchema)
def propose(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Keep the questions that a request is to be split into; it is split when the register is asked to."""
    return {"parts": splitting.propose(request_id, body["parts"])}
