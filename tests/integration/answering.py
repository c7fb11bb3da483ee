"""A request that was answered with files, in services that ask each other over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from chassis import clock
from contracts.documents import DocumentStandingChanged, DocumentStored
from contracts.objections import ObjectionSubmitted
from contracts.requests import RequestDecided, RequestRegistered, RequestSubmitted
from tests.corpora.leaking_pdfs import LINE, paper, said, saved
from tests.integration.conftest import DEPOK, SUPERIOR, Working, appoint_holders
from tests.integration.document_desk import kept
from tests.integration.planting import submission
from tests.integration.serving import served, started

DECIDED_AT = datetime(2026, 12, 1, 3, 30, 15, tzinfo=UTC)
# Nothing to hide, and longer than a piece of those that travel: the drawing orders hold a long remark.
PDF = saved(paper(said(LINE) + b"% " + b"isi " * 700_000 + b"\n"), compress_streams=False)
SHEET = b"nama;jumlah\nDepok;7\n"
GRANT = {
    "outcome": "granted", "statement": "Salinan kami berikan seluruhnya.", "medium": "softcopy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """The services, the request, and the secret by which its applicant follows it."""

    intake: Working
    registry: Working
    documents: Working
    notify: Working
    request_id: UUID
    token: str


def copies(documents: Working, request_id: UUID) -> list[bytes]:
    """What was given in answer to a request, file by file."""
    items = documents.ask(DEPOK, "officer", path=f"/v1/answers/{request_id}").get_json()["items"]
    return [documents.ask(DEPOK, "officer", path=f"/v1/documents/{one['id']}/copy").data for one in items]


@contextmanager
def answered(work: Callable[[str], Working]) -> Iterator[Answered]:
    """A request of KPU Kota Depok that was granted with two files, a third being kept back."""
    with ExitStack() as up:
        intake, notify = work("intake"), work("notify")
        env = intake.env | {"PPID_INTAKE_URL": up.enter_context(served(intake))}
        registry = up.enter_context(started("registry", env))
        appoint_holders(registry.runtime, DEPOK)
        documents = up.enter_context(
            started(
                "documents",
                env
                | {
                    "PPID_REGISTRY_URL": up.enter_context(served(registry)),
                    "PPID_NOTIFY_URL": up.enter_context(served(notify)),
                },
            )
        )
        given = intake.ask(DEPOK, path="/v1/requests", method="POST", json=submission()).get_json()
        world = Answered(intake, registry, documents, notify, UUID(given["id"]), given["tracking_token"])
        _grant(world, given["number"])
        yield world


def disputed(world: Answered) -> UUID:
    """Object to the answer, have the objection rejected, and take it to the commission; the dispute's id."""
    filed = world.intake.ask(
        DEPOK, path=f"/v1/tracking/{world.token}/objections", method="POST",
        json={"grounds": ["d"], "position": f"Bukan yang saya minta ({uuid4()}).", "demand": "Mohon yang saya minta."},
    ).get_json()  # fmt: skip
    objection_id = UUID(filed["id"])
    submitted = ObjectionSubmitted(
        objection_id=objection_id, request_id=world.request_id, number=filed["number"], channel="portal",
        grounds=("d",), by_attorney=False, received_at=datetime.fromisoformat(filed["received_at"]),
    )  # fmt: skip
    world.registry.hear(DEPOK, submitted)
    answered = world.registry.ask(
        DEPOK, "superior", actor=SUPERIOR, path=f"/v1/objections/{objection_id}/answer", method="POST",
        json={"outcome": "rejected", "reasons": "Sudah sesuai."}, headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert answered.status_code == 200, answered.text
    recorded = world.registry.ask(
        DEPOK, "officer", path="/v1/disputes", method="POST",
        json={
            "objection_id": str(objection_id), "commission": "Komisi Informasi Provinsi Jawa Barat",
            "filed_on": clock.in_zone(clock.now(), "Asia/Jakarta").date().isoformat(), "note": "Surat #let x = 1",
        },
    )  # fmt: skip
    assert recorded.status_code == 201, recorded.text
    return UUID(recorded.get_json()["id"])


def _grant(world: Answered, number: str) -> None:
    submitted = RequestSubmitted(
        request_id=world.request_id, number=number, channel="portal", applicant_kind="person",
        category="data_pemilih", received_at=clock.now(), regime=None,
    )  # fmt: skip
    world.registry.hear(DEPOK, submitted)
    registered = RequestRegistered(
        request_id=world.request_id, number=number, regime="ordinary", due_on=date(2026, 12, 10),
        extended_due_on=date(2026, 12, 21),
    )  # fmt: skip
    world.intake.hear(DEPOK, registered)
    files = [
        kept(world.documents, content=PDF, name="Rekapitulasi: Kota Depok.pdf", request_id=world.request_id),
        kept(world.documents, content=SHEET, name="daftar.csv", request_id=world.request_id),
    ]
    kept(world.documents, content=PDF + b" ", name="konsep.pdf", request_id=world.request_id)
    for file in files:
        stored = DocumentStored(
            document_id=UUID(file["id"]), request_id=world.request_id, purpose="answer", size=file["size"],
            media_type=file["media_type"], sha256=file["sha256"],
        )  # fmt: skip
        world.registry.hear(DEPOK, stored)
        ready = DocumentStandingChanged(
            document_id=UUID(file["id"]), request_id=world.request_id, standing="ready", sha256=file["copy"]["sha256"],
            media_type=file["copy"]["media_type"], size=file["copy"]["size"],
        )  # fmt: skip
        world.registry.hear(DEPOK, ready, 2)
    _ask_back(world)
    decided = world.registry.ask(
        DEPOK, "ppid", path=f"/v1/cases/{world.request_id}/decision", method="POST", headers={"If-Match": '"2"'},
        json=GRANT | {"documents": [file["id"] for file in files]},
    )  # fmt: skip
    assert decided.status_code == 200, decided.text
    told = RequestDecided(
        request_id=world.request_id, number=number, outcome="granted", decided_at=DECIDED_AT,
        documents=tuple(UUID(file["id"]) for file in files),
    )  # fmt: skip
    world.documents.hear(DEPOK, told)
    world.intake.hear(DEPOK, told, 2)


def _ask_back(world: Answered) -> None:
    asked = world.registry.ask(
        DEPOK, "officer", path=f"/v1/cases/{world.request_id}/acts", method="POST", headers={"If-Match": '"1"'},
        json={"act": "clarify", "statement": "Untuk seluruh kota, atau per kecamatan?"},
    )  # fmt: skip
    assert asked.status_code == 200, asked.text
