"""Who may read the registers row by row over HTTP: the office's own staff. Parse, authorise, call, dump."""

from typing import Any

from flask_smorest import Blueprint

from chassis.web import roles
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.objections.domain import SUPERIOR
from services.registry.reports.queries import registers as queries
from services.registry.reports.schemas import registers as schemas

STAFF = (OFFICER, PPID, SUPERIOR)
TIMELESS = 2010  # a list that is not kept by the year is asked for as it stands

blueprint = Blueprint("registers", __name__, url_prefix="/v1/registers", description="Register menurut kolom hukumnya")


@blueprint.get("/requests")
@roles(*STAFF)
@blueprint.arguments(schemas.YearQuery, location="query")
@blueprint.response(200, schemas.RequestRowsSchema)
def list_request_rows(query: dict[str, Any]) -> queries.Page:
    """Return the register of requests of a year; who asked and what stands with intake."""
    return queries.register("requests", query["year"], query["page"], query["size"])


@blueprint.get("/objections")
@roles(*STAFF)
@blueprint.arguments(schemas.YearQuery, location="query")
@blueprint.response(200, schemas.ObjectionRowsSchema)
def list_objection_rows(query: dict[str, Any]) -> queries.Page:
    """Return the register of objections of a year; who objected stands with intake."""
    return queries.register("objections", query["year"], query["page"], query["size"])


@blueprint.get("/disputes")
@roles(*STAFF)
@blueprint.arguments(schemas.YearQuery, location="query")
@blueprint.response(200, schemas.DisputeRowsSchema)
def list_dispute_rows(query: dict[str, Any]) -> queries.Page:
    """Return the register of the disputes that were filed in a year."""
    return queries.register("disputes", query["year"], query["page"], query["size"])


@blueprint.get("/dip")
@roles(*STAFF)
@blueprint.arguments(schemas.RegisterQuery, location="query")
@blueprint.response(200, schemas.DipRowsSchema)
def list_dip_rows(query: dict[str, Any]) -> queries.Page:
    """Return the public-information list as it stands published now."""
    return queries.register("dip", TIMELESS, query["page"], query["size"])


@blueprint.get("/dik")
@roles(*STAFF)
@blueprint.arguments(schemas.RegisterQuery, location="query")
@blueprint.response(200, schemas.DikRowsSchema)
def list_dik_rows(query: dict[str, Any]) -> queries.Page:
    """Return the national exempt list, ended entries included."""
    return queries.register("dik", TIMELESS, query["page"], query["size"])
