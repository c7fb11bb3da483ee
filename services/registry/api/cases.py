"""Who may ask the register over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.context import current
from chassis.errors import NotFound
from chassis.tokens import APPLICANT
from chassis.web import etag, expected_version, roles
from services.registry.commands import deciding
from services.registry.domain.cases import OFFICER, PPID, TRANSITIONS, Act, Stage, why_not
from services.registry.domain.decisions import Decision
from services.registry.models.cases import Case, Notice
from services.registry.queries import cases as queries
from services.registry.schemas import cases as schemas
from statute.exemptions import exemptions

SUPERIOR = "superior"
ACTS = {"granted": Act.GRANT, "refused": Act.REFUSE}

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
    return _case(file), 200, etag(file.summary.case.version)


@blueprint.post("/<uuid:case_id>/decision")
@roles(PPID)
@blueprint.arguments(schemas.DecisionSchema)
@blueprint.response(200, schemas.CaseSchema)
def decide(body: dict[str, Any], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Issue the written notice: grant with documents, or refuse with article and reason."""
    decision = Decision(
        act=ACTS[body["outcome"]],
        statement=body["statement"],
        documents=tuple(map(str, body["documents"])),
        exemption=body["exemption"],
        basis=body["act"],
        consequence=body["consequence"],
    )
    deciding.decide(case_id, expected_version(), decision)
    file = queries.file(case_id)
    return _case(file), 200, etag(file.summary.case.version)


@blueprint.get("/<uuid:case_id>/notice")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.response(200, schemas.NoticeSchema)
def show_notice(case_id: UUID) -> dict[str, Any]:
    """The written notice, for staff and for the applicant whose ticket names this very request."""
    if APPLICANT in current().roles and current().actor != f"request:{case_id}":
        raise NotFound
    return _notice(*queries.notice(case_id))


def _case(file: queries.File) -> dict[str, Any]:
    stage = Stage(file.summary.case.stage)
    return {
        "case": file.summary.case,
        "working_days_left": file.summary.working_days_left,
        "late": file.summary.late,
        "deadline": file.deadline,
        "acts": [_act(stage, act) for act in ACTS.values()],
        "documents": file.documents,
        "history": file.history,
        "decision": _notice(file.summary.case, file.notice) if file.notice else None,
    }


def _act(stage: Stage, act: Act) -> dict[str, Any]:
    row = TRANSITIONS[act]
    allowed = stage in row.sources
    reason = None if allowed else why_not(stage, act)
    return {"act": act, "allowed": allowed, "reason": reason, "article": row.article}


def _notice(case: Case, notice: Notice) -> dict[str, Any]:
    return {
        "number": case.number,
        "outcome": notice.outcome,
        "statement": notice.statement,
        "exemption": exemptions()[notice.exemption] if notice.exemption else None,
        "basis": notice.basis,
        "consequence": notice.consequence,
        "documents": notice.documents,
        "decided_at": notice.decided_at,
        "objection_until": notice.objection_until,
    }
