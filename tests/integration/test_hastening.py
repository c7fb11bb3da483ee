"""A file that waits to be read by new rules is read before its turn, where a PPID asks for that."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chassis.context import Context
from services.documents.commands import clearing, looking
from services.documents.domain import gate
from services.documents.domain.gate import Finding
from services.documents.models.files import Document
from services.documents.queries import files
from services.documents.storage.faults import StorageAway
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import kept, raising, shown, tick
from tests.integration.redacting import told_of

pytestmark = pytest.mark.stack
SOON = timedelta(seconds=1)
_papers = count(1)


@pytest.fixture
def waiting(documents: Working, rows: psycopg.Connection[Any]) -> dict[str, Any]:
    """A file that could be given until the rules grew, and waits to be read by the new ones."""
    document = kept(documents, content=saved(paper(said(f"Lampiran yang ditunggu {next(_papers)}"))))
    rows.execute("update clearance set checker = '1' where document_id = %s", [document["id"]])
    with documents.runtime.acting(Context(DEPOK, "service:documents")):
        clearing.look_again(UUID(document["id"]))
    return shown(documents, document)


def _hasten(documents: Working, document: dict[str, Any], role: str = "ppid") -> Any:
    path = f"/v1/documents/{document['id']}/rereading"
    return documents.ask(DEPOK, role, actor="staff:2", path=path, method="POST")


def _errands(rows: psycopg.Connection[Any], document: dict[str, Any]) -> int:
    found = rows.execute("select count(*) from errand where id = %s", [document["id"]]).fetchone()
    assert found
    return int(found[0])


def test_a_file_is_read_before_its_turn_by_the_tick_and_not_while_somebody_asks(
    documents: Working, rows: psycopg.Connection[Any], waiting: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    look, behind = looking.found, list[bool]()

    def found(document: Document, **told: bool) -> tuple[str, list[Finding]]:
        if str(document.id) == waiting["id"]:  # the tick may have others' files to look at, too
            behind.append(told.get("behind", False))
        return look(document, **told)

    monkeypatch.setattr(looking, "found", found)
    answer = _hasten(documents, waiting)
    asked = answer.get_json()["clearance"]
    assert (answer.status_code, asked["outdated"], behind) == (202, True, [])
    assert asked["asked_at"]
    tick(documents, SOON)
    read = shown(documents, waiting)["clearance"]
    assert (read["checker"], read["asked_at"], behind) == (gate.CHECKER, None, [False]), "with others, not behind them"
    assert read["cleared_at"]
    assert told_of(rows, waiting["id"]) == ["stored", "cleared", "suspended", "cleared"]
    acts = "select actor, facts from audit_entry where act = 'document.hastened' and subject = %s"
    assert rows.execute(acts, [waiting["id"]]).fetchall() == [("staff:2", {"checker": "1"})]


def test_a_file_that_is_asked_for_twice_is_read_once(
    documents: Working, rows: psycopg.Connection[Any], waiting: dict[str, Any]
) -> None:
    first, second = (_hasten(documents, waiting).get_json()["clearance"]["asked_at"] for _ in range(2))
    assert first == second
    assert _errands(rows, waiting) == 1
    tick(documents, SOON)
    assert _errands(rows, waiting) == 0


def test_what_is_read_by_todays_rules_or_cannot_be_read_is_not_hastened(
    documents: Working, rows: psycopg.Connection[Any], waiting: dict[str, Any]
) -> None:
    assert _hasten(documents, waiting, role="officer").status_code == 403
    put = "update document set fault = %s where id = %s"
    rows.execute(put, ["missing", waiting["id"]])
    damaged = _hasten(documents, waiting)
    rows.execute(put, [None, waiting["id"]])
    assert (damaged.status_code, damaged.get_json()["code"]) == (409, "not-outdated")
    assert _hasten(documents, waiting).status_code == 202
    tick(documents, SOON)
    assert _hasten(documents, waiting).get_json()["code"] == "not-outdated"


def test_a_file_that_cannot_be_read_now_is_read_once_that_is_possible(
    documents: Working, waiting: dict[str, Any]
) -> None:
    _hasten(documents, waiting)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(looking, "found", raising(StorageAway("gone")))
        tick(documents, SOON)
    assert shown(documents, waiting)["clearance"]["asked_at"]
    tick(documents, timedelta(minutes=10))
    assert shown(documents, waiting)["clearance"]["cleared_at"]


def test_a_file_that_had_its_turn_meanwhile_is_left_as_it_was_read(
    documents: Working, rows: psycopg.Connection[Any], waiting: dict[str, Any]
) -> None:
    _hasten(documents, waiting)
    with documents.runtime.acting(Context(DEPOK, "service:documents")):
        clearing.look_anew(files.document(UUID(waiting["id"])))
    before = shown(documents, waiting)["clearance"]
    assert (before["asked_at"], before["outdated"]) == (None, False)
    tick(documents, SOON)
    assert shown(documents, waiting)["clearance"] == before
    assert _errands(rows, waiting) == 0
