"""A process is killed at every step that makes one paper of its parts; the paper is there all the same, by itself."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from minio import Minio

from services.documents.files.steps.offices import ourselves
from services.documents.papers import queries as paper_queries
from services.documents.papers import steps as paper_steps
from services.documents.papers.domain import PART
from services.documents.storage.papers import Papers
from tests.corpora.honest import pdf
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import tick
from tests.stack import ROOT

pytestmark = pytest.mark.stack
WHOLE = pdf(PART * 2 + 1000)
PAPERS = "applicant.papers"  # the role of a ticket for handing papers in

# A process of its own that says that all parts are there, and is killed by the kernel before or after a step.
DYING = """
import os, pkgutil, signal, sys
from chassis import service

host, token, path, place, step, when = sys.argv[1:]
runtime = service.start(service.load("documents"))
app = runtime.service.create_app(runtime)
owner = pkgutil.resolve_name(place)
taken = getattr(owner, step)

def killed(*given, **named):
    if when == "after":
        taken(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, step, killed)
app.test_client().post(path, headers={"Host": host, "Authorization": f"Bearer {token}"})
"""
# Every step at which it can die, and whether the parts were taken for whole by then.
STEPS = {
    "about to take the parts": ("chassis.audit", "record", "before", False),
    "taken": ("services.documents.errands", "attempt", "before", True),
    "about to be laid down": ("services.documents.storage.papers:Papers", "put", "before", True),
    "laid down": ("services.documents.storage.papers:Papers", "put", "after", True),
    "parts gone": ("services.documents.papers.steps", "forget_parts", "after", True),
    "examined": ("services.documents.files.steps.scans", "flaw_of", "after", True),
    "about to be recorded": ("services.documents.papers.steps", "end", "before", True),
}


def _sent(documents: Working, request_id: UUID) -> str:
    """The address of an upload all of whose parts came."""
    actor = f"request:{request_id}"
    said = {"request": str(request_id), "kind": "identity", "name": "ktp.pdf", "size": len(WHOLE)}
    begun = documents.ask(DEPOK, PAPERS, actor=actor, path="/v1/papers/uploads", method="POST", json=said)
    path = f"/v1/papers/uploads/{begun.get_json()['id']}"
    for number, at in enumerate(range(0, len(WHOLE), PART), 1):
        part = WHOLE[at : at + PART]
        put = documents.ask(DEPOK, PAPERS, actor=actor, path=f"{path}?part={number}", method="PUT", data=part)
        assert put.status_code == 204
    return path


@pytest.mark.promise("papers")
@pytest.mark.parametrize(("place", "step", "when", "taken"), STEPS.values(), ids=STEPS)
def test_killed_at_any_step_a_paper_whose_parts_were_taken_is_kept(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any], place: str, step: str, when: str, taken: bool
) -> None:
    request_id = uuid4()
    actor = f"request:{request_id}"
    path = _sent(documents, request_id)
    paper_id = path.rpartition("/")[2]
    said = [documents.host(DEPOK), documents.token(DEPOK, PAPERS, actor=actor), path, place, step, when]
    env = os.environ | documents.env | {"PYTHONPATH": str(ROOT)}
    died = subprocess.run([sys.executable, "-c", DYING, *said], env=env, check=False)
    assert died.returncode == -signal.SIGKILL

    if not taken:  # nobody knows that they are whole, so the sender says it again
        assert documents.ask(DEPOK, PAPERS, actor=actor, path=path, method="POST").get_json()["state"] == "stored"
    tick(documents, timedelta(hours=1))

    assert rows.execute("select state from paper where id = %s", [paper_id]).fetchall() == [("stored",)]
    with documents.runtime.acting(ourselves(DEPOK)), paper_steps.opened(paper_queries.paper(UUID(paper_id))) as file:
        file.seek(0)
        assert file.read() == WHOLE
    assert len(list(bucket.list_objects("papers", prefix=f"t/{DEPOK}/{paper_id}"))) == 1
    for table, key in ("paper_part", "paper_id"), ("errand", "id"):
        assert rows.execute(f"select count(*) from {table} where {key} = %s", [paper_id]).fetchone() == (0,)


def test_a_slow_storage_holds_neither_a_connection_nor_the_row_of_a_paper(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = uuid4()
    path = _sent(documents, request_id)
    seen: list[tuple[int, int]] = []
    lay = Papers.put

    def slow(store: Papers, *what: Any) -> None:
        free = rows.execute("select from paper where id = %s for update skip locked", [path.rpartition("/")[2]])
        pool: Any = documents.runtime.database.engine.pool
        seen.append((pool.checkedout(), free.rowcount))
        lay(store, *what)

    monkeypatch.setattr(Papers, "put", slow)
    made = documents.ask(DEPOK, PAPERS, actor=f"request:{request_id}", path=path, method="POST").get_json()
    assert (made["state"], seen) == ("stored", [(0, 1)])
