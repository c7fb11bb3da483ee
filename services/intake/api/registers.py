"""Who may read the lines of the registers over HTTP: masked the whole desk, opened the PPID and the Atasan PPID."""

from typing import Any

from flask_smorest import Blueprint

from chassis.context import current
from chassis.errors import Forbidden
from chassis.web import roles
from services.intake.api.requests import SUPERIOR
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import registers as queries
from services.intake.schemas import registers as schemas

MAY_OPEN = frozenset({PPID, SUPERIOR})

blueprint = Blueprint("registers", __name__, url_prefix="/v1/registers", description="Isi register tentang orang")


@blueprint.get("/requests")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.EntriesQuery, location="query")
@blueprint.response(200, schemas.EntriesSchema)
def list_request_entries(query: dict[str, Any]) -> dict[str, Any]:
    """Who asked for what; opened lines leave one entry in the audit record."""
    _guard(opened=query["opened"])
    return {"items": queries.requests(query.get("ids"), query["year"], opened=query["opened"])}


@blueprint.get("/objections")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.EntriesQuery, location="query")
@blueprint.response(200, schemas.EntriesSchema)
def list_objection_entries(query: dict[str, Any]) -> dict[str, Any]:
    """Who objected to the answer on what; opened lines leave one entry in the audit record."""
    _guard(opened=query["opened"])
    return {"items": queries.objections(query.get("ids"), query["year"], opened=query["opened"])}


def _guard(*, opened: bool) -> None:
    if opened and not current().roles & MAY_OPEN:
        raise Forbidden("Nama dan alamat dalam register dibuka oleh PPID atau Atasan PPID.")
