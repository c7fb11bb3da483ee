"""Who may ask for notices over HTTP: parse, authorise, call, dump."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web import roles
from services.notify import queries, schemas

OFFICER, PPID, SUPERIOR = "officer", "ppid", "superior"

blueprint = Blueprint("notices", __name__, url_prefix="/v1/notices", description="Pemberitahuan kepada pemohon")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.NoticesSchema)
def list_notices(query: dict[str, Any]) -> dict[str, Any]:
    """What the applicant of a request was told, and whether it left."""
    return {"items": queries.notices_of(query["request"])}
