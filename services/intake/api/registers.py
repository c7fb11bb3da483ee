"""Who may read the lines of the registers over HTTP: masked the whole desk, opened the PPID and the Atasan PPID."""

from typing import Any

from flask import current_app, request
from flask_smorest import Blueprint

from chassis import spreadsheets
from chassis.context import current
from chassis.errors import Forbidden
from chassis.web import roles
from contracts.shapes import ImportReportSchema
from services.intake.api.requests import SUPERIOR
from services.intake.commands import importing
from services.intake.domain.importing import FORMS, notes
from services.intake.domain.request import OFFICER, PPID
from services.intake.queries import imported
from services.intake.queries import registers as queries
from services.intake.schemas import registers as schemas

MAY_OPEN = frozenset({PPID, SUPERIOR})
REGISTRY = "service:registry"  # which writes the annual report

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


@blueprint.post("/requests/import")
@roles(PPID)
@blueprint.arguments(schemas.ImportQuery, location="query")
@blueprint.response(200, ImportReportSchema)
def import_requests(query: dict[str, Any]) -> dict[str, Any]:
    """Take an old register of requests over from an XLSX sheet, all rows or none; with `dry_run` only look."""
    return _take("requests", dry=query["dry_run"])


@blueprint.post("/objections/import")
@roles(PPID)
@blueprint.arguments(schemas.ImportQuery, location="query")
@blueprint.response(200, ImportReportSchema)
def import_objections(query: dict[str, Any]) -> dict[str, Any]:
    """Take an old register of objections over from an XLSX sheet, all rows or none; with `dry_run` only look."""
    return _take("objections", dry=query["dry_run"])


@blueprint.post("/disputes/import")
@roles(PPID)
@blueprint.arguments(schemas.ImportQuery, location="query")
@blueprint.response(200, ImportReportSchema)
def import_disputes(query: dict[str, Any]) -> dict[str, Any]:
    """Take an old register of disputes over from an XLSX sheet, all rows or none; with `dry_run` only look."""
    return _take("disputes", dry=query["dry_run"])


@blueprint.get("/requests/imported")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ImportedQuery, location="query")
@blueprint.response(200, schemas.ImportedPageSchema)
def list_imported(query: dict[str, Any]) -> imported.Page:
    """Return the old register of requests of a year, as it told it; opened rows leave one entry in the audit record."""
    return _told("requests", query)


@blueprint.get("/objections/imported")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ImportedQuery, location="query")
@blueprint.response(200, schemas.ImportedPageSchema)
def list_imported_objections(query: dict[str, Any]) -> imported.Page:
    """Return the old register of objections of a year, as it told it; opened rows leave one entry in the
    audit record.
    """
    return _told("objections", query)


@blueprint.get("/disputes/imported")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.ImportedQuery, location="query")
@blueprint.response(200, schemas.ImportedPageSchema)
def list_imported_disputes(query: dict[str, Any]) -> imported.Page:
    """Return the old register of disputes of a year, as it told it; opened rows leave one entry in the audit record."""
    return _told("disputes", query)


@blueprint.get("/requests/imported/counts")
@roles(REGISTRY)
@blueprint.arguments(schemas.YearQuery, location="query")
@blueprint.response(200, schemas.CountsSchema)
def count_imported(query: dict[str, Any]) -> dict[str, Any]:
    """Return what the old registers of a year say, counted for the annual report."""
    return imported.counts(query["year"])


def _take(register: str, *, dry: bool) -> dict[str, Any]:
    request.max_content_length = spreadsheets.LARGEST
    with current_app.extensions["files"].one():
        content = request.get_data()
        report = importing.look(register, content) if dry else importing.take(register, content)
    return report.told(imported=not dry, notes=notes(report.entries, FORMS[register]))


def _told(register: str, query: dict[str, Any]) -> imported.Page:
    _guard(opened=query["opened"])
    return imported.imported(register, query["year"], query["page"], query["size"], opened=query["opened"])


def _guard(*, opened: bool) -> None:
    if opened and not current().roles & MAY_OPEN:
        raise Forbidden("Nama dan alamat dalam register dibuka oleh PPID atau Atasan PPID.")
