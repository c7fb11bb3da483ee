"""Who may hand in papers that prove who asks, see which came, and look at one."""

from typing import Any
from uuid import UUID

from flask import Response, current_app
from flask_smorest import Blueprint

from chassis.context import current
from chassis.errands import Errand
from chassis.errors import NotFound
from chassis.tokens import PAPERS
from chassis.web import roles
from contracts.roles import OFFICER, PPID, SUPERIOR
from services.documents import errands
from services.documents.files.api.bodies import announced_length, body, described
from services.documents.files.api.content import CAGE, own_request
from services.documents.files.domain.files import State
from services.documents.files.domain.formats import FileRefused
from services.documents.files.steps import requests
from services.documents.papers import queries
from services.documents.papers.commands import papers, submissions
from services.documents.papers.domain import LARGEST
from services.documents.papers.models import Paper
from services.documents.papers.schemas import CameQuery, CameSchema, HandInQuery, PaperSchema, PapersQuery, PapersSchema
from services.documents.papers.steps import PAPER, HandedIn

blueprint = Blueprint("papers", __name__, url_prefix="/v1/papers", description="Surat bukti pemohon")


@blueprint.post("")
@roles(OFFICER, PPID, PAPERS)
@blueprint.doc(requestBody=described("The paper, with Content-Length"))
@blueprint.arguments(HandInQuery, location="query")
@blueprint.response(201, PaperSchema)
def hand_in(query: dict[str, Any]) -> Paper:
    """Hand in a paper: the applicant for the own request, staff for any of the office. At most 10 MB."""
    size = announced_length()
    said = HandedIn(request_id=my_request(query.pop("request")), size=size, **query)
    with current_app.extensions["papers"].one():
        # What is a little too large is told so in a sentence of its own.
        return attempted(submissions.hand_in(said, body(2 * LARGEST)))


@blueprint.get("")
@roles(OFFICER, PPID, SUPERIOR, PAPERS)
@blueprint.arguments(PapersQuery, location="query")
@blueprint.response(200, PapersSchema)
def list_papers(query: dict[str, Any]) -> dict[str, Any]:
    """Which papers of a request came, and what became of each."""
    if PAPERS in current().roles:
        my_request(query["request"])
    return {"items": queries.of_request(query["request"])}


@blueprint.get("/came")
@roles(OFFICER, PPID, SUPERIOR)
@blueprint.arguments(CameQuery, location="query")
@blueprint.response(200, CameSchema)
def list_came(query: dict[str, Any]) -> dict[str, Any]:
    """Which kinds of papers are there, of many requests at once."""
    return {"items": [{"request": one, "kinds": kinds} for one, kinds in queries.kinds_of(query["requests"])]}


@blueprint.get("/<uuid:paper_id>/copy.pdf")
@roles(OFFICER, PPID)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def look_at(paper_id: UUID) -> Response:
    """A paper as marked pictures; the audit record says who looked."""
    found = queries.paper(paper_id)
    pdf = queries.copy(found)
    papers.viewed(found)
    return Response(pdf, content_type="application/pdf", headers=CAGE)


def my_request(request_id: UUID) -> UUID:
    """The request, if whoever asks may bring papers to it: the applicant's ticket names it, staff's register has it.

    Raises:
        NotFound: neither.
    """
    if PAPERS in current().roles:
        if own_request() != request_id:
            raise NotFound
    else:
        requests.number_of(request_id)
    return request_id


def attempted(errand: Errand) -> Paper:
    """Check a paper that came in whole, at once if that is possible.

    Raises:
        FileRefused: it did not pass.
    """
    errands.attempt(PAPER, errand)
    paper = queries.paper(errand.id)
    if paper.state == State.REFUSED:
        raise FileRefused(paper.why or "")
    return paper
