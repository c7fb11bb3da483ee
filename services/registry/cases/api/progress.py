"""Who may move a case on over HTTP: parse, authorise, call, dump."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.context import current
from chassis.errors import NotFound
from chassis.tokens import APPLICANT
from chassis.web import etag, expected_version, roles
from services.registry.cases.api.cases import SUPERIOR, whole
from services.registry.cases.commands import hand_backs, regimes, splits, transfers
from services.registry.cases.commands import progress as progressing
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.cases.domain.progress import Step
from services.registry.cases.queries import cases, progress
from services.registry.cases.schemas import progress as schemas
from services.registry.cases.schemas.cases import CaseSchema
from services.registry.letters import letter, letter_docx
from services.registry.letters.api import DOCX, named, of_act
from statute.regimes import Regime

blueprint = Blueprint("progress", __name__, url_prefix="/v1/cases", description="Antara penerimaan dan keputusan")


@blueprint.post("/<uuid:case_id>/acts")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.StepSchema)
@blueprint.response(200, CaseSchema)
def act(step: Step, case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Declare a request complete or incomplete, extend its term, or write down that its applicant withdrew it."""
    progressing.advance(case_id, expected_version(), step)
    return _shown(case_id)


@blueprint.post("/<uuid:case_id>/acts/draft.pdf")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.LetterDraftSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_act_draft(body: dict[str, Any], case_id: UUID) -> Response:
    """Return the letter of an act as it would be issued now, marked as a draft; nothing is kept and no
    number is drawn.
    """
    content = of_act(*progressing.draft(case_id, body["step"], body["receiver"]), draft=True)
    return named(letter.render(content), "application/pdf", "konsep-surat.pdf")


@blueprint.post("/<uuid:case_id>/acts/draft.docx")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.LetterDraftSchema)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_act_draft_text(body: dict[str, Any], case_id: UUID) -> Response:
    """Do the same draft as a text document."""
    content = of_act(*progressing.draft(case_id, body["step"], body["receiver"]), draft=True)
    return named(letter_docx.render(content), DOCX, "konsep-surat.docx")


@blueprint.post("/<uuid:case_id>/regime")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.RegimeChangeSchema)
@blueprint.response(200, CaseSchema)
def change_regime(body: dict[str, str], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Put a case under the other regime, once, with a reason; one that is overdue when a second person asks as well."""
    regimes.change(case_id, expected_version(), Regime(body["regime"]), body["reason"])
    return _shown(case_id)


@blueprint.post("/<uuid:case_id>/transfer")
@roles(PPID)
@blueprint.arguments(schemas.TransferSchema)
@blueprint.response(200, CaseSchema)
def transfer(body: dict[str, str], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Pass a request on to the KPU office that is competent; it keeps the day of its first receipt."""
    transfers.transfer(case_id, expected_version(), body["receiver"], body["statement"])
    return _shown(case_id)


@blueprint.post("/<uuid:case_id>/hand-back")
@roles(PPID)
@blueprint.arguments(schemas.HandBackSchema)
@blueprint.response(200, CaseSchema)
def hand_back(body: dict[str, str], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Hand a request back that was passed on in error; the office that had it answers it, on the clock that ran on."""
    hand_backs.hand_back(case_id, expected_version(), body["statement"])
    return _shown(case_id)


@blueprint.post("/<uuid:case_id>/split")
@roles(OFFICER, PPID)
@blueprint.arguments(schemas.SplitSchema)
@blueprint.response(200, CaseSchema)
def split(body: dict[str, Any], case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Split a request into the questions it holds; each goes on as a linked request with the receipt of the whole."""
    splits.split(case_id, expected_version(), body["parts"], body["statement"])
    return _shown(case_id)


@blueprint.get("/<uuid:case_id>/letters")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT)
@blueprint.response(200, schemas.CaseLettersSchema)
def list_letters(case_id: UUID) -> dict[str, Any]:
    """Return what the office wrote before deciding, for staff and for the applicant whose ticket names this very
    request.
    """
    if APPLICANT in current().roles and current().actor != f"request:{case_id}":
        raise NotFound
    return {"items": progress.letters(case_id)}


def _shown(case_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    file = cases.file(case_id)
    return whole(file), 200, etag(file.summary.case.version)
