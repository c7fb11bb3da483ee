"""What an applicant may do over HTTP with the tracking token, and what an officer writes down of it."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.intake.commands import acting
from services.intake.domain.request import OFFICER, PPID
from services.intake.schemas import acts as schemas

blueprint = Blueprint("acts", __name__, url_prefix="/v1", description="Tindakan pemohon atas permohonannya")


@blueprint.post("/tracking/<token>/acts")
@blueprint.arguments(schemas.ActSchema)
@blueprint.response(202, schemas.TakenSchema)
def act(said: dict[str, Any], token: str) -> dict[str, Any]:
    """Complete an incomplete request, withdraw it, or answer the office; the register follows in a moment."""
    return {"act": said["act"], "at": acting.act(token, said["act"], said["words"])}


@blueprint.post("/requests/<uuid:request_id>/acts")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.RecordedActSchema)
@blueprint.response(202, schemas.TakenSchema)
def record_act(body: dict[str, Any], request_id: UUID) -> dict[str, Any]:
    """Write down a repair or an answer that came at the counter, by post, by e-mail or by phone."""
    return {"act": body["what"], "at": acting.record(request_id, **body)}
