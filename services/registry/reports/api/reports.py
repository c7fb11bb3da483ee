"""Who may ask about annual reports over HTTP: staff read, the PPID writes and issues; everybody reads an issued one."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.web import etag, expected_version, roles
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.objections.domain import SUPERIOR
from services.registry.reports import commands as reporting
from services.registry.reports import report
from services.registry.reports.models import AnnualReport
from services.registry.reports.queries import reports as queries
from services.registry.reports.schemas import reports as schemas
from statute.report import term

Answered = tuple[dict[str, Any], int, dict[str, str]]
Line = tuple[AnnualReport, int, dict[str, str]]
PDF = {"type": "string", "format": "binary"}

blueprint = Blueprint("reports", __name__, url_prefix="/v1/reports", description="Laporan tahunan layanan informasi")


@blueprint.get("/reminders")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.RemindersSchema)
def list_reminders() -> queries.Reminders:
    """Return what waits for the office's PPID beside the cases: the annual report, information that must not wait."""
    return queries.reminders()


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.OverviewSchema)
def list_reports() -> queries.Overview:
    """Return the office's reports, and what is due next."""
    return queries.overview()


@blueprint.post("")
@roles(PPID)
@blueprint.arguments(schemas.YearSchema)
@blueprint.response(201, schemas.ReportLineSchema)
def start_report(body: dict[str, Any]) -> Line:
    """Begin the report on a year that has ended."""
    return _line(reporting.start(body["year"]), 201)


@blueprint.get("/<uuid:report_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.ReportSchema)
def show_report(report_id: UUID) -> Answered:
    """One report with its words and figures."""
    found = queries.shown(report_id)
    names = (*schemas.ReportLineSchema().fields, "words", "signer", "capacity", "signing_decree")
    told = {name: getattr(found.report, name) for name in names}
    told |= {"figures": found.figures, "due_on": found.term.due_on}
    told["parts"] = list(report.told(found.report.words, found.figures))
    return told, 200, etag(found.report.version)


@blueprint.put("/<uuid:report_id>")
@roles(PPID)
@blueprint.arguments(schemas.WordsSchema)
@blueprint.response(200, schemas.ReportLineSchema)
def write_report(body: dict[str, Any], report_id: UUID) -> Line:
    """Keep what the office writes."""
    return _line(reporting.write(report_id, expected_version(), body["words"]))


@blueprint.post("/<uuid:report_id>/issue")
@roles(PPID)
@blueprint.response(200, schemas.ReportLineSchema)
def issue_report(report_id: UUID) -> Line:
    """Issue it: numbered, signed, figures frozen, announced in the public-information list."""
    return _line(reporting.issue(report_id, expected_version()))


@blueprint.post("/<uuid:report_id>/handover")
@roles(PPID)
@blueprint.arguments(schemas.HandoverSchema)
@blueprint.response(200, schemas.ReportLineSchema)
def hand_report_over(body: dict[str, Any], report_id: UUID) -> Line:
    """Write down when the Information Commission got it."""
    return _line(reporting.hand_over(report_id, expected_version(), body["on"], body["reference"]))


@blueprint.get("/<uuid:report_id>/draft.pdf")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, PDF, content_type="application/pdf")
def show_report_draft(report_id: UUID) -> Response:
    """Return the report as it stands, to read before it is issued."""
    return _pdf(queries.shown(report_id))


@blueprint.get("/<uuid:report_id>/report.pdf")
@blueprint.response(200, PDF, content_type="application/pdf")
def show_report_file(report_id: UUID) -> Response:
    """Return an issued report. Everybody may ask."""
    return _pdf(queries.issued(report_id))


@blueprint.get("/below")
@roles(PPID, SUPERIOR)
@blueprint.arguments(schemas.YearSchema, location="query")
@blueprint.response(200, schemas.BelowSchema)
def list_delivered(query: dict[str, Any]) -> dict[str, Any]:
    """Which offices below have delivered their report on a year."""
    return {"items": queries.below(query["year"]), "due_on": term(query["year"]).due_on}


def _line(kept: AnnualReport, status: int = 200) -> Line:
    return kept, status, etag(kept.version)


def _pdf(found: queries.Shown) -> Response:
    headers = {"Content-Disposition": f'inline; filename="laporan-ppid-{found.report.year}.pdf"'}
    return Response(report.render(report.Content.of(found)), content_type="application/pdf", headers=headers)
