"""Who may see over HTTP in which files something was found, or said anew, once they could be given."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web import roles
from services.documents.api import OFFICER, PPID, SUPERIOR
from services.documents.queries import late_findings as queries
from services.documents.schemas.late_findings import LateFindingsQuery, LateFindingsSchema

blueprint = Blueprint("late_findings", __name__, url_prefix="/v1/late-findings", description="Temuan susulan")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(LateFindingsQuery, location="query")
@blueprint.response(200, LateFindingsSchema)
def list_late_findings(query: dict[str, Any]) -> queries.Listed:
    """What an applicant waits for and cannot have, then what was given, then what may not be given for now."""
    return queries.late_findings(query["page"], query["size"])
