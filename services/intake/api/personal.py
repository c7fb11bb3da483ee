"""Who may have a copy of what is kept about an applicant: the applicant, by link and by proof."""

from typing import Any

from flask_smorest import Blueprint

from services.intake.queries import personal as queries
from services.intake.schemas.personal import PersonalSchema, ProofSchema

blueprint = Blueprint("personal", __name__, url_prefix="/v1", description="Salinan data pribadi")


@blueprint.post("/tracking/<token>/personal-data")
@blueprint.arguments(ProofSchema)
@blueprint.response(200, PersonalSchema)
def export_personal_data(said: dict[str, Any], token: str) -> dict[str, Any]:
    """All that is kept about the applicant. By POST: the proof stands in no address; the record says it was opened."""
    return queries.of_applicant(token, said["proof"])
