"""What a PPID did about findings in a file that was given is noted; the file leaves the list of late findings."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import psycopg
import pytest

from chassis import clock
from services.documents.domain.gate import Finding, Kind
from tests.corpora.leaking_pdfs import paper, said, saved
from tests.integration.conftest import DECIDER, DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, accept, decided, kept, read_again, shown

pytestmark = pytest.mark.stack
HIDDEN, OTHER = Finding(Kind.HIDDEN_TEXT, "halaman 1", "12 huruf"), Finding(Kind.COMMENT, "halaman 2")
ATTACHED = Finding(Kind.ATTACHMENT, "halaman 3")
WORDS = "Pemohon sudah diberi tahu dan menerima salinan yang diperbaiki."
NOTED = "findings.followed_up"
_papers = count(1)


@pytest.fixture
def found(documents: Working) -> dict[str, Any]:
    """A file that was given, and in which newer rules found something hidden."""
    document = kept(documents, content=saved(paper(said(f"Laporan tindak lanjut {next(_papers)}"))))
    decided(documents, document)
    read_again(documents, document, HIDDEN)
    return shown(documents, document)


@pytest.fixture
def listed(documents: Working) -> Callable[[dict[str, Any]], bool]:
    """Whether a file stands in the list, and as many as it counts."""

    def stands(document: dict[str, Any]) -> bool:
        items: list[dict[str, Any]] = []
        for page in range(1, 100):
            told = documents.ask(DEPOK, "officer", path=f"/v1/late-findings?size=200&page={page}").get_json()
            items += told["items"]
            if len(items) >= told["total"]:
                break
        concerned = [one["concerns"] for one in items]
        assert {kind: concerned.count(kind) for kind in told["counts"]} == told["counts"]
        return document["id"] in {one["document"] for one in items}

    return stands


def _notice_by(documents: Working, document: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(shown(documents, document)["clearance"]["notice_by"])


def _note(documents: Working, document: dict[str, Any], role: str = "ppid", **changes: Any) -> Any:
    path, office = f"/v1/documents/{document['id']}/follow-ups", changes.pop("office", DEPOK)
    actor = changes.pop("actor", JUDGE)
    body = {"words": WORDS, "checked_at": document["clearance"]["checked_at"], **changes}
    return documents.ask(office, role, actor=actor, path=path, method="POST", json=body)


def test_a_given_file_that_was_followed_up_leaves_the_list_and_says_who_did_what_when(
    documents: Working, found: dict[str, Any], listed: Callable[[dict[str, Any]], bool]
) -> None:
    assert listed(found)
    assert found["follow_ups"] == []
    (noted,) = _note(documents, found).get_json()["follow_ups"]
    assert not listed(found)
    assert (noted["words"], noted["noted_by"], noted["noter"], noted["reopened_at"]) == (WORDS, JUDGE, DECIDER, None)
    assert noted["noted_at"] > found["clearance"]["checked_at"]
    assert shown(documents, found)["clearance"]["findings"] == found["clearance"]["findings"], "nothing is hidden by it"


def test_the_record_says_that_findings_were_followed_up_and_of_what_kinds(
    documents: Working, rows: psycopg.Connection[Any], found: dict[str, Any]
) -> None:
    _note(documents, found)
    said_of = "select actor, facts from audit_entry where act = %s and subject = %s"
    facts = {"findings": ["hidden_text"], "checker": found["clearance"]["checker"]}
    assert rows.execute(said_of, [NOTED, found["id"]]).fetchall() == [(JUDGE, facts)]


def test_newer_rules_that_find_the_same_leave_it_settled_and_what_else_they_find_brings_it_back(
    documents: Working, found: dict[str, Any], listed: Callable[[dict[str, Any]], bool]
) -> None:
    _note(documents, found)
    read_again(documents, found, HIDDEN)
    assert not listed(found)
    read_again(documents, found, HIDDEN, OTHER)
    assert listed(found)
    again = shown(documents, found)
    (before,) = again["follow_ups"]
    assert before["reopened_at"] >= before["noted_at"]
    assert _note(documents, again, words="Pemohon diberi tahu sekali lagi.").status_code == 201
    assert not listed(found)
    standing = [one["reopened_at"] is None for one in shown(documents, found)["follow_ups"]]
    assert standing == [False, True], "what was said before stays, oldest first"


def test_a_breach_is_told_three_days_after_the_first_finding_and_what_is_found_once_that_was_settled_counts_anew(
    documents: Working, found: dict[str, Any]
) -> None:
    three_days = timedelta(hours=72)
    first = datetime.fromisoformat(found["clearance"]["checked_at"])
    with clock.held(first + timedelta(hours=30)):
        read_again(documents, found, HIDDEN, OTHER)
    assert _notice_by(documents, found) == first + three_days, "what else is found puts nothing off"
    _note(documents, shown(documents, found))
    with clock.held(first + timedelta(hours=60)):
        read_again(documents, found, HIDDEN, OTHER)
    assert _notice_by(documents, found) == first + three_days, "nothing else was found"
    later = first + timedelta(hours=90)
    with clock.held(later):
        read_again(documents, found, OTHER, ATTACHED)
    assert _notice_by(documents, found) == later + three_days
    read_again(documents, found)
    assert shown(documents, found)["clearance"]["notice_by"] is None, "newer rules know better"


def test_of_a_file_that_nobody_has_no_breach_is_told(documents: Working, found: dict[str, Any]) -> None:
    held_back = kept(documents, content=saved(paper(said(f"Simpan {next(_papers)}"))))
    read_again(documents, held_back, HIDDEN)
    listed = documents.ask(DEPOK, "officer", path="/v1/late-findings?size=200").get_json()["items"]
    told = {one["document"]: one["notice_by"] for one in listed}
    assert told[found["id"]] == found["clearance"]["notice_by"]
    assert told[held_back["id"]] is None
    assert shown(documents, held_back)["clearance"]["notice_by"] is None


def test_of_findings_that_may_stay_no_breach_is_told(documents: Working) -> None:
    document = kept(documents, content=saved(paper(said(f"Nomor kantor {next(_papers)}"))))
    read_again(documents, document, Finding(Kind.PHONE, "halaman 1", "••••5678"))
    assert accept(documents, shown(documents, document), 0).status_code == 201
    clearance = shown(documents, document)["clearance"]
    assert (bool(clearance["cleared_at"]), clearance["notice_by"]) == (True, None)


def test_nobody_notes_of_findings_that_were_not_seen(documents: Working, found: dict[str, Any]) -> None:
    read_again(documents, found, HIDDEN, OTHER)
    late = _note(documents, found)
    assert (late.status_code, late.get_json()["code"]) == (412, "changed")
    left_out = _note(documents, found, checked_at=None)
    assert left_out.get_json()["errors"][0]["pointer"] == "/checked_at"
    assert shown(documents, found)["follow_ups"] == []


def test_only_what_was_given_and_stands_open_is_followed_up_and_once(documents: Working, found: dict[str, Any]) -> None:
    clean = kept(documents, content=saved(paper(said(f"Bersih {next(_papers)}"))))
    assert _note(documents, clean).get_json()["code"] == "nothing-to-follow-up", "not given"
    decided(documents, clean)
    assert _note(documents, clean).get_json()["code"] == "nothing-to-follow-up", "nothing was found"
    assert _note(documents, found).status_code == 201
    twice = _note(documents, found)
    assert (twice.status_code, twice.get_json()["detail"]) == (409, "Tindak lanjut berkas ini sudah dicatat.")
    assert len(shown(documents, found)["follow_ups"]) == 1


def test_a_ppid_of_the_office_notes_it_in_words_and_no_program_does(documents: Working, found: dict[str, Any]) -> None:
    assert _note(documents, found, role="officer").status_code == 403
    assert "mencatat tindak lanjut" in _note(documents, found, actor="client:arsip").get_json()["detail"]
    assert _note(documents, found, office=MAKASSAR).status_code == 404
    for words in ("", "sudah", "x" * 1001):
        assert _note(documents, found, words=words).get_json()["errors"][0]["pointer"] == "/words"
    assert shown(documents, found)["follow_ups"] == []


def test_the_database_itself_keeps_one_of_a_file_standing(
    documents: Working, rows: psycopg.Connection[Any], found: dict[str, Any]
) -> None:
    _note(documents, found)
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.execute(
            "insert into follow_up (tenant, document_id, noted_at, words, noted_by) values (%s, %s, now(), 'x', 'x')",
            [DEPOK, found["id"]],
        )
