"""Who may ask the register of disputes over HTTP: staff, and of the own request its applicant."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.context import current
from chassis.errors import NotFound
from chassis.tokens import APPLICANT
from chassis.web import etag, expected_version, roles
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.disputes import commands as disputing
from services.registry.disputes.domain.disputes import TRANSITIONS, Step, in_force
from services.registry.disputes.queries import disputes as queries
from services.registry.disputes.queries.chronology import Record, record
from services.registry.disputes.schemas import disputes as schemas
from services.registry.disputes.schemas.chronology import DisputeRecordSchema
from services.registry.objections.domain import SUPERIOR

DOCUMENTS = "service:documents"
Answered = tuple[dict[str, Any], int, dict[str, str]]

blueprint = Blueprint("disputes", __name__, url_prefix="/v1/disputes", description="Register sengketa informasi")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.arguments(schemas.DisputesQuery, location="query")
@blueprint.response(200, schemas.DisputesSchema)
def list_disputes(query: dict[str, Any]) -> dict[str, Any]:
    """Return the office's disputes, those about an objection, or those about a request; an applicant's
    ticket names it.
    """
    if APPLICANT in current().roles and current().actor != f"request:{query['request']}":
        raise NotFound
    return {"items": queries.board(query["tab"], query["objection"], query["request"])}


@blueprint.post("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.DisputeFilingSchema)
@blueprint.response(201, schemas.DisputeSchema)
def record_dispute(body: dict[str, Any]) -> Answered:
    """Write down that the applicant went to an Information Commission."""
    dispute_id = disputing.record_filing(body["objection_id"], body["commission"], body["filed_on"], body["note"])
    return _file(dispute_id, 201)


@blueprint.get("/<uuid:dispute_id>/record")
@roles(DOCUMENTS)
@blueprint.response(200, DisputeRecordSchema)
def show_record(dispute_id: UUID) -> Record:
    """All that the register says about a dispute and what led to it; documents makes the dispute's file of it."""
    return record(dispute_id)


@blueprint.get("/<uuid:dispute_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.DisputeSchema)
def show_dispute(dispute_id: UUID) -> Answered:
    """One dispute: what happened, what waits and until when, what may be recorded next."""
    return _file(dispute_id, 200)


@blueprint.post("/<uuid:dispute_id>/steps")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.NewDisputeStepSchema)
@blueprint.response(200, schemas.DisputeSchema)
def record_step(said: Step, dispute_id: UUID) -> Answered:
    """Write down what happened next."""
    disputing.record_step(dispute_id, expected_version(), said)
    return _file(dispute_id, 200)


def _file(dispute_id: UUID, status: int) -> Answered:
    file = queries.file(dispute_id)
    shown = {
        "dispute": file.line.dispute,
        "objection_number": file.line.objection_number,
        "next_on": file.line.next_on,
        "outcome": file.line.outcome,
        "grounds": file.grounds,
        "competence": file.competence,
        "steps": _entries(file.entries),
        "warnings": file.warnings,
        "waiting": file.waiting,
        "hearings": file.hearings,
        "acts": [
            {"act": act, "allowed": reason is None, "reason": reason, "article": TRANSITIONS[act].article}
            for act, reason in file.acts
        ],
    }
    return shown, status, etag(file.line.dispute.version)


def _entries(entries: Sequence[Step]) -> list[dict[str, Any]]:
    """Every entry with its place; one that another put right is no longer in force."""
    standing = in_force(entries)
    return [
        {"place": place, "in_force": any(step is entry for step in standing), "step": entry}
        for place, entry in enumerate(entries, 1)
    ]
