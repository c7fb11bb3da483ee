"""Kept files are read again and counted: what changed, vanished or lies there for nobody is found and told."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from pytest_docker.plugin import Services
from structlog.testing import capture_logs

from chassis import clock
from chassis.db import bound
from services.documents.files.api import files as api
from services.documents.files.commands import reconciliation
from services.documents.files.commands import scrub as scrubbing
from services.documents.files.domain.keeping import AGAIN_AFTER
from services.documents.files.steps import evidence
from services.documents.storage import at
from services.documents.storage.custody import Custody
from services.documents.storage.faults import StorageAway
from tests import stack
from tests.corpora.honest import marked
from tests.days import on_the_machines_day
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import fetch, kept, raising, shown

pytestmark = pytest.mark.stack
A_DAY = timedelta(days=1, minutes=1)


def _round(work: Callable[[Any], None], documents: Working, later: timedelta = A_DAY) -> None:
    with clock.held(clock.now() + later), bound(documents.runtime.database):
        work(documents.runtime)


def _told(rows: psycopg.Connection[Any], document: dict[str, Any]) -> list[str]:
    found = rows.execute(
        "select body::json->'data'->>'fault' from outbox where aggregate_id = %s and body like '%%.damaged.%%'"
        " order by aggregate_version", [document["id"]],
    )  # fmt: skip
    return [fault for (fault,) in found]


def _acts(rows: psycopg.Connection[Any], document: dict[str, Any]) -> list[str]:
    found = rows.execute("select act from audit_entry where subject = %s order by id", [document["id"]])
    return [act for (act,) in found if act in ("document.damaged", "document.restored")]


def _version(rows: psycopg.Connection[Any], document: dict[str, Any]) -> str:
    row = rows.execute("select storage_version from document where id = %s", [document["id"]]).fetchone()
    assert row is not None
    return str(row[0])


def _vanish(bucket: Minio, rows: psycopg.Connection[Any], document: dict[str, Any]) -> None:
    gone = [DeleteObject(f"t/{DEPOK}/{document['id']}", _version(rows, document))]
    assert list(bucket.remove_objects("evidence", gone, bypass_governance_mode=True)) == []


def test_every_kept_file_is_read_once_a_night_and_found_as_it_was(documents: Working) -> None:
    document = kept(documents)
    _round(scrubbing.scrub, documents, timedelta(hours=10))
    assert shown(documents, document)["verified_at"] is None  # who stored it has just read it
    _round(scrubbing.scrub, documents)
    first = shown(documents, document)
    assert (first["fault"], first["verified_at"] is None) == (None, False)
    _round(scrubbing.scrub, documents, A_DAY + timedelta(hours=10))
    assert shown(documents, document)["verified_at"] == first["verified_at"]
    _round(scrubbing.scrub, documents, A_DAY + AGAIN_AFTER + timedelta(minutes=1))
    assert shown(documents, document)["verified_at"] > first["verified_at"]


@pytest.mark.promise("keeping")
def test_a_file_that_is_not_what_was_received_is_told_once_and_given_to_nobody_until_it_is_whole_again(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    rows.execute("update document set sha256 = %s where id = %s", ["0" * 64, document["id"]])
    with capture_logs() as logs:
        _round(scrubbing.scrub, documents)
        _round(scrubbing.scrub, documents, 2 * A_DAY)
    assert [line["request"] for line in logs if line["event"] == "file_damaged"] == [_request(rows, document)]
    assert (_told(rows, document), _acts(rows, document)) == (["changed"], ["document.damaged"])
    refused = fetch(documents, document)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "damaged")
    rows.execute("update document set sha256 = %s where id = %s", [document["sha256"], document["id"]])
    _round(scrubbing.scrub, documents, 3 * A_DAY)
    assert _acts(rows, document) == ["document.damaged", "document.restored"]
    assert fetch(documents, document).status_code == 200


def _request(rows: psycopg.Connection[Any], document: dict[str, Any]) -> Any:
    row = rows.execute("select request_id from document where id = %s", [document["id"]]).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.promise("keeping")
@pytest.mark.parametrize("look", [scrubbing.scrub, reconciliation.reconcile])
def test_a_file_whose_version_vanished_is_missing(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any], look: Callable[[Any], None]
) -> None:
    document = kept(documents)
    _vanish(bucket, rows, document)
    _round(look, documents)
    assert (shown(documents, document)["fault"], _told(rows, document)) == ("missing", ["missing"])
    rows.execute("update document set state = 'lost' where id = %s", [document["id"]])  # for the tests that follow


@pytest.mark.promise("keeping")
def test_a_byte_flipped_on_the_disk_is_found_in_one_round_with_office_and_request(
    documents: Working, rows: psycopg.Connection[Any], docker_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stack.choose().name != "local":
        pytest.skip("the disk of a container is not at hand")
    for module in (evidence, api):  # what was read a moment ago comes from the storage's memory
        monkeypatch.setattr(module, "COPIED_AT_ONCE", 0)
    mark = uuid4().bytes * 64
    document = kept(documents, content=marked(mark * 200))
    _flip(_disk(docker_services), mark)
    # A round reads so many bytes and no more, and other tests keep large files.
    rows.execute("update document set verified_at = %s where id <> %s", [clock.now() + A_DAY, document["id"]])
    # The storage itself would take half a minute to give up on such a file.
    pool = at(documents.env["PPID_S3_URL"], documents.env["PPID_S3_ROLE"])._access._pool
    monkeypatch.setitem(pool.connection_pool_kw, "timeout", urllib3.Timeout(connect=2, read=2))
    pool.clear()
    _round(scrubbing.scrub, documents)
    pool.clear()
    assert shown(documents, document)["fault"] in ("changed", "unreadable")
    found = rows.execute(
        "select tenant, body::json->'data'->>'request_id' from outbox"
        " where (aggregate_id, aggregate_version) = (%s, 2)",
        [document["id"]],
    ).fetchone()
    assert found == (DEPOK, str(_request(rows, document)))
    # No later round of another test is to wait for it.
    rows.execute("update document set state = 'lost' where id = %s", [document["id"]])
    rows.execute("delete from errand where id = %s", [document["id"]])


def _disk(services: Services) -> Path:
    from tests.localcompose.project import Project

    name = services._docker_compose._compose_project_name
    return Path(Project(name).folder) / "minio" / "data"


def _flip(disk: Path, mark: bytes) -> None:
    """Flip a byte of the copy that was written last, in each volume: quarantine leaves an older one behind."""
    holding = [volume for volume in disk.rglob("*.dat") if mark in volume.read_bytes()]
    assert holding, f"nothing of the file lies under {disk}"
    for volume in holding:
        content = volume.read_bytes()
        at = content.rfind(mark)
        with volume.open("r+b") as file:
            file.seek(at + 100)
            file.write(bytes([content[at + 100] ^ 1]))


def test_while_the_storage_is_away_no_file_is_called_damaged(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents)
    with monkeypatch.context() as patched:
        patched.setattr("services.documents.storage.Storage.evidence_chunks", raising(StorageAway()))
        patched.setattr(Custody, "answers", lambda _self: False)
        patched.setattr(Custody, "versions", raising(StorageAway()))
        _round(scrubbing.scrub, documents)
        _round(reconciliation.reconcile, documents)
    after = shown(documents, document)
    assert (after["fault"], after["verified_at"]) == (None, None)


def test_a_round_has_its_limit_and_the_next_goes_on_from_there(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    _round(scrubbing.scrub, documents)
    first, second = kept(documents), kept(documents)
    monkeypatch.setattr(scrubbing, "ROUND", 0.0)
    seen = []
    for _ in range(4):  # each file has a copy
        _round(scrubbing.scrub, documents)
        seen.append(sum(shown(documents, one)["verified_at"] is not None for one in (first, second)))
    assert seen[0] < seen[-1] == 2


@on_the_machines_day
def test_a_spare_version_is_removed_after_a_day_and_the_kept_one_stays(documents: Working, bucket: Minio) -> None:
    document = kept(documents)
    key = f"t/{DEPOK}/{document['id']}"
    bucket.put_object("evidence", key, io.BytesIO(b"sisa"), 4)
    _round(reconciliation.reconcile, documents, timedelta(hours=23))
    assert len(_versions(bucket, key)) == 2
    _round(reconciliation.reconcile, documents, A_DAY)
    assert len(_versions(bucket, key)) == 1
    assert fetch(documents, document).status_code == 200
    assert shown(documents, document)["fault"] is None


def test_a_version_whose_file_nobody_knows_is_named_and_left_to_a_person(documents: Working, bucket: Minio) -> None:
    unknown = uuid4()
    key = f"t/{MAKASSAR}/{unknown}"
    bucket.put_object("evidence", key, io.BytesIO(b"x"), 1)
    with capture_logs() as logs:
        _round(reconciliation.reconcile, documents, A_DAY)
    named = [(line["name"], line["removed"]) for line in logs if line["event"] == "stray_in_evidence"]
    assert (str(unknown), False) in named
    (left,) = _versions(bucket, key)
    bucket.remove_object("evidence", key, version_id=left)


def _versions(bucket: Minio, key: str) -> list[str | None]:
    return [found.version_id for found in bucket.list_objects("evidence", prefix=key, include_version=True)]
