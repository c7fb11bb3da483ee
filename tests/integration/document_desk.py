"""Bringing files to documents and fetching them, as an officer of KPU Kota Depok."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import psycopg
from minio import Minio
from werkzeug.test import TestResponse

from chassis import clock
from chassis.db import bound, transaction
from contracts.objections import ObjectionSubmitted
from contracts.requests import RequestDecided, RequestRegistered
from services.documents import errands as tasks
from services.documents.files.commands import sweep as sweeping
from services.documents.files.models.files import Document
from services.documents.files.queries.files import GIVEN_AS
from services.documents.files.steps.files import COPY, FILE
from services.documents.files.steps.offices import ourselves
from services.documents.gate.commands.originals import ORIGINAL
from services.documents.papers.steps import PAPER
from services.documents.previews import commands as preview_commands
from services.documents.retention.commands import rounds
from services.documents.storage import at
from tests.corpora import leaking_pdfs
from tests.integration.conftest import DEPOK, Working

PDF = leaking_pdfs.clean()
JUDGE = "staff:2"  # a PPID who did not bring the file
STAYS = {"reason": "mistaken", "words": "Nomor register surat, bukan nomor kependudukan."}


def requested(documents: Working, request_id: UUID | None = None) -> UUID:
    """A request, a new one unless it is named, that the register told documents of."""
    told = RequestRegistered(
        request_id=request_id or uuid4(), number="1/PPID-P/32.76/XI/2026", regime="ordinary", due_on=date(2026, 12, 8),
        extended_due_on=date(2026, 12, 17),
    )  # fmt: skip
    documents.hear(DEPOK, told)
    return told.request_id


def send(
    documents: Working, content: bytes = PDF, name: str = "jawaban.pdf", *, request_id: UUID | None = None, **call: Any
) -> TestResponse:
    """Send a file as the body of a request."""
    path = f"/v1/documents?request={requested(documents, request_id)}&purpose=answer&name={quote(name)}"
    headers = {"Content-Length": str(len(content))} | call.pop("headers", {})
    body = io.BytesIO(content)
    return documents.ask(DEPOK, "officer", path=path, method="POST", input_stream=body, headers=headers, **call)


def kept(documents: Working, **sent: Any) -> dict[str, Any]:
    """Send a file that is taken; what is known about it."""
    answer = send(documents, **sent)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def decided(documents: Working, *given: dict[str, Any], at: datetime | None = None, version: int = 1) -> None:
    """A decision on the request of some files gave them to its applicant, now if no moment is named."""
    told = RequestDecided(
        request_id=UUID(given[0]["request"]), number="1", outcome="granted",
        documents=tuple(UUID(one["id"]) for one in given), decided_at=at or clock.now(),
    )  # fmt: skip
    documents.hear(DEPOK, told, version)


def objected(documents: Working, request_id: UUID) -> UUID:
    """An objection was filed about a request; the id of the objection."""
    told = ObjectionSubmitted(
        objection_id=uuid4(), request_id=request_id, number="1", channel="portal", grounds=("a",), by_attorney=False,
        received_at=clock.now(),
    )  # fmt: skip
    documents.hear(DEPOK, told)
    return told.objection_id


def outlived(documents: Working, later: timedelta, **sent: Any) -> dict[str, Any]:
    """A file that a decision gave and whose schedule has run out by the later day; no file of another test has."""
    document = kept(documents, **{"name": "laporan-lama.pdf"} | sent)
    decided(documents, document)
    with clock.held(clock.now() + later), bound(documents.runtime.database):
        rounds.keep(documents.runtime)
    with rows(documents.env["PPID_ADMIN_DATABASE_URL"]) as connection:
        connection.execute("update document set keep_until = null where id <> %s", [document["id"]])
    return document


def accept(
    documents: Working, document: dict[str, Any], finding: int = 0, role: str = "ppid", **changes: Any
) -> TestResponse:
    """Let a finding of a file stay as it is read by now; of one that nobody read yet, as of this moment."""
    clearance = shown(documents, document)["clearance"] or {"checked_at": clock.now().isoformat()}
    call = {"actor": changes.pop("actor", JUDGE), "path": f"/v1/documents/{document['id']}/acceptances"}
    body = {"finding": finding, "checked_at": clearance["checked_at"], **STAYS, **changes}
    return documents.ask(DEPOK, role, method="POST", json=body, **call)


def shown(documents: Working, document: dict[str, Any]) -> dict[str, Any]:
    """What is known about a file by now."""
    found: dict[str, Any] = documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}").get_json()
    return found


def previewed(documents: Working, document: dict[str, Any]) -> dict[str, Any]:
    """What is known about a file once its preview was made, as the tick makes it."""
    with documents.runtime.acting(ourselves(DEPOK)), transaction() as session:
        row = session.get_one(Document, (DEPOK, UUID(document["id"])), options=GIVEN_AS)
        assert row.given_as
        preview_commands.make(row.given_as)
    return shown(documents, document)


def fetch(documents: Working, document: dict[str, Any], **call: Any) -> TestResponse:
    """Fetch a file."""
    return documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content", **call)


def storage(s3_url: str) -> Minio:
    """The storage with the platform's own key, its buckets made."""
    at(s3_url).prepare()
    login, _, address = s3_url.removeprefix("http://").partition("@")
    user, _, password = login.partition(":")
    return Minio(address, user, password, secure=False)


def quarantined(bucket: Minio) -> set[str | None]:
    """The keys of everything in quarantine."""
    return {found.object_name for found in bucket.list_objects("quarantine", recursive=True)}


def rows(postgres_admin_url: str) -> psycopg.Connection[Any]:
    """The database as its superuser sees it, beyond all offices."""
    return psycopg.connect(postgres_admin_url.rpartition("/")[0] + "/ppid_documents", autocommit=True)


def told(rows: psycopg.Connection[Any]) -> set[str]:
    """The files that other services were told of."""
    return {json.loads(body)["subject"] for (body,) in rows.execute("select body from outbox")}


def tick(working: Working, later: timedelta) -> None:
    """What the tick does when its time has come."""
    with clock.held(clock.now() + later), bound(working.runtime.database):
        for kind in (COPY, FILE, PAPER, COPY, ORIGINAL):
            tasks.attempt_due(working.runtime, kind)
        sweeping.sweep(working.runtime)


def raising(error: BaseException) -> Callable[..., Any]:
    """A step that fails."""

    def fail(*_given: Any, **_named: Any) -> Any:
        raise error

    return fail
