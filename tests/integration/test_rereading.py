"""When the release gate's rules grow, files are read again: before they are given, or behind those that were."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chassis import clock, confining
from chassis.context import current
from chassis.db import bound
from contracts.requests import RequestDecided
from services.documents.app import SERVICE
from services.documents.commands import clearing, looking, rereading
from services.documents.domain import gate
from services.documents.domain.gate import Finding, Kind
from services.documents.models.files import Document
from services.documents.storage.faults import StorageAway
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import STAYS, accept, kept, raising, shown
from tests.integration.redacting import copied, decide, told_of

pytestmark = pytest.mark.stack
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
_papers = count(1)


@pytest.fixture(autouse=True)
def _read_by_today(rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever other tests left was read by any rules to come, and is again by today's afterwards.

    The clock of a round stands still: it reads what is due, however slow the machine is.
    """
    monkeypatch.setattr(rereading, "monotonic", lambda: 0.0)
    rows.execute("update clearance set checker = 1000")
    yield
    rows.execute("update clearance set checker = %s", [gate.CHECKER])


def _content(*words: str) -> bytes:
    """A PDF of which there is no second."""
    return saved(paper(said(f"Lampiran {next(_papers)}"), *(said(word) for word in words)))


def _grown(monkeypatch: pytest.MonkeyPatch, *secrets: str) -> None:
    """New rules come, by which some words are a finding as well."""
    looked = looking.found

    def found(document: Any, **said: Any) -> tuple[str, Sequence[Finding]]:
        sha256, findings = looked(document, **said)
        return sha256, [Finding(Kind.COMMENT, word) for word in secrets] + list(findings)

    monkeypatch.setattr(gate, "CHECKER", str(int(gate.CHECKER) + 1))
    monkeypatch.setattr(looking, "found", found)


def _reread(documents: Working, later: timedelta = timedelta()) -> None:
    with clock.held(NOW + later), bound(documents.runtime.database):
        rereading.reread(documents.runtime)


def _suspended(documents: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round that comes no further than to take back what older rules cleared."""
    with monkeypatch.context() as patched:
        patched.setattr(rereading, "ROUND", -1.0)
        _reread(documents)


def _decided(documents: Working, document: dict[str, Any]) -> Any:
    """What the applicant's fetch says once a decision named the file."""
    request_id = UUID(document["request"])
    told = RequestDecided(
        request_id=request_id, number="1", outcome="granted", documents=(UUID(document["id"]),), decided_at=NOW
    )
    documents.hear(DEPOK, told)
    return _fetched(documents, document)


def _fetched(documents: Working, document: dict[str, Any]) -> Any:
    path = f"/v1/documents/{document['id']}/content"
    return documents.ask(DEPOK, "applicant", actor=f"request:{document['request']}", path=path)


def test_what_older_rules_cleared_is_given_only_when_it_passed_the_new_ones(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents, content=_content())
    _grown(monkeypatch)
    _suspended(documents, monkeypatch)
    clearance = shown(documents, document)["clearance"]
    assert (clearance["cleared_at"], clearance["outdated"]) == (None, True)
    assert told_of(rows, document["id"]) == ["stored", "cleared", "suspended"]
    _reread(documents)
    clearance = shown(documents, document)["clearance"]
    assert (clearance["checker"], clearance["outdated"]) == (gate.CHECKER, False)
    assert clearance["cleared_at"] == clearance["checked_at"] == NOW.isoformat()
    assert told_of(rows, document["id"]) == ["stored", "cleared", "suspended", "cleared"]
    assert _decided(documents, document).status_code == 200


def test_what_the_new_rules_find_keeps_back_what_was_not_given_yet(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents, content=_content())
    _grown(monkeypatch, "halaman 1")
    _reread(documents)
    clearance = shown(documents, document)["clearance"]
    assert ([one["kind"] for one in clearance["findings"]], clearance["cleared_at"]) == (["comment"], None)
    assert told_of(rows, document["id"]) == ["stored", "cleared", "suspended"]
    assert _decided(documents, document).status_code == 409


def test_a_decision_that_had_not_heard_of_new_rules_gives_the_file_only_once_it_passed_them(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, other = (kept(documents, content=_content()) for _ in range(2))
    _grown(monkeypatch)
    assert [_decided(documents, one).status_code for one in (clean, other)] == [409, 409]
    assert told_of(rows, clean["id"])[-1] == "suspended"
    rows.execute("update clearance set checker = 1000 where document_id = %s", [other["id"]])
    _reread(documents)
    assert [_fetched(documents, one).status_code for one in (clean, other)] == [200, 409]


def test_what_was_given_stays_given_and_what_new_rules_find_in_it_is_said(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents, content=_content())
    assert _decided(documents, document).status_code == 200
    before = shown(documents, document)["clearance"]["cleared_at"]
    _grown(monkeypatch, "halaman 1")
    warned: list[Any] = []
    monkeypatch.setattr(clearing.log, "warning", lambda event, **said: warned.append((event, said["findings"])))
    _reread(documents)
    clearance = shown(documents, document)["clearance"]
    assert (clearance["cleared_at"], clearance["outdated"]) == (before, False)
    assert [one["where"] for one in clearance["findings"]] == ["halaman 1"]
    assert warned == [("given_with_findings", [Kind.COMMENT])]
    assert told_of(rows, document["id"]) == ["stored", "cleared"]
    assert _fetched(documents, document).status_code == 200


def test_what_the_ppid_let_stay_stays_and_only_what_is_new_is_judged(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents, content=_content(f"NIK {SECRET}", "HP 0812-3456-7890"))
    assert accept(documents, document, 1).status_code == 201  # the phone
    _grown(monkeypatch, "halaman 9")
    early = accept(documents, document, 0)
    assert (early.status_code, early.get_json()["code"]) == (409, "not-checked")
    assert "diperiksa ulang karena aturan" in early.get_json()["detail"]
    _reread(documents)
    clearance = shown(documents, document)["clearance"]
    assert [one["kind"] for one in clearance["findings"]] == ["phone", "comment", "nik"]
    assert [(one["finding"], one["words"]) for one in clearance["acceptances"]] == [(0, STAYS["words"])]
    assert clearance["cleared_at"] is None
    assert accept(documents, document, 2).status_code == 201


def test_all_that_was_let_stay_clears_the_file_by_the_new_rules_too(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = kept(documents, content=_content(f"NIK {SECRET}"))
    accept(documents, document, 0)
    _grown(monkeypatch)
    _reread(documents)
    assert shown(documents, document)["clearance"]["cleared_at"] == NOW.isoformat()
    assert _decided(documents, document).status_code == 200


def test_an_approved_copy_is_read_again_and_its_original_stays_closed(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    redaction = copied(documents, content=_content())
    decide(documents, redaction)
    original, copy = {"id": redaction["document"]}, {"id": redaction["copy"]["document"]}
    assert shown(documents, copy)["clearance"]["cleared_at"]
    _grown(monkeypatch)
    _reread(documents)
    assert shown(documents, copy)["clearance"]["cleared_at"] == NOW.isoformat()
    closed = shown(documents, original)
    assert (closed["clearance"]["checker"], closed["clearance"]["cleared_at"]) == (gate.CHECKER, None)


def test_a_round_has_its_limits_waiting_files_come_first_and_the_next_goes_on(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [kept(documents, content=_content()) for _ in range(2)]
    given = kept(documents, content=_content())  # the newest
    _decided(documents, given)
    _grown(monkeypatch)
    monkeypatch.setattr(rereading, "OF_AN_OFFICE", 2)
    _reread(documents)
    outdated = [shown(documents, one)["clearance"]["outdated"] for one in (*waiting, given)]
    assert outdated == [False, False, True]
    _reread(documents, timedelta(minutes=1))
    assert shown(documents, given)["clearance"]["outdated"] is False


def test_only_offices_with_such_files_are_visited_and_taking_back_uses_up_nothing_of_a_round(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, now, visited = kept(documents, content=_content()), [0.0], list[str]()
    again, due = clearing.look_again, rereading._due

    def slowly(document_id: UUID) -> None:
        now[0] += 2 * rereading.ROUND
        again(document_id)

    def seen_due() -> Sequence[Document]:
        visited.append(current().tenant)
        return due()

    _grown(monkeypatch)
    monkeypatch.setattr(rereading, "monotonic", lambda: now[0])
    monkeypatch.setattr(clearing, "look_again", slowly)
    monkeypatch.setattr(rereading, "_due", seen_due)
    _reread(documents)
    assert shown(documents, document)["clearance"]["outdated"] is False
    assert visited == [DEPOK]


def test_an_office_whose_older_files_are_all_destroyed_is_not_visited(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    document, visited = kept(documents, content=_content()), list[str]()
    monkeypatch.setattr(rereading, "_cleared_before", lambda: visited.append(current().tenant) or ())
    _grown(monkeypatch)
    _reread(documents)
    rows.execute("update clearance set checker = 1 where document_id = %s", [document["id"]])
    put = "update document set state = %s where id = %s"
    rows.execute(put, ["destroyed", document["id"]])
    _reread(documents)
    rows.execute(put, ["stored", document["id"]])
    assert visited == [DEPOK], "the first time alone, while there was a file to read"


def test_new_files_wait_for_none_that_is_read_again_and_have_the_processor_first(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, behind = confining.run, list[bool]()

    def run(job: str, *given: Any, **said: Any) -> Any:
        if job == "services.documents.clearing":
            behind.append(said["behind"])
        return whole(job, *given, **said)

    monkeypatch.setattr(confining, "run", run)
    kept(documents, content=_content())
    _grown(monkeypatch)
    _reread(documents)
    assert behind == [False, True]
    lanes = {tick.name: tick.lane for tick in SERVICE.ticks}
    assert lanes["reread"] not in (lanes["check"], lanes["copy"])
    (again,) = (tick for tick in SERVICE.ticks if tick.name == "reread")
    assert again.seconds > rereading.ROUND * 2, "most of the time the machine is for new files"


def test_a_file_that_cannot_be_read_now_is_read_later_and_keeps_no_other_from_it(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = (kept(documents, content=_content()) for _ in range(2))
    _grown(monkeypatch)
    look = looking.found
    with monkeypatch.context() as patched:
        broken = raising(StorageAway("gone"))
        patched.setattr(looking, "found", lambda one, **_: broken() if str(one.id) == newer["id"] else look(one))
        _reread(documents)
    stand = [shown(documents, one)["clearance"] for one in (older, newer)]
    assert [bool(one["cleared_at"]) for one in stand] == [True, False]
    _reread(documents, timedelta(minutes=1))
    assert shown(documents, newer)["clearance"]["cleared_at"]
