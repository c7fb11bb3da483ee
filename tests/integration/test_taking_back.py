"""What a PPID let stay in a file can be taken back as long as nobody was given the file."""

from itertools import count
from typing import Any

import psycopg
import pytest

from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DECIDER, DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, accept, decided, kept, shown
from tests.integration.redacting import told_of

pytestmark = pytest.mark.stack
OTHER = "staff:3"  # one more PPID who did not bring the file
_papers = count(1)


@pytest.fixture
def judged(documents: Working) -> dict[str, Any]:
    """A file with two personal numbers that a PPID let stay: it may be given."""
    content = saved(paper(said(f"Surat {next(_papers)}. NIK {SECRET}"), said("HP 0812-3456-7890")))
    document = kept(documents, content=content)
    for place in (0, 1):
        accept(documents, document, place)
    return shown(documents, document)


def _take_back(documents: Working, document: dict[str, Any], place: int, role: str = "ppid", **changes: Any) -> Any:
    """Take back what was said of a finding as it stood when the file was shown."""
    meant = document["clearance"]["acceptances"][place]
    body = {"finding": meant["finding"], "accepted_at": changes.get("accepted_at", meant["accepted_at"])}
    path, office = f"/v1/documents/{document['id']}/acceptances/taken-back", changes.get("office", DEPOK)
    return documents.ask(office, role, actor=changes.get("actor", OTHER), path=path, method="POST", json=body)


def _fetched(documents: Working, document: dict[str, Any]) -> int:
    path = f"/v1/documents/{document['id']}/content"
    return documents.ask(DEPOK, "applicant", actor=f"request:{document['request']}", path=path).status_code


def test_what_was_let_stay_says_who_said_so_by_name(judged: dict[str, Any]) -> None:
    said_by = [(one["accepted_by"], one["accepter"]) for one in judged["clearance"]["acceptances"]]
    assert said_by == [(JUDGE, DECIDER)] * 2


def test_what_a_ppid_takes_back_keeps_the_file_from_being_given_until_it_is_judged_anew(
    documents: Working, rows: psycopg.Connection[Any], judged: dict[str, Any]
) -> None:
    assert judged["clearance"]["cleared_at"]
    clearance = _take_back(documents, judged, 0).get_json()["clearance"]
    assert (clearance["cleared_at"], [one["finding"] for one in clearance["acceptances"]]) == (None, [1])
    assert told_of(rows, judged["id"]) == ["stored", "copying", "to_judge", "ready", "to_judge"]
    decided(documents, judged)  # by a decision that had not heard of it
    assert _fetched(documents, judged) == 409
    assert accept(documents, judged, 0).status_code == 201
    assert told_of(rows, judged["id"])[-1] == "given"
    assert _fetched(documents, judged) == 200


def test_the_record_says_what_was_taken_back_and_whose_word_it_was(
    documents: Working, rows: psycopg.Connection[Any], judged: dict[str, Any]
) -> None:
    _take_back(documents, judged, 1)
    kept_of = "select actor, facts from audit_entry where act = 'finding.taken_back' and subject = %s"
    facts = {"finding": 1, "kind": "phone", "reason": "mistaken", "accepted_by": JUDGE}
    assert rows.execute(kept_of, [judged["id"]]).fetchall() == [(OTHER, facts)]


def test_what_was_given_is_not_taken_back(documents: Working, judged: dict[str, Any]) -> None:
    assert judged["given"] is False
    decided(documents, judged)
    assert shown(documents, judged)["given"] is True
    answer = _take_back(documents, judged, 0)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "already-given")
    assert len(shown(documents, judged)["clearance"]["acceptances"]) == 2
    assert _fetched(documents, judged) == 200


def test_what_somebody_took_back_or_said_anew_meanwhile_is_left_alone(
    documents: Working, judged: dict[str, Any]
) -> None:
    assert _take_back(documents, judged, 0).status_code == 200
    late = _take_back(documents, judged, 0)
    assert (late.status_code, late.get_json()["code"]) == (412, "changed")
    accept(documents, judged, 0)
    assert _take_back(documents, judged, 0).get_json()["code"] == "changed", "it was said anew since"
    assert shown(documents, judged)["clearance"]["cleared_at"]


def test_any_ppid_of_the_office_takes_back_also_who_brought_the_file_and_no_program(
    documents: Working, judged: dict[str, Any]
) -> None:
    assert _take_back(documents, judged, 0, role="officer").status_code == 403
    program = _take_back(documents, judged, 0, actor="client:arsip").get_json()
    sentence = "Hanya PPID sendiri, bukan program, yang dapat menarik kembali bahwa suatu temuan boleh tetap ada."
    assert (program["code"], program["detail"]) == ("forbidden", sentence)
    assert _take_back(documents, judged, 0, office=MAKASSAR).status_code == 404
    assert _take_back(documents, judged, 0, actor=judged["brought_by"]).status_code == 200
