"""Nothing reaches an applicant that the checker did not pass, byte for byte."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
import pytest

from chassis import confining
from contracts.requests import RequestDecided
from services.documents.commands import checking
from services.documents.domain import gate
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import kept, shown, tick

pytestmark = pytest.mark.stack
WHY = {"reason": "mistaken", "words": "Nomor register surat, bukan nomor kependudukan."}
_papers = count(1)


@pytest.fixture
def personal() -> bytes:
    """A PDF with two personal numbers, of which there is no second."""
    return saved(paper(said(f"Lampiran {next(_papers)}. NIK {SECRET}"), said("HP 0812-3456-7890")))


def _decided(documents: Working, document: dict[str, Any]) -> dict[str, Any]:
    """What the applicant's fetch needs, after a decision named the file."""
    request_id = UUID(document["request"])
    documents.hear(
        DEPOK,
        RequestDecided(
            request_id=request_id, number="1", outcome="granted", documents=(UUID(document["id"]),),
            decided_at=datetime(2026, 12, 1, tzinfo=UTC),
        ),
    )  # fmt: skip
    return {"actor": f"request:{request_id}", "path": f"/v1/documents/{document['id']}/content"}


def _accept(documents: Working, document: dict[str, Any], finding: int, role: str = "ppid", **changes: Any) -> Any:
    path = f"/v1/documents/{document['id']}/acceptances"
    return documents.ask(DEPOK, role, path=path, method="POST", json={"finding": finding, **WHY, **changes})


def test_a_clean_file_is_cleared_at_once_and_the_record_says_by_which_rules(documents: Working) -> None:
    document = kept(documents)
    clearance = document["clearance"]
    assert clearance["cleared_at"]
    assert (clearance["sha256"], clearance["checker"], clearance["findings"]) == (document["sha256"], gate.CHECKER, [])


def test_a_file_with_personal_data_says_what_and_where_and_is_given_to_nobody(
    documents: Working, rows: psycopg.Connection[Any], personal: bytes
) -> None:
    document = kept(documents, content=personal)
    clearance = document["clearance"]
    found = [(one["kind"], one["where"], one["sample"], one["sentence"]) for one in clearance["findings"]]
    assert found == [
        ("nik", "halaman 1", "••••••••••••9001", "Ada NIK."),
        ("phone", "halaman 2", "••••••••7890", "Ada nomor telepon seluler."),
    ]
    assert clearance["cleared_at"] is None
    applicant = _decided(documents, document)
    answer = documents.ask(DEPOK, "applicant", **applicant)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not-ready")
    assert documents.ask(DEPOK, path=f"/v1/issued/{document['sha256']}").status_code == 404
    assert rows.execute(
        "select count(*) from outbox where aggregate_id = %s and body like '%%cleared%%'", [document["id"]]
    ).fetchone() == (0,)


def test_the_ppid_lets_findings_stay_one_by_one_and_the_record_says_why(
    documents: Working, rows: psycopg.Connection[Any], personal: bytes
) -> None:
    document = kept(documents, content=personal)
    applicant = _decided(documents, document)
    assert _accept(documents, document, 0).get_json()["clearance"]["cleared_at"] is None
    assert _accept(documents, document, 0).status_code == 409
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
    clearance = _accept(documents, document, 1).get_json()["clearance"]
    assert clearance["cleared_at"]
    assert [one["words"] for one in clearance["acceptances"]] == [WHY["words"]] * 2
    assert documents.ask(DEPOK, "applicant", **applicant).data == personal
    acts = rows.execute(
        "select act, actor from audit_entry where subject = %s and act like 'finding%%'", [document["id"]]
    ).fetchall()
    assert acts == [("finding.accepted", "staff:1")] * 2


def test_only_the_ppid_of_the_own_office_lets_a_finding_stay(documents: Working, personal: bytes) -> None:
    document = kept(documents, content=personal)
    assert _accept(documents, document, 0, role="officer").status_code == 403
    path = f"/v1/documents/{document['id']}/acceptances"
    others = documents.ask(MAKASSAR, "ppid", path=path, method="POST", json={"finding": 0, **WHY})
    assert others.status_code == 404


@pytest.mark.parametrize("leak", ["text under a black box", "white text"])
def test_what_is_hidden_is_accepted_by_nobody(documents: Working, leak: str) -> None:
    make, kind = leaking_pdfs.LEAKS[leak]
    document = kept(documents, content=make())
    place = [one["kind"] for one in document["clearance"]["findings"]].index(kind)
    answer = _accept(documents, document, place)
    assert answer.status_code == 422
    assert "tidak dapat diterima" in answer.get_json()["errors"][0]["detail"]


def _broken(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """The gate's checker comes to no end; the other readings of a file do."""
    whole = confining.run

    def run(job: str, *given: Any, **said: Any) -> Any:
        if job == "services.documents.clearing":
            raise fault
        return whole(job, *given, **said)

    monkeypatch.setattr(confining, "run", run)


def test_a_file_that_breaks_the_checker_is_given_to_nobody(documents: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    _broken(monkeypatch, confining.Overran("crashed"))
    document = kept(documents)
    (finding,) = document["clearance"]["findings"]
    assert (finding["kind"], finding["reasons"], document["clearance"]["cleared_at"]) == ("unreadable", [], None)


def test_a_checker_that_did_not_get_its_turn_lets_nothing_through_and_is_asked_again(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _broken(patched, confining.Stalled("took too long"))
        document = kept(documents)
    assert (document["state"], document["clearance"]) == ("stored", None)
    assert documents.ask(DEPOK, "applicant", **_decided(documents, document)).status_code == 409
    tick(documents, timedelta(minutes=1))
    assert shown(documents, document)["clearance"]["cleared_at"]


def test_a_large_file_is_looked_at_by_the_tick_and_given_to_nobody_before(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LOOKED_AT_ONCE", 100)
    document = kept(documents)
    assert (document["state"], document["clearance"]) == ("stored", None)
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
    assert _accept(documents, document, 0).get_json()["code"] == "not-checked"
    tick(documents, timedelta(seconds=1))
    assert shown(documents, document)["clearance"]["cleared_at"]
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200


def test_other_bytes_than_those_that_were_checked_are_not_given(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200
    rows.execute("update clearance set sha256 = %s where document_id = %s", ["ab" * 32, document["id"]])
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
