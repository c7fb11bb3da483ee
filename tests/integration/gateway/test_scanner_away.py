"""The virus scanner is away for more than an hour: people see what waits, nothing is lost, all goes on by itself."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from minio import Minio
from structlog.testing import capture_logs

from chassis.service import Runtime
from gateway.app import create_app
from gateway.config import DEMO_PASSWORD
from services.documents.files.commands import scanner
from services.documents.files.domain.files import PART
from tests.corpora.honest import pdf, scan
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import PDF, fetch, quarantined, send, shown, tick, told
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.test_documents_failing import EICAR, NOWHERE, other

pytestmark = pytest.mark.stack
MINUTES = range(5, 100, 5)  # at which the tick goes round: an hour and a half
WAITS = "Menunggu pemeriksaan keamanan; belum dapat dipakai"


@pytest.fixture
def blind(documents: Working) -> Iterator[Working]:
    with other(documents, PPID_CLAMD_ADDRESS=NOWHERE) as working:
        yield working


@pytest.fixture
def seeing(documents: Working, clamd_address: str) -> Iterator[Working]:
    with other(documents, PPID_CLAMD_ADDRESS=clamd_address) as working:
        yield working


def _site(runtime: Runtime, memory: Memory, documents: Working) -> Browser:
    services = Services.of(memory, documents=Direct(documents, appointed=False))
    return Browser(create_app(runtime, services), "depokkotappid.localhost", address())  # type: ignore[arg-type]


def _in_parts(documents: Working, request_id: UUID, content: bytes) -> dict[str, Any]:
    said = {"request": str(request_id), "purpose": "answer", "name": "besar.pdf", "size": len(content)}
    upload = documents.ask(DEPOK, "officer", path="/v1/uploads", method="POST", json=said).get_json()
    path = f"/v1/uploads/{upload['id']}"
    for number, at in enumerate(range(0, len(content), PART), 1):
        part = io.BytesIO(content[at : at + PART])
        length = {"Content-Length": str(len(part.getvalue()))}
        put = documents.ask(
            DEPOK, "officer", path=f"{path}?part={number}", method="PUT", input_stream=part, headers=length
        )
        assert put.status_code == 204
    found: dict[str, Any] = documents.ask(DEPOK, "officer", path=path, method="POST").get_json()
    return found


def _waits(documents: Working, bucket: Minio, document: dict[str, Any]) -> None:
    """A file lies in quarantine and nowhere else, and is given to nobody."""
    key = f"t/{DEPOK}/{document['id']}"
    assert shown(documents, document)["state"] == "waiting"
    assert key in quarantined(bucket)
    assert list(bucket.list_objects("evidence", prefix=key, include_version=True)) == []
    assert fetch(documents, document).get_json()["code"] == "not-ready"


def test_while_the_scanner_is_away_for_an_hour_and_a_half_nothing_is_lost_and_all_goes_on_by_itself(
    blind: Working, seeing: Working, bucket: Minio, files: psycopg.Connection[Any], runtime: Runtime, memory: Memory,
    case_id: str,
) -> None:  # fmt: skip
    request_id, large = UUID(case_id), pdf(2 * PART + 1000)
    earlier = send(seeing, name="sudah.pdf", request_id=request_id).get_json()
    before = told(files)
    desk = _site(runtime, memory, blind).get("/kerja").send({"username": "ppid.depok", "password": DEMO_PASSWORD})

    clean = send(blind, name="jawaban.pdf", request_id=request_id).get_json()
    joined = _in_parts(blind, request_id, large)
    infected = send(blind, EICAR.encode(), "catatan.txt", request_id=request_id).get_json()
    ticket = {"actor": f"request:{case_id}"}
    hand_in = f"/v1/papers?request={case_id}&kind=identity&name=ktp.pdf"
    paper = blind.ask(DEPOK, "applicant.papers", path=hand_in, method="POST", data=scan(), **ticket).get_json()
    waiting = [clean, joined, infected]
    assert [one["state"] for one in (*waiting, paper)] == ["waiting"] * 4

    for minute in MINUTES:
        with capture_logs() as logs:
            scanner.watch(blind.runtime)
            tick(blind, timedelta(minutes=minute))
        assert "scanner_away" in {line["event"] for line in logs}  # the alarm goes on, whoever sends
    for one in waiting:
        _waits(blind, bucket, one)
    assert fetch(blind, earlier).data == PDF  # what was checked before is given as always
    assert desk.get(f"/kerja/{case_id}").words.count(WAITS) == 3
    listed = blind.ask(DEPOK, "applicant.papers", path=f"/v1/papers?request={case_id}", **ticket).get_json()["items"]
    assert [one["state"] for one in listed] == ["waiting"]
    assert told(files) == before

    tick(seeing, timedelta(minutes=MINUTES[-1] + 10))  # no file rests longer than that
    assert [shown(seeing, one)["state"] for one in waiting] == ["stored", "stored", "refused"]
    assert (fetch(seeing, clean).data, fetch(seeing, joined).data) == (PDF, large)
    listed = seeing.ask(DEPOK, "applicant.papers", path=f"/v1/papers?request={case_id}", **ticket).get_json()["items"]
    assert [one["state"] for one in listed] == ["stored"]
    assert told(files) - before == {clean["id"], joined["id"], paper["id"]}  # a paper may be a repair
    assert WAITS not in desk.get(f"/kerja/{case_id}").words
    left = "select count(*) from errand where id = any(%s)"
    assert files.execute(left, [[one["id"] for one in (*waiting, paper)]]).fetchone() == (0,)
