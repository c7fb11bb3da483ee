"""One of everything in one office, for the test that another office finds none of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from chassis import clock
from chassis.context import Context
from chassis.db import transaction
from contracts.cases import (
    ApplicantActed,
    CaseAdvanced,
    CaseRescheduled,
    CaseSplit,
)
from contracts.documents import (
    DocumentBlackened,
    DocumentCleared,
    DocumentReplaced,
    DocumentStandingChanged,
    DocumentStored,
    DocumentSuspended,
    MatterOutlived,
)
from contracts.event import Event
from contracts.requests import RequestDecided, RequestRegistered, RequestSplitOff, RequestSubmitted
from services.documents.files.models.files import Document
from services.documents.files.queries.files import GIVEN_AS
from services.documents.previews import commands as preview_commands
from services.documents.retention.models.disposals import Disposal
from services.intake.domain.importing import FORMS
from statute.report import parts
from tests.corpora import leaking_pdfs
from tests.corpora.sheets import sheet
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import requested
from tests.integration.planting_claims import claimed, plant_person
from tests.integration.planting_events import APART, arrivals, transfers
from tests.integration.planting_lists import CANARY, LIST_QUERIES, plant_lists
from tests.integration.planting_objections import plant_dispute, plant_objection

NOT_HELD = {
    "outcome": "not_held", "statement": f"Dokumen {CANARY} tidak dikuasai kantor ini.", "holder": f"Dinas {CANARY}",
}  # fmt: skip
PDF = leaking_pdfs.clean()


@dataclass(frozen=True, slots=True)
class Planted:
    """What lies in the planted office: values for URL parameters, query strings by endpoint, events about it."""

    ids: Mapping[str, Any]
    queries: Mapping[str, str]
    events: Mapping[type[Event], Event]


def plant(services: Mapping[str, Working]) -> Planted:
    """Submit a request in KPU Kota Depok, register it, answer it with a file, and tell everybody."""
    answer = services["intake"].ask(DEPOK, path="/v1/requests", method="POST", json=submission())
    assert answer.status_code == 201, answer.get_json()
    given = answer.get_json()
    request_id = UUID(given["id"])
    submitted = RequestSubmitted(
        request_id=request_id, number=given["number"], channel="portal", applicant_kind="person",
        category="data_pemilih", received_at=datetime.fromisoformat(given["received_at"]), regime=None,
    )  # fmt: skip
    services["registry"].hear(DEPOK, submitted)
    document = _brought(services["documents"], request_id)
    document_id = UUID(document["id"])
    _moved_in(services["intake"])
    later = _what_follows(request_id, given["number"], document_id)
    services["registry"].hear(DEPOK, later[2])
    services["notify"].hear(DEPOK, submitted)
    told = (*later, *_gate_said(later[2]), *claimed(request_id))
    listed, exempting = plant_lists(services["registry"])
    objection_id, objected = plant_objection(services, given["tracking_token"], CANARY)
    return Planted(
        ids={
            "request_id": request_id,
            "case_id": request_id,
            "document_id": document_id,
            **plant_person(services["intake"], request_id, given["tracking_token"]),
            **listed,
            "objection_id": objection_id,
            "dispute_id": plant_dispute(services["registry"], objection_id, CANARY),
            "token": given["tracking_token"],
            **_laid_by(services["documents"], request_id),
            **_blackened(services["documents"], document_id),
            "sha256": document["sha256"],
            "appointment_id": _appointed(services["registry"]),
            "report_id": _reported(services["registry"]),
            "letter_id": _letter_before(services["registry"], request_id),
            "code": _issued_letter(services["registry"], request_id),
        },
        queries=_queries(request_id),
        events={type(fact): fact for fact in (submitted, *told, *APART, *objected, *exempting)},
    )


def _brought(documents: Working, request_id: UUID) -> dict[str, Any]:
    """A file for the answer, named with the canary."""
    requested(documents, request_id)
    path = f"/v1/documents?request={request_id}&purpose=answer&name={CANARY}.pdf"
    answer = documents.ask(DEPOK, "ppid", path=path, method="POST", data=PDF)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    with documents.runtime.acting(Context(DEPOK, "service:documents")), transaction() as session:
        stored = session.get_one(Document, (DEPOK, UUID(found["id"])), options=GIVEN_AS)
        assert stored.given_as
        preview_commands.make(stored.given_as)
    return found


def _moved_in(intake: Working) -> None:
    """A row of each old register whose every text holds the canary."""
    for register, form in FORMS.items():
        told = {one.name: f"{one.headings[0]} {CANARY}" for one in form.columns}
        told |= dict.fromkeys(form.days, "2024-01-08")
        content = sheet([[one.headings[0] for one in form.columns], [told[one.name] for one in form.columns]])
        path = f"/v1/registers/{register}/import"
        taken = intake.ask(DEPOK, "ppid", path=path, method="POST", data=content)
        assert taken.status_code == 200, taken.get_json()


def _appointed(registry: Working) -> str:
    """An appointment whose every text holds the canary."""
    answer = registry.ask(DEPOK, "superior", path="/v1/appointments", method="POST", json=appointment())
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["id"])


def _reported(registry: Working) -> str:
    """A draft of an annual report whose every text holds the canary."""
    started = registry.ask(DEPOK, "ppid", path="/v1/reports", method="POST", json={"year": 2021}).get_json()
    words = {"words": {part.code: CANARY for part in parts()}}
    path, headers = f"/v1/reports/{started['id']}", {"If-Match": '"1"'}
    written = registry.ask(DEPOK, "ppid", path=path, method="PUT", json=words, headers=headers)
    assert written.status_code == 200, written.get_json()
    return str(started["id"])


def appointment() -> dict[str, Any]:
    """An adviser of the planted office."""
    return {
        "role": "adviser", "name": f"Dewi {CANARY}", "position": f"Anggota {CANARY}", "holder": f"staff:{CANARY}",
        "decree_number": CANARY, "decree_on": "2026-01-05", "since": "2026-01-05",
    }  # fmt: skip


def _blackened(documents: Working, document_id: UUID) -> dict[str, Any]:
    """A redaction whose every text holds the canary, a page and a list of boxes of it."""
    path = f"/v1/documents/{document_id}/redactions"
    begun = documents.ask(DEPOK, "officer", path=path, method="POST").get_json()
    box = {"page": 1, "x": 0.1, "y": 0.1, "width": 0.5, "height": 0.1, "ground": "h", "note": CANARY}
    path, headers = f"/v1/redactions/{begun['id']}/boxes", {"If-Match": '"1"'}
    saved = documents.ask(DEPOK, "officer", path=path, method="PUT", json={"boxes": [box]}, headers=headers)
    assert saved.status_code == 200, saved.get_json()
    path, headers = f"/v1/redactions/{begun['id']}", {"If-Match": '"2"'}
    for step, said in (("proposal", {"file_name": CANARY}), ("decision", {"approve": False, "words": CANARY})):
        done = documents.ask(DEPOK, "officer", path=f"{path}/{step}", method="POST", json=said, headers=headers)
        assert done.status_code == 200, done.get_json()
    assert CANARY in documents.ask(DEPOK, "officer", path="/v1/redactions?size=200").get_data(as_text=True)
    return {"redaction_id": begun["id"], "page": 1, "version": 2}


def _laid_by(documents: Working, request_id: UUID) -> dict[str, Any]:
    return {"disposal_id": _proposed(documents), "paper_id": _proved(documents, request_id)}


def _proved(documents: Working, request_id: UUID) -> str:
    """A paper that proves who asks."""
    path = f"/v1/papers?request={request_id}&kind=identity&name=ktp.pdf"
    handed_in = documents.ask(DEPOK, "officer", path=path, method="POST", data=PDF)
    assert handed_in.status_code == 201, handed_in.get_json()
    return str(handed_in.get_json()["id"])


def _proposed(documents: Working) -> UUID:
    """A disposal that somebody with the canary in the name proposed."""
    with documents.runtime.acting(Context(DEPOK, "staff:8")), transaction() as session:
        proposed = Disposal(
            id=uuid4(), stage="proposed", proposed_by="staff:8", proposer=CANARY, proposed_at=clock.now()
        )
        session.add(proposed)
        return proposed.id


def _gate_said(stored: Event) -> tuple[Event, ...]:
    assert isinstance(stored, DocumentStored)
    about = {"document_id": stored.document_id, "request_id": stored.request_id}
    blackened, cleared = DocumentBlackened(**about, grounds=("h",)), DocumentCleared(**about, sha256=stored.sha256)
    standing = DocumentStandingChanged(**about, standing="ready", sha256=stored.sha256, media_type="text/csv", size=9)
    return blackened, cleared, DocumentReplaced(**about), DocumentSuspended(**about), standing


def _queries(request_id: UUID) -> dict[str, str]:
    year = clock.now().year
    return {
        "requests.list_requests": f"?ids={request_id}",
        "papers.show_addressee": "?at=2026-11-24T09:00:00Z",
        "registers.list_imported": "?year=2024&size=500&opened=true",
        **{f"registers.list_imported_{name}": "?year=2024&size=500&opened=true" for name in ("objections", "disputes")},
        "registers.count_imported": "?year=2024",
        "reports.list_delivered": "?year=2021",
        "cases.list_cases": "?tab=all&size=200",
        "objections.list_objections": "?tab=ordered&size=200",
        **LIST_QUERIES,
        "documents.list_documents": f"?request={request_id}",
        "redactions.list_proposals": "?size=200",
        "checkpoints.show_growth": "?service=registry&since=1",
        "documents.upload": f"?request={request_id}&purpose=answer&name=jawaban.pdf",
        "file_parts.put": "?part=1",
        "paper_parts.put": "?part=1",
        "papers.hand_in": f"?request={request_id}&kind=identity&name=ktp.pdf",
        "papers.list_papers": f"?request={request_id}",
        "papers.list_came": f"?requests={request_id}",
        "notices.list_notices": f"?request={request_id}",
        **{f"registers.list_{name}_rows": f"?year={year}&size=500" for name in ("request", "objection", "dispute")},
        **{f"registers.list_{name}_entries": f"?year={year}&opened=true" for name in ("request", "objection")},
    }


def _letter_before(registry: Working, case_id: UUID) -> str:
    """A question of the office, with the canary in it."""
    path, said = f"/v1/cases/{case_id}", {"act": "clarify", "statement": f"Tahun berapa, {CANARY}?"}
    asked = registry.ask(DEPOK, "officer", path=f"{path}/acts", method="POST", json=said, headers={"If-Match": '"1"'})
    assert asked.status_code == 200, asked.get_json()
    return str(registry.ask(DEPOK, "officer", path=f"{path}/letters").get_json()["items"][0]["id"])


def _issued_letter(registry: Working, case_id: UUID) -> str:
    """The verification code of the written notice that was issued on a case."""
    decided = registry.ask(
        DEPOK, "ppid", path=f"/v1/cases/{case_id}/decision", method="POST", json=NOT_HELD, headers={"If-Match": '"2"'}
    )
    assert decided.status_code == 200, decided.get_json()
    return str(decided.get_json()["decision"]["verification_url"].rpartition("/")[2])


def _what_follows(request_id: UUID, number: str, document_id: UUID) -> tuple[Event, ...]:
    registered = RequestRegistered(
        request_id=request_id, number=number, regime="ordinary", due_on=date(2026, 12, 8),
        extended_due_on=date(2026, 12, 17),
    )  # fmt: skip
    decided = RequestDecided(
        request_id=request_id, number=number, outcome="granted", documents=(document_id,),
        decided_at=clock.now(),
    )  # fmt: skip
    stored = DocumentStored(
        document_id=document_id, request_id=request_id, purpose="answer", media_type="application/pdf",
        sha256="ab" * 32, size=len(PDF),
    )  # fmt: skip
    acted = ApplicantActed(request_id=request_id, number=number, act="withdraw", acted_at=clock.now())
    advanced = CaseAdvanced(
        request_id=request_id, number=number, act="withdraw", stage="withdrawn", until=None,
        advanced_at=clock.now(),
    )  # fmt: skip
    rescheduled = CaseRescheduled(
        request_id=request_id, number=number, cause="calendar", regime="ordinary", due_on=date(2026, 12, 9),
        extended_due_on=date(2026, 12, 18), complete_from=None, rescheduled_at=clock.now(),
    )  # fmt: skip
    split = CaseSplit(request_id=request_id, number=number, parts=(uuid4(), uuid4()), split_at=clock.now())
    split_off = RequestSplitOff(
        request_id=uuid4(), number=number, part_of=request_id, channel="portal", applicant_kind="person",
        category="data_pemilih", received_at=clock.now(), regime="ordinary",
    )  # fmt: skip
    outlived = MatterOutlived(request_id=request_id, schedule="identity", ended_on=date(2030, 1, 1))
    gone = (split, split_off, outlived, *arrivals(request_id, number), *transfers(request_id, number))
    return registered, decided, stored, acted, advanced, rescheduled, *gone


def submission() -> dict[str, Any]:
    """A request whose every text holds the canary."""
    return {
        "applicant": {
            "kind": "person",
            "name": f"Siti {CANARY}",
            "nik": "3276995403989001",
            "address": f"Jl. {CANARY} 12, Kota Depok",
            "email": f"{CANARY}@example.com",
            "phone": "+6281000000001",
            "occupation": CANARY,
        },
        "category": "data_pemilih",
        "subject": f"Rekapitulasi {CANARY}",
        "detail": f"Mohon salinan {CANARY}.",
        "purpose": f"Skripsi {CANARY}.",
        "obtain": "copy",
        "format": "softcopy",
        "delivery": "download",
        "declaration": True,
        "another": True,
    }
