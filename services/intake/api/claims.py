"""Who may ask over HTTP that own data be corrected or erased, and who answers: whoever has the token, the PPID."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import roles
from services.intake.api.requests import SUPERIOR
from services.intake.commands import claiming
from services.intake.domain.claims import Decision
from services.intake.domain.request import OFFICER, PPID
from services.intake.models.claims import DataClaim
from services.intake.queries import claims as queries
from services.intake.schemas import claims as schemas
from statute.personal_data import claims

blueprint = Blueprint("claims", __name__, url_prefix="/v1", description="Hak pemohon atas data pribadinya")


@blueprint.post("/tracking/<token>/corrections")
@blueprint.arguments(schemas.CorrectionSchema)
@blueprint.response(201, schemas.AskedSchema)
def ask_for_correction(said: dict[str, Any], token: str) -> DataClaim:
    """Ask that name, address, e-mail or phone be corrected (UU 27/2022); the office answers within the term told."""
    return claiming.correct(token, said["corrected"])


@blueprint.post("/tracking/<token>/erasure")
@blueprint.response(201, schemas.AskedSchema)
def ask_for_erasure(token: str) -> DataClaim:
    """Ask that who asked be erased earlier than the schedule wants (UU 27/2022); what was asked stays."""
    return claiming.erase(token)


@blueprint.get("/tracking/<token>/claims")
@blueprint.response(200, schemas.FollowedClaimsSchema)
def track_claims(token: str) -> dict[str, Any]:
    """Return what was asked concerning the own data and what became of it; values are not shown."""
    return {"rights": claims().values(), "items": queries.followed(token)}


@blueprint.get("/claims")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.WaitingClaimsSchema)
def list_waiting_claims() -> dict[str, Any]:
    """Return the claims that wait for an answer of this office, the most urgent first."""
    return {"items": queries.waiting()}


@blueprint.get("/requests/<uuid:request_id>/claims")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.OpenedClaimsSchema)
def list_claims(request_id: UUID) -> dict[str, Any]:
    """Return the claims of a request with old and new values; the audit record says who read them."""
    return _told(request_id)


@blueprint.post("/requests/<uuid:request_id>/claims/<uuid:claim_id>/decision")
@roles(PPID)
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, schemas.OpenedClaimsSchema)
def decide_claim(said: Decision, request_id: UUID, claim_id: UUID) -> dict[str, Any]:
    """Grant or refuse a claim; the applicant is told."""
    claiming.decide(request_id, claim_id, said)
    return _told(request_id)


def _told(request_id: UUID) -> dict[str, Any]:
    return {"rights": claims().values(), "items": queries.opened(request_id)}
