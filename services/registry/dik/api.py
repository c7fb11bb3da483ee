"""Who may ask about exempt information: the office its proposals, the testing office its tests, everybody the list."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from chassis.offices import today
from chassis.web import etag, expected_version, roles
from services.registry.cases.domain.cases import OFFICER, PPID
from services.registry.dik import queries, schemas
from services.registry.dik.commands import consequence_tests
from services.registry.dik.commands import proposals as proposing
from services.registry.dik.domain import Proposed, Sheet, State, in_force
from services.registry.dik.models import ConsequenceTest, ExemptEntry, Proposal
from services.registry.dik.steps.proposals import own_testers
from services.registry.dip.domain.entries import Decree

SUPERIOR = "superior"
Answer = tuple[dict[str, Any], int, dict[str, str]]

proposals = Blueprint("proposals", __name__, url_prefix="/v1/proposals", description="Usul pengecualian informasi")
tests = Blueprint("tests", __name__, url_prefix="/v1/tests", description="Uji konsekuensi")
exempt = Blueprint("exempt", __name__, url_prefix="/v1/exempt", description="Daftar informasi dikecualikan (DIK)")


@proposals.get("")
@roles(OFFICER, PPID, SUPERIOR)
@proposals.arguments(schemas.PageQuery, location="query")
@proposals.response(200, schemas.ProposalPageSchema)
def list_proposals(query: dict[str, Any]) -> dict[str, Any]:
    """Return the office's own proposals, last changed first."""
    page = queries.proposals(query["page"], query["size"])
    return {"items": page.items, "total": page.total, "testers": own_testers()}


@proposals.post("")
@roles(OFFICER, PPID)
@proposals.arguments(schemas.ProposalToKeepSchema)
@proposals.response(201, schemas.ProposalFileSchema)
def propose(said: Proposed) -> Answer:
    """Write a proposal; nobody outside the office sees it yet."""
    return _proposal(proposing.propose(said).id, 201)


@proposals.get("/<uuid:proposal_id>")
@roles(OFFICER, PPID, SUPERIOR)
@proposals.response(200, schemas.ProposalFileSchema)
def show_proposal(proposal_id: UUID) -> Answer:
    """One proposal with its history."""
    return _proposal(proposal_id)


@proposals.put("/<uuid:proposal_id>")
@roles(OFFICER, PPID)
@proposals.arguments(schemas.ProposalToKeepSchema)
@proposals.response(200, schemas.ProposalFileSchema)
def edit_proposal(said: Proposed, proposal_id: UUID) -> Answer:
    """Change a proposal that was not handed over yet."""
    return _proposal(proposing.edit(proposal_id, expected_version(), said).id)


@proposals.post("/<uuid:proposal_id>/submission")
@roles(PPID)
@proposals.response(200, schemas.ProposalFileSchema)
def submit(proposal_id: UUID) -> Answer:
    """Hand the proposal over to the office that tests it."""
    return _proposal(proposing.submit(proposal_id, expected_version()).id)


@tests.get("")
@roles(OFFICER, PPID, SUPERIOR)
@tests.arguments(schemas.TestsQuery, location="query")
@tests.response(200, schemas.TestPageSchema)
def list_tests(query: dict[str, Any]) -> queries.Page:
    """Return the tests in the hands of this office, those that wait longest first."""
    return queries.tests(State(query["state"]) if query["state"] else None, query["page"], query["size"])


@tests.get("/<uuid:test_id>")
@roles(OFFICER, PPID, SUPERIOR)
@tests.response(200, schemas.TestFileSchema)
def show_test(test_id: UUID) -> Answer:
    """One test with its history."""
    return _test(test_id)


@tests.post("/<uuid:test_id>/conclusion")
@roles(PPID)
@tests.arguments(schemas.ConclusionSchema)
@tests.response(200, schemas.TestFileSchema)
def conclude(body: dict[str, Any], test_id: UUID) -> Answer:
    """Declare the information exempt by a decree that binds every office."""
    sheet = Sheet(**{name: body[name] for name in schemas.SHEET})
    decree = Decree(body["decree_number"], body["decree_on"])
    said, confirmed = (sheet, body["considerations"], decree), body["not_always_open"]
    return _test(consequence_tests.conclude(test_id, expected_version(), *said, not_always_open=confirmed).id)


@tests.post("/<uuid:test_id>/rejection")
@roles(PPID)
@tests.arguments(schemas.BecauseSchema)
@tests.response(200, schemas.TestFileSchema)
def decline(body: dict[str, Any], test_id: UUID) -> Answer:
    """Find that the information stays open, with the reason."""
    return _test(consequence_tests.decline(test_id, expected_version(), body["because"]).id)


@tests.post("/<uuid:test_id>/ending")
@roles(PPID)
@tests.arguments(schemas.EndingSchema)
@tests.response(200, schemas.TestFileSchema)
def end(body: dict[str, Any], test_id: UUID) -> Answer:
    """End an exemption before its time: withdrawn, or opened by a ruling."""
    return _test(consequence_tests.end(test_id, expected_version(), body["how"], body["ended_on"], body["because"]).id)


@exempt.get("")
@exempt.arguments(schemas.EntriesQuery, location="query")
@exempt.response(200, schemas.ExemptPageSchema)
def list_entries(query: dict[str, Any]) -> dict[str, Any]:
    """Return the national exempt list. Everybody may ask."""
    on = query["on"] or today()
    page = queries.entries(query["on"], query["letter"], query["page"], query["size"])
    return {"items": [_entry(entry, on) for entry in page.items], "total": page.total}


@exempt.get("/ending")
@roles(OFFICER, PPID)
@exempt.response(200, schemas.EndingRefusalsSchema)
def list_ending_refusals() -> dict[str, list[queries.Ending]]:
    """Return the office's single refusals whose own period ends soon: each waits for its opening decision."""
    return {"items": queries.ending_refusals(today())}


@exempt.get("/<uuid:entry_id>")
@exempt.arguments(schemas.DayQuery, location="query")
@exempt.response(200, schemas.ExemptEntrySchema)
def show_entry(query: dict[str, Any], entry_id: UUID) -> dict[str, Any]:
    """One entry, and whether it closes anything on a day. Everybody may ask."""
    return _entry(queries.entry(entry_id), query["on"] or today())


def _proposal(proposal_id: UUID, status: int = 200) -> Answer:
    found, history = queries.proposal(proposal_id)
    return _fields(found, schemas.ProposalSchema) | {"history": history}, status, etag(found.version)


def _test(test_id: UUID) -> Answer:
    found, history = queries.test(test_id)
    return _fields(found, schemas.TestSchema) | {"history": history}, 200, etag(found.version)


def _entry(entry: ExemptEntry, on: date) -> dict[str, Any]:
    live = in_force(entry.decree_on, entry.ends_on, entry.ended_on, on)
    return {name: getattr(entry, name) for name in schemas.ExemptEntrySchema().fields if name != "live"} | {
        "live": live
    }


def _fields(row: Proposal | ConsequenceTest, schema: type[schemas.SheetSchema]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schema().fields}
