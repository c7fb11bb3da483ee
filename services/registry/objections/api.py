"""Who may ask the register of objections over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.context import current
from chassis.errors import Forbidden, NotFound
from chassis.offices import day_of
from chassis.tokens import APPLICANT
from chassis.web import etag, expected_version, roles
from contracts.stages import Stage as CaseStage
from services.registry.appointments import queries as appointment_queries
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.cases.domain.lateness import Kind
from services.registry.cases.domain.lateness import late as late_reply
from services.registry.cases.queries import lateness
from services.registry.deliveries import commands as delivery_commands
from services.registry.deliveries.domain import Proof
from services.registry.deliveries.schemas import ProofSchema
from services.registry.letters import letter, letter_docx
from services.registry.letters.api import DOCUMENTS, DOCX, named
from services.registry.objections import queries, schemas
from services.registry.objections.commands import objections as objecting
from services.registry.objections.domain import (
    SUPERIOR,
    TRANSITIONS,
    Act,
    Answer,
    AnswerFirst,
    Stage,
    check_answered,
    keep_apart,
    why_not,
)
from services.registry.objections.models import ObjectionFile, Reply
from statute.deadlines import Term
from statute.regimes import Regime

ACTS = {"upheld": Act.UPHOLD, "partly_upheld": Act.UPHOLD_PARTLY, "rejected": Act.REJECT}
Answered = tuple[dict[str, Any], int, dict[str, str]]

blueprint = Blueprint("objections", __name__, url_prefix="/v1/objections", description="Register keberatan")


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(schemas.BoardQuery, location="query")
@blueprint.response(200, schemas.ObjectionPageSchema)
def list_objections(query: dict[str, Any]) -> queries.Page:
    """Return the office's objections by tab, or those to one request."""
    if query["request"] is None:
        return queries.board(query["tab"], query["page"], query["size"])
    found = queries.of_case(query["request"])
    return queries.Page(found, len(found), {})


@blueprint.get("/<uuid:objection_id>")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, schemas.ObjectionFileSchema)
def show_objection(objection_id: UUID) -> Answered:
    """One objection with its clock, what may be done now, the answer and its history."""
    return _file(objection_id)


@blueprint.post("/<uuid:objection_id>/review")
@roles(SUPERIOR)
@blueprint.response(200, schemas.ObjectionFileSchema)
def review(objection_id: UUID) -> Answered:
    """Take an objection up."""
    objecting.review(objection_id, expected_version())
    return _file(objection_id)


@blueprint.post("/<uuid:objection_id>/answer")
@roles(SUPERIOR)
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, schemas.ObjectionFileSchema)
def answer(body: dict[str, Any], objection_id: UUID) -> Answered:
    """Issue the Atasan PPID's written answer with its reasons."""
    objecting.answer(objection_id, expected_version(), _said(body))
    return _file(objection_id)


@blueprint.post("/<uuid:objection_id>/answer/draft.pdf")
@roles(SUPERIOR)
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_answer_draft(body: dict[str, Any], objection_id: UUID) -> Response:
    """Return the answer as a letter as it would be issued now, marked as a draft; nothing is kept and no number is
    drawn.
    """
    content = _letter(*objecting.draft(objection_id, _said(body)), draft=True)
    return named(letter.render(content), "application/pdf", f"{_name(content)}.pdf")


@blueprint.post("/<uuid:objection_id>/answer/draft.docx")
@roles(SUPERIOR)
@blueprint.arguments(schemas.AnswerSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_answer_draft_text(body: dict[str, Any], objection_id: UUID) -> Response:
    """Do the same draft as a text document."""
    content = _letter(*objecting.draft(objection_id, _said(body)), draft=True)
    return named(letter_docx.render(content), DOCX, f"{_name(content)}.docx")


@blueprint.post("/<uuid:objection_id>/fulfilment")
@roles(PPID)
@blueprint.arguments(schemas.FulfilmentSchema)
@blueprint.response(200, schemas.ObjectionFileSchema)
def fulfil(body: dict[str, Any], objection_id: UUID) -> Answered:
    """Say that the order was carried out; the documents named go to the applicant."""
    objecting.fulfil(objection_id, expected_version(), body["account"], body["documents"])
    return _file(objection_id)


@blueprint.post("/<uuid:objection_id>/deliveries")
@roles(OFFICER, PPID)
@blueprint.arguments(ProofSchema)
@blueprint.response(200, schemas.ObjectionFileSchema)
def record_reply_delivery(proof: Proof, objection_id: UUID) -> Answered:
    """Record that the written answer was handed over, posted, or arrived: from then on the time to dispute counts."""
    delivery_commands.record_reply(objection_id, expected_version(), proof)
    return _file(objection_id)


@blueprint.get("/<uuid:objection_id>/reply")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.response(200, schemas.ReplySchema)
def show_reply(objection_id: UUID) -> dict[str, Any]:
    """Return the written answer, for staff and for the applicant whose ticket names the request that it is about."""
    return _reply(*_readable(objection_id))


@blueprint.get("/<uuid:objection_id>/reply.pdf")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT, DOCUMENTS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_reply_letter(objection_id: UUID) -> Response:
    """Return the written answer as a letter, to print, keep and hand over: an accessible PDF."""
    content = _letter(*_readable(objection_id), draft=False)
    return named(letter.render(content), "application/pdf", f"{_name(content)}.pdf")


@blueprint.get("/<uuid:objection_id>/reply.docx")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_reply_text(objection_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper: word for word what the PDF says."""
    content = _letter(*_readable(objection_id), draft=False)
    return named(letter_docx.render(content), DOCX, f"{_name(content)}.docx")


def _said(body: dict[str, Any]) -> Answer:
    return Answer(ACTS[body["outcome"]], body["reasons"], body["order"], body["act_until"])


def _letter(objection: ObjectionFile, reply: Reply, *, draft: bool) -> letter.Content:
    to = letter.addressee(objection.request_id, reply.answered_at)
    late = late_reply(Kind.REPLY, objection.due_on, day_of(reply.answered_at), Regime(objection.regime))
    return letter.Content.of(objection, reply, to, draft=draft, late=late if draft else lateness.of_objection(reply.id))


def _name(content: letter.Content) -> str:
    return f"tanggapan-{content.letter_number.replace('/', '-')}"


def _readable(objection_id: UUID) -> tuple[ObjectionFile, Reply]:
    """Return an applicant reads the answer about his own request only."""
    objection, reply = queries.reply(objection_id)
    if APPLICANT in current().roles and current().actor != f"request:{objection.request_id}":
        raise NotFound
    return objection, reply


def _file(objection_id: UUID) -> Answered:
    file = queries.file(objection_id)
    objection = file.summary.objection
    shown = {
        "objection": objection,
        "working_days_left": file.summary.working_days_left,
        "late": file.summary.late,
        "lateness": file.summary.lateness,
        "case_number": file.case.number,
        "answering": file.answering,
        "filing": file.filing,
        "dispute": file.dispute,
        "doubts": list(dict.fromkeys([*_doubts(file.answering, file.filing), *file.dispute.doubts])),
        "acts": [_act(file, act) for act in Act],
        "reply": _reply(objection, file.reply) if file.reply else None,
        "proofs": file.proofs,
        "history": file.history,
    }
    return shown, 200, etag(objection.version)


def _doubts(*terms: Term) -> list[str]:
    return [sentence for term in terms for sentence in (*term.warnings, *term.rule.doubts)]


def _act(file: queries.File, act: Act) -> dict[str, Any]:
    row, stage = TRANSITIONS[act], Stage(file.summary.objection.stage)
    reason = None if stage in row.sources else why_not(stage, act)
    reason = reason or appointment_queries.obstacle(row.role)
    if reason is None:
        try:
            if row.role == SUPERIOR:
                keep_apart(current().actor, file.signer)
            if act is Act.FULFIL:
                check_answered(CaseStage(file.case.stage))
        except (Forbidden, AnswerFirst) as obstacle:
            reason = obstacle.detail
    return {"act": act, "allowed": reason is None, "reason": reason, "article": row.article}


def _reply(objection: ObjectionFile, reply: Reply) -> dict[str, Any]:
    return {
        "number": objection.number,
        "letter_number": reply.letter_number,
        "outcome": reply.outcome,
        "reasons": reply.reasons,
        "order": reply.order,
        "act_until": reply.act_until,
        "answered_at": reply.answered_at,
        "dispute_until": reply.dispute_until,
        "silence_until": reply.silence_until,
        "signer": reply.signer,
        "capacity": reply.capacity,
        "signing_decree": reply.signing_decree,
        "fulfilment": objection.fulfilment,
        "fulfilled_at": objection.fulfilled_at,
    }
