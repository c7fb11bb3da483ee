"""Who may read a written notice and the letters before it, and who may ask whether one is true: everybody."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from chassis.context import current
from chassis.errors import NotFound
from chassis.offices import day_of
from chassis.tokens import APPLICANT
from chassis.web import roles
from contracts.stages import HELD
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import OFFICER, PPID, Act
from services.registry.cases.domain.lateness import OF_ACTS, OF_NOTICE, Late
from services.registry.cases.models.cases import Case
from services.registry.cases.models.progress import Letter
from services.registry.cases.queries import cases as queries
from services.registry.cases.queries import lateness, progress
from services.registry.decisions import schemas as decision_schemas
from services.registry.letters import letter, letter_docx
from services.registry.letters import queries as vouching
from services.registry.letters.models import Notice
from statute.acts import caution
from statute.exemptions import exemptions
from statute.regimes import Regime

SUPERIOR = "superior"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENTS = "service:documents"  # which asks for cases, and packs letters with the files of answers

blueprint = Blueprint("letters", __name__, url_prefix="/v1", description="Pemberitahuan tertulis")


@blueprint.get("/cases/<uuid:case_id>/notice")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT, DOCUMENTS)
@blueprint.response(200, decision_schemas.NoticeSchema)
def show_notice(case_id: UUID) -> dict[str, Any]:
    """Return the written notice, for staff and for the applicant whose ticket names this very request."""
    return told(*_readable(case_id))


@blueprint.get("/cases/<uuid:case_id>/notice.pdf")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT, DOCUMENTS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_notice_letter(case_id: UUID) -> Response:
    """Do the same notice as a letter, to print or keep: an accessible PDF with a QR code by which it can be
    verified.
    """
    return as_letter(*_readable(case_id), draft=False)


@blueprint.get("/cases/<uuid:case_id>/notice.docx")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_notice_text(case_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper: word for word what the PDF says."""
    return as_text(*queries.issued(case_id), draft=False)


@blueprint.get("/cases/<uuid:case_id>/letters/<uuid:letter_id>.pdf")
@roles(OFFICER, PPID, SUPERIOR, APPLICANT, DOCUMENTS)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def show_case_letter(case_id: UUID, letter_id: UUID) -> Response:
    """Return what the office wrote before deciding, as a letter to print or keep: an accessible PDF."""
    _own(case_id)
    content = of_act(*progress.letter(case_id, letter_id), lateness.of_case(case_id), draft=False)
    return named(letter.render(content), "application/pdf", f"surat-{letter_id}.pdf")


@blueprint.get("/cases/<uuid:case_id>/letters/<uuid:letter_id>.docx")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=DOCX)
def show_case_letter_text(case_id: UUID, letter_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper: word for word what the PDF says."""
    content = of_act(*progress.letter(case_id, letter_id), lateness.of_case(case_id), draft=False)
    return named(letter_docx.render(content), DOCX, f"surat-{letter_id}.docx")


@blueprint.get("/letters/<code>")
@blueprint.response(200, decision_schemas.LetterSchema)
def show_letter(code: str) -> vouching.Vouched:
    """Return what stands behind the QR code of a letter: whose it is, its number and day; nothing about any person."""
    return vouching.vouched(code)


def told(case: Case, notice: Notice) -> dict[str, Any]:
    """Return a notice as `NoticeSchema` writes it."""
    answered_on, exempt = case.answered_on, exemptions().get(notice.exemption or "")
    late = answered_on is not None and answered_on > notice.due_on
    until = terms.objecting(day_of(notice.decided_at), Regime(case.regime)).due_on
    return {
        "notice": notice,
        "number": case.number,
        "verification_url": letter.verification_url(notice.code),
        "held": notice.outcome in HELD,
        "act_caution": caution(notice.basis, day_of(notice.decided_at)) if notice.basis else None,
        "exemption": exempt
        and {
            "letter": exempt.letter,
            "article": exempt.article,
            "wording": exempt.wording,
            "period": exempt.told_period(notice.exempt_until),
        },
        "objection_until": max(notice.objection_until, until),
        "late_by": terms.calendar().working_days_between(notice.due_on, answered_on) if late and answered_on else None,
    }


def as_letter(case: Case, notice: Notice, *, draft: bool) -> Response:
    """Return a notice as a PDF over HTTP, named after its number."""
    return named(letter.render(_content(case, notice, draft)), "application/pdf", f"{_name(notice)}.pdf")


def as_text(case: Case, notice: Notice, *, draft: bool) -> Response:
    """Do the same notice as a DOCX over HTTP."""
    return named(letter_docx.render(_content(case, notice, draft)), DOCX, f"{_name(notice)}.docx")


def named(file: bytes, media_type: str, name: str) -> Response:
    """Return a letter over HTTP: a PDF to look at, a text document to keep."""
    how = "attachment" if media_type == DOCX else "inline"
    return Response(file, content_type=media_type, headers={"Content-Disposition": f'{how}; filename="{name}"'})


def of_act(case: Case, written: Letter, late: Sequence[Late], *, draft: bool) -> letter.Content:
    """Return what stands on a letter before the decision, with whom it goes to and what came late with its act."""
    told = [one for one in late if one.kind in OF_ACTS.get(Act(written.act), ()) and one.done_on == day_of(written.at)]
    return letter.Content.of(case, written, letter.addressee(case.id, written.at), draft=draft, late=told)


def _content(case: Case, notice: Notice, draft: bool) -> letter.Content:
    late = [one for one in lateness.of_case(case.id) if one.kind in OF_NOTICE]
    return letter.Content.of(case, notice, letter.addressee(case.id, notice.decided_at), draft=draft, late=late)


def _name(notice: Notice) -> str:
    return f"pemberitahuan-{notice.letter_number.replace('/', '-')}"


def _readable(case_id: UUID) -> tuple[Case, Notice]:
    _own(case_id)
    return queries.issued(case_id)


def _own(case_id: UUID) -> None:
    """Refuse an applicant what is not about the own request."""
    if APPLICANT in current().roles and current().actor != f"request:{case_id}":
        raise NotFound
