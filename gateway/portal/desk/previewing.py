"""What a file holds, seen on the desk before it is opened."""

from uuid import UUID

from flask import make_response
from werkzeug.wrappers import Response

from gateway.backends.files import Previews
from gateway.portal.desk.clearing import file_of
from gateway.portal.desk.door import blueprint
from gateway.portal.pages import page, services


@blueprint.get("/<uuid:case_id>/berkas/<uuid:document_id>/halaman.png")
def first_page(case_id: UUID, document_id: UUID) -> Response:
    """Show the first page of a file, small."""
    answer = make_response(_previews().thumbnail(file_of(case_id, document_id)["id"]))
    answer.content_type = "image/png"
    return answer


@blueprint.get("/<uuid:case_id>/berkas/<uuid:document_id>/teks")
def words(case_id: UUID, document_id: UUID) -> str:
    """Show the words of a file."""
    file = file_of(case_id, document_id)
    return page("desk/text.html", private=True, case_id=case_id, file=file, text=_previews().words(file["id"]))


def _previews() -> Previews:
    return Previews(services().clients["documents"])
