"""Nothing reaches an applicant that the checker did not pass, byte for byte."""

from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pytest

from chassis import confining
from services.documents.domain import gate
from services.documents.domain.gate import Finding, Kind
from services.documents.steps import evidence, looking
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, STAYS, accept, decided, kept, read_again, shown, tick
from tests.integration.redacting import BOX, PPID, proposed, seen

pytestmark = pytest.mark.stack
_papers = count(1)


@pytest.fixture
def personal() -> bytes:
    """A PDF with two personal numbers, of which there is no second."""
    return saved(paper(said(f"Lampiran {next(_papers)}. NIK {SECRET}"), said("HP 0812-3456-7890")))


def _decided(documents: Working, document: dict[str, Any]) -> dict[str, Any]:
    """What the applicant's fetch needs, after a decision named the file."""
    decided(documents, document)
    return {"actor": f"request:{document['request']}", "path": f"/v1/documents/{document['id']}/content"}


def test_a_clean_file_is_cleared_at_once_and_the_record_says_by_which_rules(documents: Working) -> None:
    document = kept(documents)
    clearance = document["clearance"]
    assert clearance["cleared_at"]
    assert (clearance["sha256"], clearance["checker"], clearance["findings"]) == (
        document["sha256"],
        gate.CHECKER,
        [],
    )


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
    assert accept(documents, document, 0).get_json()["clearance"]["cleared_at"] is None
    assert accept(documents, document, 0).status_code == 409
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
    clearance = accept(documents, document, 1).get_json()["clearance"]
    assert clearance["cleared_at"]
    assert [one["words"] for one in clearance["acceptances"]] == [STAYS["words"]] * 2
    assert documents.ask(DEPOK, "applicant", **applicant).data == personal
    acts = rows.execute(
        "select act, actor from audit_entry where subject = %s and act like 'finding%%'", [document["id"]]
    ).fetchall()
    assert acts == [("finding.accepted", JUDGE)] * 2


def test_what_is_let_stay_is_the_finding_that_was_seen_though_the_file_was_read_again_meanwhile(
    documents: Working, personal: bytes
) -> None:
    document = kept(documents, content=personal)
    seen_at = document["clearance"]["checked_at"]
    read_again(documents, document, Finding(Kind.EMAIL, "halaman 1", "••••@kpu.go.id"))
    late = accept(documents, document, 0, checked_at=seen_at)
    assert (late.status_code, late.get_json()["code"]) == (412, "changed")
    clearance = shown(documents, document)["clearance"]
    assert clearance["acceptances"] == []
    assert accept(documents, document, 0).status_code == 201


@pytest.mark.parametrize("left_out", [{}, {"checked_at": None}])
def test_whoever_does_not_say_which_reading_was_seen_lets_nothing_stay(
    documents: Working, personal: bytes, left_out: dict[str, None]
) -> None:
    document = kept(documents, content=personal)
    path = f"/v1/documents/{document['id']}/acceptances"
    body = {"finding": 0, **STAYS, **left_out}
    answer = documents.ask(DEPOK, "ppid", actor=JUDGE, path=path, method="POST", json=body)
    (fault,) = answer.get_json()["errors"]
    assert (answer.status_code, fault["pointer"]) == (422, "/checked_at")
    assert "Belum disebut daftar temuan mana yang Anda lihat" in fault["detail"]
    assert shown(documents, document)["clearance"]["acceptances"] == []


@pytest.mark.promise("gate")
def test_nobody_lets_stay_what_was_found_in_a_file_that_the_same_person_brought(
    documents: Working, personal: bytes
) -> None:
    document = kept(documents, content=personal)
    own = accept(documents, document, 0, actor=document["brought_by"])
    assert (own.status_code, own.get_json()["code"]) == (403, "own-file")
    assert "minta petugas melampirkan" in own.get_json()["detail"]
    assert accept(documents, document, 0).status_code == 201


@pytest.mark.parametrize("brought_by", ["staff:1", "staff:2"])
def test_the_database_itself_lets_nobody_accept_in_the_own_file(
    documents: Working, rows: psycopg.Connection[Any], personal: bytes, brought_by: str
) -> None:
    document = kept(documents, content=personal)  # by staff:1, whatever the row says
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.ForeignKeyViolation)):
        rows.execute(
            "insert into acceptance (tenant, document_id, finding, reason, words, brought_by, accepted_by, accepted_at)"
            " values (%s, %s, 0, 'mistaken', 'x', %s, 'staff:1', now())",
            [DEPOK, document["id"], brought_by],
        )


def test_who_proposed_a_copy_lets_nothing_stay_in_it_either(documents: Working) -> None:
    content = saved(paper(said(f"NIK {SECRET}") + said("Daftar hadir", y=500)))
    redaction = proposed(documents, BOX | {"y": 0.9}, actor=PPID, content=content)  # the box lies elsewhere
    tick(documents, timedelta(seconds=5))
    copy = shown(documents, {"id": seen(documents, redaction)["copy"]["document"]})
    assert copy["brought_by"] == PPID
    assert accept(documents, copy, 0, actor=PPID).get_json()["code"] == "own-file"


@pytest.mark.promise("gate")
@pytest.mark.parametrize(("bringer", "one_person"), [("public", "true"), ("staff:1", "false")])
def test_the_record_says_whether_one_person_brought_and_gave_a_file(
    documents: Working, rows: psycopg.Connection[Any], bringer: str, one_person: str
) -> None:
    document = kept(documents, actor=bringer)
    assert document["clearance"]["cleared_at"], "which is allowed"
    _decided(documents, document)  # in the name of "public"
    said_of = "select facts->>'one_person' from audit_entry where act = 'document.released' and subject = %s"
    assert rows.execute(said_of, [document["id"]]).fetchall() == [(one_person,)]


def test_only_the_ppid_of_the_own_office_lets_a_finding_stay(documents: Working, personal: bytes) -> None:
    document = kept(documents, content=personal)
    assert accept(documents, document, 0, role="officer").status_code == 403
    path, seen_at = f"/v1/documents/{document['id']}/acceptances", document["clearance"]["checked_at"]
    said_of = {"finding": 0, "checked_at": seen_at, **STAYS}
    others = documents.ask(MAKASSAR, "ppid", actor=JUDGE, path=path, method="POST", json=said_of)
    assert others.status_code == 404


@pytest.mark.parametrize("leak", ["text under a black box", "white text"])
def test_what_is_hidden_is_accepted_by_nobody(documents: Working, leak: str) -> None:
    make, kind = leaking_pdfs.LEAKS[leak]
    document = kept(documents, content=make())
    place = [one["kind"] for one in document["clearance"]["findings"]].index(kind)
    answer = accept(documents, document, place)
    assert answer.status_code == 422
    assert "tidak dapat diterima" in answer.get_json()["errors"][0]["detail"]


def test_two_children_share_the_pages_of_a_larger_pdf_and_what_both_found_counts(
    documents: Working, monkeypatch: pytest.MonkeyPatch, personal: bytes
) -> None:
    whole, shares = confining.run, list[Any]()

    def run(job: str, *given: Any, **said: Any) -> Any:
        if job == "services.documents.clearing":
            shares.append(said["share"])
        return whole(job, *given, **said)

    monkeypatch.setattr(looking, "SHARED_FROM", len(personal))
    monkeypatch.setattr(confining, "run", run)
    document = kept(documents, content=personal)
    assert sorted(shares) == [(0, 2), (1, 2)]
    findings = document["clearance"]["findings"]
    assert [one["where"] for one in findings] == ["halaman 1", "halaman 2"]
    assert document["clearance"]["sha256"] == document["sha256"]


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


def test_a_file_whose_reading_never_ends_is_held_back_for_a_person_and_not_tried_for_ever(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broken(monkeypatch, confining.Stalled("took too long"))
    document = kept(documents)
    for minutes in (10, 20, 30, 40):
        assert shown(documents, document)["clearance"] is None
        tick(documents, timedelta(minutes=minutes))
    assert [finding["kind"] for finding in shown(documents, document)["clearance"]["findings"]] == ["unreadable"]


def test_a_large_file_is_looked_at_by_the_tick_and_given_to_nobody_before(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LOOKED_AT_ONCE", 100)
    document = kept(documents)
    assert (document["state"], document["clearance"]) == ("stored", None)
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
    assert accept(documents, document, 0).get_json()["code"] == "not-checked"
    tick(documents, timedelta(seconds=1))
    assert shown(documents, document)["clearance"]["cleared_at"]
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200


@pytest.mark.promise("gate")
def test_other_bytes_than_those_that_were_checked_are_not_given(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200
    rows.execute("update clearance set sha256 = %s where document_id = %s", ["ab" * 32, document["id"]])
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
