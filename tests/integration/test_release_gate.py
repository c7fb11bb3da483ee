"""What an applicant gets of a file is a copy made anew, once nothing personal in it stands open."""

import io
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pikepdf
import psycopg
import pytest

from chassis import confining
from services.documents import copies
from services.documents.files.api import files as api
from services.documents.files.steps import evidence
from services.documents.files.steps.offices import ourselves
from services.documents.redaction.commands import copies as copying
from tests.corpora import leaking_pdfs
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, STAYS, accept, decided, kept, raising, shown, tick
from tests.integration.redacting import BOX, PPID, proposed, seen, told_of

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


def _copy(documents: Working, document: dict[str, Any]) -> bytes:
    """What is given of a file, or would be."""
    answer = documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/copy")
    assert answer.status_code == 200, answer.get_json()
    return answer.data


@pytest.mark.promise("gate")
def test_of_a_file_a_copy_is_made_at_once_and_that_is_what_the_applicant_gets(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents, content=leaking_pdfs.clean(2))
    assert (document["standing"], document["clearance"]["findings"]) == ("ready", [])
    assert document["clearance"]["sha256"] == document["copy"]["sha256"] != document["sha256"]
    given = documents.ask(DEPOK, "applicant", **_decided(documents, document))
    assert given.data == _copy(documents, document) != leaking_pdfs.clean(2)
    assert shown(documents, document)["standing"] == "given"
    assert documents.ask(DEPOK, path=f"/v1/issued/{document['copy']['sha256']}").status_code == 200
    assert documents.ask(DEPOK, path=f"/v1/issued/{document['sha256']}").status_code == 404
    assert told_of(rows, document["id"]) == ["stored", "copying", "ready", "given"]


def test_the_copy_lies_in_no_list_and_is_a_file_with_a_lock_of_its_own(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents, request_id=uuid4())
    listed = documents.ask(DEPOK, "officer", path=f"/v1/documents?request={document['request']}").get_json()["items"]
    assert [one["id"] for one in listed] == [document["id"]]
    of_it = (
        "select state, storage_version, brought_by from document join copy on document_id = id where original_id = %s"
    )
    ((state, version, brought_by),) = rows.execute(of_it, [document["id"]]).fetchall()
    assert (state, bool(version), brought_by) == ("stored", True, document["brought_by"])


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
    assert (clearance["cleared_at"], document["standing"]) == (None, "to_judge")
    answer = documents.ask(DEPOK, "applicant", **_decided(documents, document))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not-ready")
    for sha256 in (document["sha256"], document["copy"]["sha256"]):
        assert documents.ask(DEPOK, path=f"/v1/issued/{sha256}").status_code == 404
    assert "ready" not in told_of(rows, document["id"])


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
    assert documents.ask(DEPOK, "applicant", **applicant).data == _copy(documents, document)
    acts = rows.execute(
        "select act, actor from audit_entry where subject = %s and act like 'finding%%'", [document["id"]]
    ).fetchall()
    assert acts == [("finding.accepted", JUDGE)] * 2


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


@pytest.mark.promise("gate")
@pytest.mark.parametrize("leak", ["text under a black box", "white text"])
def test_what_is_hidden_in_a_file_is_not_in_what_is_given_of_it(documents: Working, leak: str) -> None:
    make, _ = leaking_pdfs.LEAKS[leak]
    document = kept(documents, content=make())
    assert (document["standing"], document["clearance"]["findings"]) == ("ready", [])
    with pikepdf.open(io.BytesIO(_copy(documents, document))) as copy:
        assert SECRET.encode() not in b"".join(page.Contents.read_bytes() for page in copy.pages)


def _broken(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """No copy can be made."""
    monkeypatch.setattr(copies, "make", raising(fault))


def test_a_file_of_which_no_copy_can_be_made_is_held_back_and_says_why(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broken(monkeypatch, confining.Overran("crashed"))
    document = kept(documents)
    assert (document["standing"], document["clearance"]) == ("held_back", None)
    assert "terlalu rumit" in document["copy"]["fault"]
    assert documents.ask(DEPOK, "applicant", **_decided(documents, document)).status_code == 409


def test_a_machine_that_is_busy_makes_the_copy_later_and_nobody_gets_anything_before(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _broken(patched, confining.Stalled("took too long"))
        document = kept(documents)
    assert (document["standing"], document["clearance"]) == ("copying", None)
    assert documents.ask(DEPOK, "applicant", **_decided(documents, document)).status_code == 409
    tick(documents, timedelta(minutes=1))
    assert shown(documents, document)["standing"] == "given"


@pytest.mark.parametrize("fault", [confining.Stalled("took too long"), RuntimeError("a fault of ours")])
def test_a_copy_that_fails_by_its_own_content_is_set_aside_and_not_tried_for_ever(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    _broken(monkeypatch, fault)
    document = kept(documents)
    for minutes in (10, 20, 30, 40):
        assert shown(documents, document)["standing"] == "copying"
        tick(documents, timedelta(minutes=minutes))
    assert shown(documents, document)["standing"] == "held_back"
    left = "select count(*) from errand where id in (select document_id from copy where original_id = %s)"
    assert rows.execute(left, [document["id"]]).fetchone() == (0,)


def test_a_large_file_is_copied_by_the_tick_and_given_to_nobody_before(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (evidence, api):
        monkeypatch.setattr(module, "COPIED_AT_ONCE", 100)
    document = kept(documents)
    assert (document["state"], document["standing"]) == ("stored", "copying")
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
    assert accept(documents, document, 0).get_json()["code"] == "not-checked"
    tick(documents, timedelta(seconds=1))
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200


def test_a_copy_that_takes_long_is_left_to_the_tick_and_says_how_far_it_is(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "SENDER_WAITS", -1.0)
    document = kept(documents, content=leaking_pdfs.clean(3))
    if document["standing"] == "copying":  # else it was done within its first second
        tick(documents, timedelta(seconds=1))
    assert shown(documents, document)["standing"] == "ready"


def test_while_somebody_of_the_office_waits_for_a_copy_others_do_not(documents: Working) -> None:
    with documents.app.extensions["copies"].one():
        pass  # of no office: nobody's place
    place = documents.app.extensions["copies"]
    with documents.runtime.acting(ourselves(DEPOK)), place.one():
        document = kept(documents)
    assert document["standing"] == "copying"
    tick(documents, timedelta(seconds=1))
    assert shown(documents, document)["standing"] == "ready"


@pytest.mark.promise("gate")
def test_other_bytes_than_those_that_were_looked_at_are_not_given(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    applicant = _decided(documents, document)
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 200
    rows.execute("update clearance set sha256 = %s where sha256 = %s", ["ab" * 32, document["copy"]["sha256"]])
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 409
