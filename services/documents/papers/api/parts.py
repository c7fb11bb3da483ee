"""Who may hand in papers in parts over HTTP: the applicant for the own request, staff for any of the office."""

from typing import Any
from uuid import UUID

from flask import current_app
from flask_smorest import Blueprint

from chassis.tokens import PAPERS
from chassis.web import roles
from contracts.roles import OFFICER, PPID
from services.documents.files.api.bodies import announced_length, body, described
from services.documents.files.schemas.parts import BeginPaperSchema, ComingSchema, PartQuery
from services.documents.papers import queries
from services.documents.papers.api.papers import attempted, my_request
from services.documents.papers.commands import parts as paper_parts
from services.documents.papers.domain import PART
from services.documents.papers.models import Paper
from services.documents.papers.schemas import PaperSchema
from services.documents.papers.steps import HandedIn

WHAT = "Mengirim surat bukti bagian demi bagian"
blueprint = Blueprint("paper_parts", __name__, url_prefix="/v1/papers/uploads", description=WHAT)


@blueprint.post("")
@roles(OFFICER, PPID, PAPERS)
@blueprint.arguments(BeginPaperSchema)
@blueprint.response(201, ComingSchema)
def begin(told: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Announce a paper. It may come in any order of parts, within half a day; whoever is cut off asks and goes on."""
    paper = paper_parts.begin(HandedIn(request_id=my_request(told.pop("request")), **told))
    return _told(paper, []), 201, {"Location": f"/api/documents/v1/papers/uploads/{paper.id}"}


@blueprint.get("/<uuid:paper_id>")
@roles(OFFICER, PPID, PAPERS)
@blueprint.response(200, ComingSchema)
def show(paper_id: UUID) -> dict[str, Any]:
    """Which parts are there."""
    return _told(_mine(paper_id), paper_parts.there(paper_id))


@blueprint.put("/<uuid:paper_id>")
@roles(OFFICER, PPID, PAPERS)
@blueprint.doc(requestBody=described("The part, with Content-Length"))
@blueprint.arguments(PartQuery, location="query")
@blueprint.response(204)
def put(query: dict[str, Any], paper_id: UUID) -> None:
    """Bring a part; brought again, it takes the place of the one before."""
    size = announced_length()
    paper_parts.put(_mine(paper_id).id, query["part"], body(PART), size)


@blueprint.post("/<uuid:paper_id>")
@roles(OFFICER, PPID, PAPERS)
@blueprint.response(200, PaperSchema)
def complete(paper_id: UUID) -> Paper:
    """Say that all parts are there. The paper is `stored` at once, or `waiting`; asked again, it answers the same."""
    mine = _mine(paper_id).id
    with current_app.extensions["papers"].one():
        errand = paper_parts.complete(mine)
        return attempted(errand) if errand else queries.paper(mine)


def _mine(paper_id: UUID) -> Paper:
    """A paper that whoever asks may bring.

    Raises:
        NotFound: this office has none, or it is of another request than the applicant's.
    """
    paper = queries.paper(paper_id)
    my_request(paper.request_id)
    return paper


def _told(paper: Paper, parts: list[int]) -> dict[str, Any]:
    return {"id": paper.id, "size": paper.size, "part_size": PART, "parts": parts}
