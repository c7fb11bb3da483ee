"""Who may read the register over HTTP: the queue, and a case with all that stands in its file."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.web import etag, roles
from services.registry.api.letters import told
from services.registry.domain.cases import OFFICER, PPID, TRANSITIONS, Act, Stage, why_not
from services.registry.domain.decisions import OUTCOMES
from services.registry.queries import cases as queries
from services.registry.schemas import cases as schemas

SUPERIOR = "superior"

blueprint = Blueprint("cases", __name__, url_prefix="/v1/cases", description="Register permohonan informasi")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.QueueQuery, location="query")
@blueprint.response(200, schemas.PageSchema)
def list_cases(query: dict[str, Any]) -> queries.Page:
    """The office's queue."""
    return queries.queue(query["tab"], query["page"], query["size"])


@blueprint.get("/<uuid:case_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.CaseSchema)
def show_case(case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One case with its clock, what may be done now, its files and its history."""
    file = queries.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)


def whole(file: queries.File) -> dict[str, Any]:
    """A case as `CaseSchema` writes it."""
    stage = Stage(file.summary.case.stage)
    return {
        "case": file.summary.case,
        "working_days_left": file.summary.working_days_left,
        "late": file.summary.late,
        "deadline": file.deadline,
        "acts": [_act(stage, act) for act in OUTCOMES.values()],
        "documents": file.documents,
        "history": file.history,
        "decision": told(file.summary.case, file.notice) if file.notice else None,
    }


def _act(stage: Stage, act: Act) -> dict[str, Any]:
    row = TRANSITIONS[act]
    allowed = stage in row.sources
    reason = None if allowed else why_not(stage, act)
    return {"act": act, "allowed": allowed, "reason": reason, "article": row.article}
