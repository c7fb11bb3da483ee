"""Files when parts fail: nothing is lost, nothing infected gets through, nothing lies around for more than a day."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from minio import Minio
from structlog.testing import capture_logs

from chassis import clock, confining, errands, metrics, settings
from chassis import service as service_module
from chassis.confining import Overran, Stalled
from chassis.db import bound
from services.documents import errands as tasks
from services.documents.files.domain.flaws import SENTENCES, Flaw
from services.documents.files.steps.files import FILE
from services.documents.storage import Storage
from services.documents.storage.faults import StorageAway
from tests.corpora import mails
from tests.corpora.hostile_pdfs import PDFS
from tests.days import on_the_machines_day
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import PDF, quarantined, raising, send, shown, tick, told

pytestmark = pytest.mark.stack
NOWHERE = "127.0.0.1:9"  # the discard port: nobody listens there
# The makers' harmless test file, kept apart so that no scanner of this repository takes it for real.
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*"


@contextmanager
def other(documents: Working, **changes: str) -> Iterator[Working]:
    """The same service on the same data with other settings."""
    env = documents.env | changes
    runtime = service_module.start(service_module.load("documents"), settings.load("documents", env))
    try:
        yield Working(runtime, runtime.service.create_app(runtime), env)
    finally:
        runtime.database.dispose()


@pytest.fixture
def scanned(documents: Working, clamd_address: str) -> Iterator[Working]:
    with other(documents, PPID_CLAMD_ADDRESS=clamd_address) as working:
        yield working


def test_a_clean_file_is_stored_at_once_and_says_that_it_was_scanned(scanned: Working) -> None:
    document = send(scanned).get_json()
    assert (document["state"], document["checked_by"]) == ("stored", "clamd")


def test_an_infected_file_is_refused_and_removed(
    scanned: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    before = quarantined(bucket)
    answer = send(scanned, EICAR.encode(), "terinfeksi.txt")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file-refused")
    assert "program berbahaya" in answer.get_json()["detail"]
    assert quarantined(bucket) == before
    last = rows.execute("select id, state, storage_version from document where name = 'terinfeksi.txt'").fetchone()
    assert last is not None
    assert last[1:] == ("refused", None)
    assert scanned.ask(DEPOK, "officer", path=f"/v1/documents/{last[0]}/content").status_code == 409


def test_an_infected_attachment_of_a_message_is_refused(scanned: Working) -> None:
    answer = send(scanned, mails.carrying(EICAR.encode(), "catatan.txt"), "surel.eml")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file-refused")
    assert "program berbahaya" in answer.get_json()["detail"]


def test_a_hostile_file_is_refused_with_its_sentence_and_removed(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    before, request_id = quarantined(bucket), uuid4()
    name, make, flaw = PDFS["script by name"]
    answer = send(documents, make(), name, request_id=request_id)
    assert (answer.status_code, answer.get_json()["detail"]) == (422, SENTENCES[flaw])
    assert quarantined(bucket) == before
    (listed,) = documents.ask(DEPOK, "officer", path=f"/v1/documents?request={request_id}").get_json()["items"]
    assert (listed["state"], listed["why"]) == ("refused", SENTENCES[flaw])
    assert documents.ask(DEPOK, "officer", path=f"/v1/documents/{listed['id']}/content").status_code == 409


@pytest.mark.promise("receiving")
def test_what_could_not_be_examined_waits_and_is_stored_once_it_was(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(confining, "run", raising(Stalled("no turn")))
        document = send(documents).get_json()
        assert (document["state"], document["stored_at"]) == ("waiting", None)
        assert documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content").status_code == 409
    tick(documents, timedelta(minutes=1))
    assert shown(documents, document)["state"] == "stored"


def test_what_used_up_what_it_may_is_refused(documents: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confining, "run", raising(Overran("memory")))
    answer = send(documents)
    assert (answer.status_code, answer.get_json()["detail"]) == (422, SENTENCES[Flaw.TOO_COMPLEX])


@pytest.mark.promise("receiving")
def test_while_the_scanner_is_away_files_wait_and_nothing_is_promoted(documents: Working, scanned: Working) -> None:
    with other(documents, PPID_CLAMD_ADDRESS=NOWHERE) as blind:
        with capture_logs() as logs:
            answer = send(blind)
        document = answer.get_json()
        alarms = [str(line["errand"]) for line in logs if line["event"] == "errand_waits"]
        assert alarms == [document["id"]]  # at once, not within five minutes
        assert (answer.status_code, document["state"], document["stored_at"]) == (201, "waiting", None)
        content = blind.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content")
        assert (content.status_code, content.get_json()["code"]) == (409, "not-ready")
        tick(blind, timedelta(minutes=1))
        assert shown(blind, document)["state"] == "waiting"
    tick(scanned, timedelta(minutes=3))
    assert (shown(scanned, document)["state"], shown(scanned, document)["checked_by"]) == ("stored", "clamd")


def test_a_scanner_that_is_away_is_told_within_five_minutes_though_nobody_sends(
    documents: Working, clamd_address: str
) -> None:
    (watch,) = [tick for tick in documents.runtime.service.ticks if tick.name == "scanner"]
    assert watch.seconds < 300
    for address, alarms, answers in (NOWHERE, ["scanner_away"], 0), (clamd_address, [], 1):
        with other(documents, PPID_CLAMD_ADDRESS=address) as working, capture_logs() as logs:
            watch.work(working.runtime)
            assert [line["event"] for line in logs] == alarms
            assert metrics.ASKED.get_sample_value("scanner_answers") == answers


def test_an_infected_file_that_waited_is_refused_by_the_tick(documents: Working, scanned: Working) -> None:
    with other(documents, PPID_CLAMD_ADDRESS=NOWHERE) as blind:
        document = send(blind, EICAR.encode(), "catatan.txt").get_json()
    tick(scanned, timedelta(minutes=1))
    assert shown(scanned, document)["state"] == "refused"


def test_while_the_storage_is_away_files_cannot_move_and_everything_else_goes_on(documents: Working) -> None:
    document = send(documents).get_json()
    with other(documents, PPID_S3_URL=f"http://x:y@{NOWHERE}") as cut_off:
        sent = send(cut_off)
        read = cut_off.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content")
        for answer in (sent, read):
            assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
            assert answer.get_json()["title"].startswith("Penyimpanan berkas sedang tidak dapat dihubungi")
            assert answer.headers["Retry-After"]
        assert shown(cut_off, document)["state"] == "stored"
        with bound(cut_off.runtime.database):
            tasks.attempt_due(cut_off.runtime, FILE)  # the tick goes round without a fault
    assert documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/content").data == PDF


def test_a_storage_that_goes_away_before_the_copy_loses_nothing(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Storage, "promote", raising(StorageAway()))
        document = send(documents).get_json()
    assert document["state"] == "waiting"
    tick(documents, timedelta(minutes=1))
    assert shown(documents, document)["state"] == "stored"


@on_the_machines_day
def test_an_object_that_no_row_knows_is_removed_after_half_a_day_and_not_before(
    documents: Working, bucket: Minio
) -> None:
    key = f"t/{DEPOK}/{uuid4()}"
    bucket.put_object("quarantine", key, io.BytesIO(b"x"), 1)
    tick(documents, timedelta(hours=11))
    assert key in quarantined(bucket)
    tick(documents, timedelta(hours=13))
    assert key not in quarantined(bucket)


def test_a_file_that_vanished_from_quarantine_is_called_lost(
    documents: Working, bucket: Minio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Storage, "promote", raising(StorageAway()))
        document = send(documents).get_json()
    bucket.remove_object("quarantine", f"t/{DEPOK}/{document['id']}")
    tick(documents, timedelta(minutes=1))
    assert shown(documents, document)["state"] == "lost"


def test_who_finishes_after_the_lease_ran_out_changes_nothing(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    promote = Storage.promote

    def slow(store: Storage, *where: Any, **what: Any) -> str:
        version = promote(store, *where, **what)
        monkeypatch.setattr(Storage, "promote", promote)
        tick(documents, timedelta(hours=1))  # the tick takes over and finishes first
        return version

    monkeypatch.setattr(Storage, "promote", slow)
    before = told(rows)
    document = send(documents).get_json()
    assert shown(documents, document)["state"] == "stored"
    assert told(rows) - before == {document["id"]}


def test_an_errand_is_claimed_by_one_tick_at_a_time(documents: Working, rows: psycopg.Connection[Any]) -> None:
    with other(documents, PPID_CLAMD_ADDRESS=NOWHERE) as blind:
        document = send(blind).get_json()
    with clock.held(clock.now() + timedelta(minutes=1)):
        claims = [
            list(errands.claim(documents.runtime.settings, lease=timedelta(hours=1), at_most=9, kind=FILE))
            for _ in "ab"
        ]
    assert [document["id"] in {str(errand.id) for errand in claim} for claim in claims] == [True, False]
    rows.execute("update errand set due_at = now() where id = %s", [document["id"]])
    tick(documents, timedelta(0))
    assert shown(documents, document)["state"] == "stored"
