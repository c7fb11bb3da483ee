"""What an applicant may do over HTTP with the tracking token."""

from typing import Any

from flask_smorest import Blueprint

from services.intake.commands import acting
from services.intake.schemas import acts as schemas

blueprint = Blueprint("acts", __name__, url_prefix="/v1", description="Tindakan pemohon atas permohonannya")


@blueprint.post("/tracking/<token>/acts")
@blueprint.arguments(schemas.ActSchema)
@blueprint.response(202, schemas.TakenSchema)
def act(said: dict[str, Any], token: str) -> dict[str, Any]:
    """Complete an incomplete request, withdraw it, or answer the office; the register follows in a moment."""
    return {"act": said["act"], "at": acting.act(token, said["act"], said["words"])}
