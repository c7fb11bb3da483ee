"""In which files something was found, or said anew, once they could be given: one list for the office."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from services.documents.domain.gate import Finding, Kind
from tests.corpora.leaking_pdfs import SECRET, paper, said, saved
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import JUDGE, accept, decided, kept, read_again, shown
from tests.integration.redacting import BOX, proposed

pytestmark = pytest.mark.stack
_papers = count(1)


def _content(*words: str) -> bytes:
    """A PDF of which there is no second."""
    return saved(paper(said(f"Lampiran susulan {next(_papers)}"), *(said(word) for word in words)))


def _listed(documents: Working, document: dict[str, Any], office: str = DEPOK) -> tuple[str, int] | None:
    """What the list says of a file: whom it concerns, and how many findings stand open."""
    for page in range(1, 100):
        found = documents.ask(office, "officer", path=f"/v1/late-findings?size=200&page={page}").get_json()
        for one in found["items"]:
            if one["document"] == document["id"]:
                assert (one["request"], one["name"]) == (document["request"], document["name"])
                return one["concerns"], one["open"]
        if page * 200 >= found["total"]:
            break
    return None


def _counts(documents: Working) -> dict[str, int]:
    found: dict[str, Any] = documents.ask(DEPOK, "ppid", path="/v1/late-findings?size=1").get_json()
    assert found["total"] == sum(found["counts"].values())
    return dict(found["counts"])


def _accept(documents: Working, document: dict[str, Any]) -> None:
    answer = accept(documents, document)
    assert answer.status_code == 201, answer.get_json()


def _take_back(documents: Working, document: dict[str, Any]) -> None:
    (meant,) = shown(documents, document)["clearance"]["acceptances"]
    path = f"/v1/documents/{document['id']}/acceptances/taken-back"
    body = {"finding": 0, "accepted_at": meant["accepted_at"]}
    answer = documents.ask(DEPOK, "ppid", actor=JUDGE, path=path, method="POST", json=body)
    assert answer.status_code == 200, answer.get_json()


def _judged(documents: Working) -> dict[str, Any]:
    """A file that may be given, since a PPID let stay what was found in it."""
    document = kept(documents, content=_content(f"NIK {SECRET}"))
    _accept(documents, document)
    return document


def test_what_is_found_in_a_file_that_was_given_is_listed_until_it_is_let_stay(
    documents: Working,
) -> None:
    document, before = kept(documents, content=_content()), _counts(documents)
    decided(documents, document)
    assert _listed(documents, document) is None
    read_again(documents, document, Finding(Kind.NIK, "halaman 1", "••••9001"))
    assert _listed(documents, document) == ("given", 1)
    assert _counts(documents) == before | {"given": before["given"] + 1}
    _accept(documents, document)
    assert _listed(documents, document) is None


def test_a_file_that_may_not_be_given_any_more_is_listed_until_it_may_or_its_request_is_answered_without_it(
    documents: Working,
) -> None:
    document, other = _judged(documents), _judged(documents)
    assert _listed(documents, document) is None
    for one in (document, other):
        _take_back(documents, one)
        assert _listed(documents, one) == ("suspended", 1)
    _accept(documents, document)
    assert _listed(documents, document) is None
    decided(documents, other | {"id": kept(documents, request_id=UUID(other["request"]))["id"]})
    assert _listed(documents, other) is None


def test_a_file_that_an_applicant_was_promised_and_cannot_have_comes_first(
    documents: Working,
) -> None:
    given = kept(documents, content=_content())
    decided(documents, given)
    read_again(documents, given, Finding(Kind.COMMENT, "halaman 1"))
    document = _judged(documents)
    _take_back(documents, document)
    decided(documents, document)  # by a decision that had not heard of it
    assert _listed(documents, document) == ("awaited", 1)
    items = documents.ask(DEPOK, "ppid", path="/v1/late-findings?size=200").get_json()["items"]
    concerns = [one["concerns"] for one in items]
    assert concerns == sorted(concerns, key=["awaited", "given", "suspended"].index)
    _accept(documents, document)
    assert _listed(documents, document) is None


def test_a_file_that_was_never_passed_or_whose_copy_takes_its_place_is_not_listed(
    documents: Working,
) -> None:
    assert _listed(documents, kept(documents, content=_content(f"NIK {SECRET}"))) is None
    redaction = proposed(documents, BOX, content=_content())
    original = shown(documents, {"id": redaction["document"]})
    assert original["clearance"]["cleared_at"] is None
    assert _listed(documents, original) is None


def test_another_office_sees_none_of_it(documents: Working) -> None:
    document = _judged(documents)
    _take_back(documents, document)
    assert _listed(documents, document, office=MAKASSAR) is None


def test_the_list_says_since_when_a_file_may_not_be_given(documents: Working) -> None:
    document, begun = _judged(documents), clock.now()
    _take_back(documents, document)
    items = documents.ask(DEPOK, "ppid", path="/v1/late-findings?size=200").get_json()["items"]
    (since,) = (one["since"] for one in items if one["document"] == document["id"])
    assert begun <= datetime.fromisoformat(since) <= clock.now()
