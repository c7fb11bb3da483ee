"""What is done by the clock for each office in turn: the trouble of one keeps nothing from the others."""

import importlib
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from minio import Minio
from psycopg.errors import QueryCanceled
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from chassis import clock
from chassis.context import Context, current
from chassis.db import bound
from chassis.rounds import OfficesFailed, apart
from services.documents.files.commands import reconciliation
from services.documents.files.commands import scrub as scrubbing
from services.documents.files.commands import sweep as sweeping
from services.documents.files.steps import integrity
from services.documents.previews import commands as preview_commands
from services.documents.retention.commands import disposals
from services.documents.retention.commands import rounds as retaining
from services.documents.storage import Lying, Storage, at
from services.documents.storage.faults import StorageAway
from tests.integration.conftest import DEPOK, MAKASSAR, Working

pytestmark = pytest.mark.stack
A_DAY = timedelta(days=1, minutes=1)
_LYING = [Lying(code, uuid4(), clock.now()) for code in (DEPOK, MAKASSAR)]


def _round(work: Callable[[Any], None], documents: Working, later: timedelta = A_DAY) -> None:
    with clock.held(clock.now() + later), bound(documents.runtime.database):
        work(documents.runtime)


def _lay(bucket: Minio, name: str, *, where: str = "evidence") -> str:
    """Lay something down by hand, as with any S3 program."""
    bucket.put_object(where, name, io.BytesIO(b"x"), 1)
    return name


def test_what_was_laid_there_by_hand_is_named_left_alone_and_keeps_no_office_from_being_compared(
    documents: Working, bucket: Minio
) -> None:
    name, unknown = f"catatan-{uuid4()}.txt", uuid4()
    by_hand, later = _lay(bucket, f"t/{DEPOK}/{name}"), _lay(bucket, f"t/{MAKASSAR}/{unknown}")
    with capture_logs() as logs:
        _round(reconciliation.reconcile, documents, A_DAY)
    named = {(line["name"], line["why"], line["removed"]) for line in logs if line["event"] == "stray_in_evidence"}
    assert {(name, "misnamed", False), (str(unknown), "unknown", False)} <= named
    for key in (by_hand, later):
        (left,) = _versions(bucket, key)
        bucket.remove_object("evidence", key, version_id=left)


@pytest.mark.parametrize("where", ["quarantine", "papers"])
def test_what_was_laid_by_hand_where_files_pass_is_named_and_left_and_the_others_are_swept(
    documents: Working, bucket: Minio, where: str
) -> None:
    names = (f"t/{DEPOK}/a-{uuid4()}.txt", f"t/{DEPOK}/map/{uuid4()}", f"t/lain-{uuid4()}")
    by_hand = [_lay(bucket, name, where=where) for name in names]
    orphan = _lay(bucket, f"t/{MAKASSAR}/{uuid4()}", where=where)
    with capture_logs() as logs:
        _round(sweeping.sweep, documents, 2 * A_DAY)
    assert set(by_hand) <= {line["name"] for line in logs if line["event"] == f"stray_in_{where}"}
    left = {str(found.object_name) for found in bucket.list_objects(where, prefix="t/", recursive=True)}
    assert set(by_hand) <= left
    assert orphan not in left
    for key in by_hand:
        bucket.remove_object(where, key)


@pytest.fixture(autouse=True)
def _buckets(documents: Working) -> None:
    at(documents.env["PPID_S3_URL"], documents.env["PPID_S3_ROLE"]).prepare()


def _failing_in(code: str, fault: Exception, work: Callable[..., Any]) -> Callable[..., Any]:
    def fails(*args: Any, **named: Any) -> Any:
        if current().tenant == code:
            raise fault
        return work(*args, **named)

    return fails


@pytest.mark.promise("keeping")
@pytest.mark.parametrize("fault", [RuntimeError("one office's trouble"), StorageAway()], ids=["a fault", "refused"])
@pytest.mark.parametrize(
    ("tick", "broken"),
    [
        (scrubbing.scrub, "files.commands.scrub._due"),
        (reconciliation.reconcile, "files.commands.reconciliation._rows"),
        (retaining.keep, "retention.steps.holds.lift_due"),
        (disposals.carry_out, "retention.commands.disposals._carry_out"),
        (sweeping.sweep, "files.commands.sweep._sweep_office"),
        (preview_commands.preview_due, "previews.commands._due"),
    ],
)
def test_one_offices_trouble_keeps_no_work_from_the_others(
    documents: Working, monkeypatch: pytest.MonkeyPatch, tick: Callable[[Any], None], broken: str, fault: Exception
) -> None:
    visited: list[str] = []
    module, _, name = broken.rpartition(".")
    seen = importlib.import_module(f"services.documents.{module}")
    before = getattr(seen, name)

    def visit(*args: Any) -> Any:
        visited.append(current().tenant)
        return before(*args)

    monkeypatch.setattr(seen, name, _failing_in(DEPOK, fault, visit))
    monkeypatch.setattr(preview_commands, "waiting_offices", lambda _working: [DEPOK, MAKASSAR])
    for place in ("in_quarantine", "among_papers"):
        monkeypatch.setattr(Storage, place, lambda _self: _LYING)
    with capture_logs() as logs, pytest.raises(OfficesFailed):
        _round(tick, documents, timedelta())
    assert MAKASSAR in visited
    assert [line["office"] for line in logs if line["event"] == "office_failed"] == [DEPOK]


@pytest.mark.parametrize(
    ("fault", "visited"),
    [
        (psycopg.OperationalError("the server closed the connection"), [DEPOK]),
        (OperationalError("select", {}, QueryCanceled("statement timeout")), [DEPOK, MAKASSAR]),
    ],
    ids=["a database that is away", "one that is slow for an office"],
)
def test_only_what_no_other_office_is_spared_ends_a_round(
    documents: Working, fault: Exception, visited: list[str]
) -> None:
    seen: list[str] = []

    def go() -> None:
        with apart(documents.runtime, Context) as visit:
            for code in (DEPOK, MAKASSAR):
                with visit(code):
                    seen.append(current().tenant)
                    if code == DEPOK:
                        raise fault

    with pytest.raises((OfficesFailed, type(fault))):
        go()
    assert seen == visited


def _versions(bucket: Minio, key: str) -> list[str | None]:
    return [found.version_id for found in bucket.list_objects("evidence", prefix=key, include_version=True)]


def test_the_reading_goes_on_with_the_office_after_the_one_it_stopped_in(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(scrubbing, "ROUND", 0.0)  # one file a round, as with an office that has more than fit into one
    monkeypatch.setattr(scrubbing, "_due", lambda: [object()])
    monkeypatch.setattr(integrity, "verify", lambda _file: read.append(current().tenant))
    codes = documents.runtime.directory.codes()
    for _again in range(2 * len(codes)):
        _round(scrubbing.scrub, documents, timedelta())
    first = codes.index(read[0])
    assert read == 2 * [*codes[first:], *codes[:first]]
