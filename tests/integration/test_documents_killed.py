"""A process dies at every step of a file's way; what it left is saved or gone within a day."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from minio import Minio

from chassis import outbox
from services.documents import errands, scanning
from services.documents.files.steps import evidence
from services.documents.storage import Storage
from tests.corpora.honest import pdf
from tests.integration import document_desk
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import quarantined, raising, send, tick, told
from tests.stack import ROOT

pytestmark = pytest.mark.stack


class Killed(BaseException):
    """The process dies here: nothing that follows runs, not even what handles exceptions."""


def _after(step: Callable[..., Any]) -> Callable[..., Any]:
    def killed(*given: Any, **named: Any) -> Any:
        step(*given, **named)
        raise Killed

    return killed


def _in_the_middle(step: Callable[..., Any]) -> Callable[..., Any]:
    """Killed when half of the body went into the storage."""

    def killed(incoming: scanning.Incoming, size: int) -> bytes:
        if incoming._read > incoming.size // 2:
            raise Killed
        found: bytes = step(incoming, size)
        return found

    return killed


# Every step at which a process can die, and whether the sender's file can be saved from there.
STEPS: list[tuple[str, Any, str, Callable[..., Any], bool]] = [
    ("announced", Storage, "take_in", lambda _step: raising(Killed()), False),
    ("half sent", scanning.Incoming, "read", _in_the_middle, False),
    ("sent", Storage, "take_in", _after, False),
    ("waiting", errands, "attempt", lambda _step: raising(Killed()), True),
    ("scanned", evidence, "_keep", lambda _step: raising(Killed()), True),
    ("copied", Storage, "promote", _after, True),
    ("locked", Storage, "lock", _after, True),
    ("about to commit", outbox, "publish", _after, True),
    ("stored", Storage, "drop", lambda _step: raising(Killed()), True),
]


@pytest.mark.promise("keeping")
@pytest.mark.parametrize(("owner", "step", "dying", "saved"), [s[1:] for s in STEPS], ids=[s[0] for s in STEPS])
def test_killed_at_any_step_a_file_is_saved_or_gone_within_a_day(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch,
    owner: Any, step: str, dying: Callable[..., Any], saved: bool,
) -> None:  # fmt: skip
    before = told(rows)
    content = pdf(20 << 20)
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, dying(getattr(owner, step)))
        with pytest.raises(Killed):
            send(documents, content)
    sent = "select id::text from document where id not in (select document_id from copy)"
    row = rows.execute(f"{sent} order by received_at desc limit 1").fetchone()
    assert row is not None

    tick(documents, timedelta(hours=13))

    kept = rows.execute("select state, storage_version from document where id = %s", row).fetchone()
    assert kept is not None
    assert kept[0] == ("stored" if saved else "abandoned")
    key = f"t/{DEPOK}/{row[0]}"
    versions = [found.version_id for found in bucket.list_objects("evidence", prefix=key, include_version=True)]
    assert versions == ([kept[1]] if saved else [])
    assert key not in quarantined(bucket)
    assert _unfinished(bucket) == []
    assert rows.execute("select count(*) from errand where id = %s", row).fetchone() == (0,)
    assert told(rows) - before == ({row[0]} if saved else set())


# A process of its own that sends a file and is killed by the kernel when half of it has arrived.
DYING = """
import io, os, signal, sys
from chassis import service

class Body(io.BytesIO):
    def readinto(self, buffer):
        if self.tell() > 10 << 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().readinto(buffer)

host, token, path = sys.argv[1:]
runtime = service.start(service.load("documents"))
body = Body(b"%PDF-1.7" + bytes(20 << 20))
runtime.service.create_app(runtime).test_client().post(
    path, input_stream=body, headers={"Host": host, "Authorization": f"Bearer {token}"}
)
"""


@pytest.mark.chaos
def test_a_process_killed_by_the_kernel_amid_an_upload_leaves_nothing_behind(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    request_id = document_desk.requested(documents)
    said = [documents.host(DEPOK), documents.token(DEPOK, "officer")]
    path = f"/v1/documents?request={request_id}&purpose=answer&name=besar.pdf"
    env = os.environ | documents.env | {"PYTHONPATH": str(ROOT)}
    of_others = {one.upload_id for one in _unfinished(bucket)}
    died = subprocess.run([sys.executable, "-c", DYING, *said, path], env=env, check=False)
    assert died.returncode == -signal.SIGKILL
    assert {one.upload_id for one in _unfinished(bucket)} - of_others

    tick(documents, timedelta(hours=13))

    assert _unfinished(bucket) == []
    assert rows.execute("select state from document where request_id = %s", [request_id]).fetchall() == [("abandoned",)]
    left = "select from errand join document using (tenant, id) where request_id = %s"
    assert rows.execute(left, [request_id]).fetchall() == []


def _unfinished(bucket: Minio) -> list[Any]:
    return list(bucket._list_multipart_uploads("quarantine", prefix="t/").uploads)
