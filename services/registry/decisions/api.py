"""Who may decide over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.web import etag, expected_version, roles
from services.registry.cases.api.cases import whole
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.cases.queries import cases as queries
from services.registry.cases.schemas.cases import CaseSchema
from services.registry.decisions.commands import decisions as deciding
from services.registry.decisions.commands import preparations
from services.registry.decisions.domain.decisions import Decision
from services.registry.decisions.schemas import DecisionSchema, NoticeSchema
from services.registry.letters.api import DOCX, as_letter, as_text, told

blueprint = Blueprint("decisions", __name__, url_prefix="/v1/cases", description="Keputusan atas permohonan")


@blueprint.post("/<uuid:case_id>/decision")
@roles(PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, CaseSchema)
def decide(decision: Decision, case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Issue the written notice of a decision; it is numbered and never changes."""
    deciding.decide(case_id, expected_version(), decision)
    file = queries.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)


@blueprint.put("/<uuid:case_id>/decision/prepared")
@roles(OFFICER, PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, CaseSchema)
def prepare(decision: Decision, case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Prepare a decision for the PPID to look at and issue, as a program may; needs If-Match."""
    preparations.prepare(case_id, expected_version(), decision, request.get_json())
    file = queries.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)


@blueprint.post("/<uuid:case_id>/decision/draft")
@roles(PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, NoticeSchema)
def show_draft(decision: Decision, case_id: UUID) -> dict[str, Any]:
    """Return the written notice as it would be issued now; nothing is kept and no number is drawn."""
    return told(*deciding.draft(case_id, decision))


@blueprint.post("/<uuid:case_id>/decision/draft.pdf")
@roles(PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_draft_letter(decision: Decision, case_id: UUID) -> Response:
    """Return the letter as it would be issued now, marked as a draft."""
    return as_letter(*deciding.draft(case_id, decision), draft=True)


@blueprint.post("/<uuid:case_id>/decision/draft.docx")
@roles(PPID)
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_draft_text(decision: Decision, case_id: UUID) -> Response:
    """Do the same draft as a text document."""
    return as_text(*deciding.draft(case_id, decision), draft=True)
