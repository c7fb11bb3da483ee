"""Who may ask about the late cases of the offices below over HTTP: the PPID and the Atasan PPID of an office above."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web import roles
from services.registry.cases.domain.cases import PPID
from services.registry.objections.domain import SUPERIOR
from services.registry.oversight import queries, schemas

blueprint = Blueprint("oversight", __name__, url_prefix="/v1/oversight", description="Pengawasan kantor di bawah")


@blueprint.get("/cases")
@roles(PPID, SUPERIOR)
@blueprint.arguments(schemas.WatchedQuery, location="query")
@blueprint.response(200, schemas.WatchedPageSchema)
def list_watched_cases(query: dict[str, Any]) -> queries.Page:
    """Cases of the offices below that are due soon or overdue; an office with none below it sees none."""
    return queries.watched(query["page"], query["size"])
