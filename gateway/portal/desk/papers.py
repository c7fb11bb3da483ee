"""Papers of a case: the letters of the office (PDF, DOCX), all that was given, identity numbers, the receipt again."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from uuid import UUID

import httpx2
from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.errors import Problem
from gateway.backends.files import Given
from gateway.backends.proofs import Proofs
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal import fields, proving
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Field
from gateway.portal.pages import page, sentences, services, today
from statute.papers import papers

DAY = Field(name="came_on", kind="date", pointer="/came_on", width="short")
CAME = (Field(name="came_way", kind="choice", pointer="/way", choices=("counter", "letter", "email")), DAY)
_PASSED_ON = ("Content-Type", "Content-Disposition", "Content-Length", "Accept-Ranges", "Content-Range", "ETag")
DRAFTS = {"konsep": "pdf", "konsep-docx": "docx"}  # the buttons that show a letter before it is issued, by its form


@blueprint.get("/<uuid:case_id>/surat.pdf")
def letter(case_id: UUID) -> Response:
    """Show the letter of an issued decision."""
    return pdf(services().registry.notice_file(str(case_id), "pdf"), "pemberitahuan-tertulis")


@blueprint.get("/<uuid:case_id>/surat.docx")
def letter_text(case_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper."""
    return docx(services().registry.notice_file(str(case_id), "docx"), "pemberitahuan-tertulis")


@blueprint.get("/<uuid:case_id>/surat-kantor/<uuid:letter_id>.pdf")
def letter_before(case_id: UUID, letter_id: UUID) -> Response:
    """Show what the office wrote before deciding, as a letter to print and hand over."""
    return pdf(services().registry.letter_file(str(case_id), str(letter_id), "pdf"), f"surat-{letter_id}")


@blueprint.get("/<uuid:case_id>/surat-kantor/<uuid:letter_id>.docx")
def letter_before_text(case_id: UUID, letter_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper."""
    return docx(services().registry.letter_file(str(case_id), str(letter_id), "docx"), f"surat-{letter_id}")


@blueprint.get("/<uuid:case_id>/jawaban.zip")
def answer(case_id: UUID) -> Response:
    """All that was given to the applicant, with the letter, as the applicant gets it; documents writes down who."""
    return passed_on(lambda: Given(services().clients["documents"]).package(str(case_id)))


@blueprint.get("/<uuid:case_id>/identitas")
def identity(case_id: UUID) -> str:
    """Show the identity numbers in full and the papers, to compare them; the case shows the numbers' end only."""
    needs(OFFICER, PPID)
    return _identity(case_id, {})


@blueprint.post("/<uuid:case_id>/surat")
def hand_in(case_id: UUID) -> str | Response:
    """Hand in papers that came by counter, post or e-mail, with the day they came."""
    faults = fields.look(fields.read(request.form, CAME), CAME)
    kinds = [kind for kind in papers() if kind in request.files]
    faults = sentences(faults) or proving.taken(brought(), str(case_id), kinds)
    return _identity(case_id, faults) if faults else redirect(url_for("desk.identity", case_id=case_id), 303)


def brought() -> Proofs:
    """Return the papers of a request, with how and when they came as the form says it."""
    typed = fields.read(request.form, CAME)
    said = {field.pointer[1:]: typed[field.name] for field in CAME if typed[field.name]}
    return Proofs(services().clients["documents"], arrival=said)


@blueprint.get("/<uuid:case_id>/surat/<uuid:paper_id>.pdf")
def look_at(case_id: UUID, paper_id: UUID) -> Response:
    """Show a paper as pictures with a mark across; documents writes down who looked."""
    needs(OFFICER, PPID)
    return pdf(_proofs().copy(str(paper_id)), f"surat-{case_id}")


def _identity(case_id: UUID, faults: dict[str, str]) -> str:
    told, rows = services().intake.identity(str(case_id)), None
    with suppress(Problem):
        rows = proving.rows(told["papers"], _proofs().of(str(case_id)))
    values = fields.read(request.form, CAME) if request.form else {DAY.name: today().isoformat()}
    return page(
        "desk/identity.html", case_id=case_id, identity=told, rows=rows, came=CAME, values=values, faults=faults,
        faulty=bool(faults),
    )  # fmt: skip


def _proofs() -> Proofs:
    return Proofs(services().clients["documents"])


@blueprint.post("/<uuid:case_id>/tanda-terima.pdf")
def receipt(case_id: UUID) -> Response:
    """Show the receipt once more. By POST: printing it hands out the tracking code, and intake writes down who did."""
    needs(OFFICER, PPID)
    return pdf(services().intake.receipt(str(case_id)), "tanda-terima")


def passed_on(ask: Callable[[], httpx2.Response]) -> Response:
    """Return a large answer of a service as it comes, a piece in memory at a time; so many at once, since each is slow.

    Raises:
        Unavailable: all places are taken. Whatever asking raises.
    """
    with ExitStack() as held:
        held.enter_context(current_app.extensions["files"].one())
        answer = ask()
        held.callback(answer.close)
        passed = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
        response = Response(answer.iter_raw(), answer.status_code, headers=passed)
        response.call_on_close(held.pop_all().close)
        return response


def drafted(content: bytes, form: str, of: str) -> Response:
    """Return a letter before it is issued, in a form of `DRAFTS`."""
    return docx(content, f"konsep-{of}") if form == "docx" else pdf(content, f"konsep-{of}")


def pdf(content: bytes, name: str) -> Response:
    """Return a PDF to look at or keep."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, content_type="application/pdf", headers=headers)


def docx(content: bytes, name: str) -> Response:
    """Return a text document to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Response(content, content_type=media_type, headers=headers)
