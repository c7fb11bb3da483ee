"""Papers of a case: the letter of the decision (PDF, DOCX), the applicant's identity numbers, the receipt again."""

from uuid import UUID

from werkzeug.wrappers import Response

from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal.desk.door import blueprint
from gateway.portal.pages import page, services


@blueprint.get("/<uuid:case_id>/surat.pdf")
def letter(case_id: UUID) -> Response:
    """The letter of an issued decision."""
    return pdf(services().registry.notice_letter(str(case_id), "pdf"), "pemberitahuan-tertulis")


@blueprint.get("/<uuid:case_id>/surat.docx")
def letter_text(case_id: UUID) -> Response:
    """The same letter as a text document, for the office's own paper."""
    return docx(services().registry.notice_letter(str(case_id), "docx"), "pemberitahuan-tertulis")


@blueprint.get("/<uuid:case_id>/identitas")
def identity(case_id: UUID) -> str:
    """The identity numbers in full, to compare them with the papers; the case shows their end only."""
    needs(OFFICER, PPID)
    return page("desk/identity.html", case_id=case_id, identity=services().intake.identity(str(case_id)))


@blueprint.post("/<uuid:case_id>/tanda-terima.pdf")
def receipt(case_id: UUID) -> Response:
    """The receipt once more. By POST: printing it hands out the tracking code, and intake writes down who did."""
    needs(OFFICER, PPID)
    return pdf(services().intake.receipt(str(case_id)), "tanda-terima")


def pdf(content: bytes, name: str) -> Response:
    """A PDF to look at or keep."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, content_type="application/pdf", headers=headers)


def docx(content: bytes, name: str) -> Response:
    """A text document to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"'}
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Response(content, content_type=media_type, headers=headers)
