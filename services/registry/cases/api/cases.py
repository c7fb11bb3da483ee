"""Who may read the register over HTTP: the queue, and a case with all that stands in its file."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.offices import this_office
from chassis.web import etag, roles
from contracts.stages import WITH_OFFICE
from services.registry.cases.domain import progress, terms, transfers
from services.registry.cases.domain.cases import OFFICER, PPID, TRANSITIONS, Act
from services.registry.cases.models.cases import Case
from services.registry.cases.queries import cases as queries
from services.registry.cases.schemas import cases as schemas
from services.registry.decisions.domain.decisions import OUTCOMES
from services.registry.deliveries.queries import Delivered
from services.registry.letters.api import DOCUMENTS, told
from services.registry.objections import domain as objection_domain
from statute.regimes import Regime
from verifier import proof

SUPERIOR = "superior"

blueprint = Blueprint("cases", __name__, url_prefix="/v1/cases", description="Register permohonan informasi")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.QueueQuery, location="query")
@blueprint.response(200, schemas.PageSchema)
def list_cases(query: dict[str, Any]) -> queries.Page:
    """Return the office's queue."""
    return queries.queue(query["tab"], query["page"], query["size"], query.get("ids"))


@blueprint.get("/<uuid:case_id>")
@roles(OFFICER, PPID, SUPERIOR, DOCUMENTS)
@blueprint.response(200, schemas.CaseSchema)
def show_case(case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One case with its clock, what may be done now, its files and its history."""
    file = queries.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)


@blueprint.get("/<uuid:case_id>/proofs")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.ActProofsSchema)
def show_proofs(case_id: UUID) -> dict[str, Any]:
    """Prove that every act on a request, its objections and disputes stands in the sealed record, for the verifier."""
    found, unsealed = queries.proofs(case_id)
    return {"items": [proof.shape(each) for each in found], "unsealed": unsealed}


def whole(file: queries.File) -> dict[str, Any]:
    """Return a case as `CaseSchema` writes it."""
    return {
        "case": file.summary.case,
        "binding_on": file.summary.binding_on,
        "working_days_left": file.summary.working_days_left,
        "late": file.summary.late,
        "late_days": file.summary.late_days,
        "lateness": file.summary.lateness,
        "deadline": file.deadline,
        "acts": [
            _act(act, _obstacle(act, file), file.unsigned)
            for act in (*OUTCOMES.values(), *progress.ACTS, Act.SPLIT, Act.TRANSFER, Act.HAND_BACK)
        ],
        "check_until": progress.check_until(file.standing.registered_on),
        "other_regime": file.other_regime,
        "strict": file.strict,
        "completeness": file.completeness,
        "documents": file.documents,
        "history": file.history,
        "prepared": file.prepared if file.summary.case.stage in WITH_OFFICE else None,
        "decision": told(file.summary.case, file.notice) if file.notice else None,
        "delivery": _delivered(file.summary.case, file.delivered) if file.delivered else None,
    }


def _delivered(case: Case, delivered: Delivered) -> dict[str, Any]:
    received_at, zone = delivered.received_at, this_office().time_zone
    found = received_at and terms.objecting(terms.day_in(received_at, zone), Regime(case.regime))
    return {
        "proofs": delivered.proofs,
        "received_at": received_at,
        "objection_until": found and found.due_on,
        "objection_article": found and found.rule.article,
    }


def _obstacle(act: Act, file: queries.File) -> str | None:
    """Return what stands in the way of an act: the table, its term, or an order of the Atasan PPID."""
    return (
        progress.obstacle(act, file.standing, file.today)
        or objection_domain.obstacle(file.orders, TRANSITIONS[act].target)
        or transfers.obstacle(act, file.orders)
    )


def _act(act: Act, obstacle: str | None, unsigned: str | None) -> dict[str, Any]:
    """Return an act of the table; `unsigned` says why who asks cannot sign as PPID today."""
    row = TRANSITIONS[act]
    reason = obstacle or (unsigned if row.role == PPID else None)
    return {"act": act, "allowed": reason is None, "reason": reason, "article": row.article}
