"""Who may ask about notices over HTTP: parse, authorise, call, dump."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web import roles
from services.notify import queries, schemas

OFFICER, PPID, SUPERIOR = "officer", "ppid", "superior"
DOCUMENTS = "service:documents"  # which proves in the file of a dispute what was sent

blueprint = Blueprint("notices", __name__, url_prefix="/v1/notices", description="Pemberitahuan kepada pemohon")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR, DOCUMENTS)
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.NoticesSchema)
def list_notices(query: dict[str, Any]) -> dict[str, Any]:
    """Return the messages about a request and what became of them."""
    return {"items": queries.notices_of(query["request"])}
