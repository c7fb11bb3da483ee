"""An office's proposals to blacken files: listed with whom each waits for, and what they do to the original."""

from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from chassis import clock
from chassis.context import Context
from chassis.db import transaction
from contracts.requests import RequestDecided
from services.documents.redaction.commands import redactions
from tests.corpora.leaking_pdfs import clean
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import kept, shown, tick
from tests.integration.redacting import (
    OFFICER,
    PPID,
    ask,
    copied,
    decide,
    drawn,
    given,
    propose,
    proposed,
    told_of,
)

pytestmark = pytest.mark.stack
SIZE = 200
_WAITS = "select from pg_stat_activity where wait_event = 'advisory' and query like '%hashtext(''given ''%'"


def _page(documents: Working, actor: str, page: int = 1, office: str = DEPOK) -> dict[str, Any]:
    answer = ask(documents, f"/v1/redactions?page={page}&size={SIZE}", actor, office)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()  # type: ignore[no-any-return]


def _listed(documents: Working, redaction: dict[str, Any], actor: str, office: str = DEPOK) -> dict[str, Any] | None:
    """A redaction in the list of all, wherever it stands among those of other tests; None where it does not."""
    pages = -(-_page(documents, actor, office=office)["total"] // SIZE)
    items = [one for page in range(1, pages + 1) for one in _page(documents, actor, page, office)["items"]]
    return next((one for one in items if one["id"] == redaction["id"]), None)


def test_a_proposal_is_listed_from_its_making_until_it_is_approved(documents: Working) -> None:
    before = {actor: _page(documents, actor)["counts"] for actor in (OFFICER, PPID)}
    redaction = proposed(documents, name="Daftar hadir.pdf")
    making = _listed(documents, redaction, PPID)
    assert making is not None
    assert (making["name"], making["proposer"], making["waits_for"]) == ("Daftar hadir.pdf", "Budi #let x", "copy")
    for actor, own in ((OFFICER, 1), (PPID, 0)):
        now = _page(documents, actor)["counts"]
        assert (now["proposed"] - before[actor]["proposed"], now["own"] - before[actor]["own"]) == (1, own)

    tick(documents, timedelta(seconds=5))
    seen = {actor: _listed(documents, redaction, actor) for actor in (OFFICER, PPID)}
    assert [one and one["waits_for"] for one in seen.values()] == ["somebody_else", "you"]
    assert _listed(documents, redaction, OFFICER, MAKASSAR) is None

    assert decide(documents, ask(documents, f"/v1/redactions/{redaction['id']}").get_json()).status_code == 200
    assert _listed(documents, redaction, PPID) is None


def test_what_went_back_is_listed_with_the_reason_until_its_request_is_answered(documents: Working) -> None:
    redaction = copied(documents)
    before = _page(documents, OFFICER)["counts"]["returned"]
    decide(documents, redaction, approve=False, words="Kotak di halaman 2 kurang lebar.", sha256=None)
    returned = _listed(documents, redaction, OFFICER)
    assert returned is not None
    assert (returned["waits_for"], returned["words"]) == ("correction", "Kotak di halaman 2 kurang lebar.")
    assert (returned["decider"], _page(documents, OFFICER)["counts"]["returned"]) == ("Rina Kartika", before + 1)

    told = RequestDecided(
        request_id=UUID(redaction["request"]), number="1", outcome="refused", documents=(),
        decided_at=clock.now(),
    )  # fmt: skip
    documents.hear(DEPOK, told)
    assert _listed(documents, redaction, OFFICER) is None


def test_a_page_that_is_none_is_refused_beside_its_field(documents: Working) -> None:
    assert ask(documents, "/v1/redactions?page=0").status_code == 422
    assert ask(documents, "/v1/redactions", office=MAKASSAR, actor=PPID).status_code == 200


def test_an_original_is_not_given_beside_its_copy_and_again_once_the_proposal_went_back(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    redaction = proposed(documents)  # of a file in which nothing was found
    original = {"id": redaction["document"]}
    told = ["stored", "copying", "ready", "replaced"]
    assert told_of(rows, original["id"]) == told
    seen_so = shown(documents, original)
    assert (seen_so["clearance"]["cleared_at"], seen_so["replaced_by"]["stage"]) == (None, "proposed")
    late = given(documents, redaction | {"copy": {"document": original["id"]}})
    assert late.status_code == 409, "a decision that had not heard of it yet gives it to nobody"

    decide(documents, redaction, approve=False, words="Mulai dari awal.", sha256=None)
    assert told_of(rows, original["id"]) == [*told, "given"]
    assert shown(documents, original)["replaced_by"] is None

    other = copied(documents)
    decide(documents, other)
    approved = shown(documents, {"id": other["document"]})["replaced_by"]
    assert (approved["stage"], approved["copy"]) == ("approved", other["copy"]["document"])


def test_the_same_bytes_attached_once_more_are_not_given_beside_the_copy_either(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    request_id, content = uuid4(), clean(2)
    before = kept(documents, request_id=request_id, content=content)
    redaction = proposed(documents, request_id=request_id, content=content)
    after = kept(documents, request_id=request_id, content=content)
    elsewhere = kept(documents, request_id=uuid4(), content=content)
    for same in (before, after):
        seen_so = shown(documents, same)
        assert (seen_so["clearance"]["cleared_at"], seen_so["replaced_by"]["redaction"]) == (None, redaction["id"])
    assert shown(documents, elsewhere)["clearance"]["cleared_at"]
    assert told_of(rows, before["id"]) == ["stored", "copying", "ready", "replaced"]
    decide(documents, redaction, approve=False, words="Mulai dari awal.", sha256=None)
    assert [told_of(rows, same["id"])[-1] for same in (before, after)] == ["ready", "ready"]


def test_bytes_that_arrive_while_their_blackening_is_proposed_are_not_given_either(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    request_id, content = uuid4(), clean(2)
    redaction, arrived = drawn(documents, request_id=request_id, content=content), list[dict[str, Any]]()
    arriving = Thread(target=lambda: arrived.append(kept(documents, request_id=request_id, content=content)))
    person = Context(DEPOK, OFFICER, frozenset({"officer"}))
    with documents.runtime.acting(person), transaction():
        redactions.propose(UUID(redaction["id"]), redaction["version"], None)
        arriving.start()
        while arriving.is_alive() and rows.execute(_WAITS).fetchone() is None:
            pass
    arriving.join()
    assert told_of(rows, arrived[0]["id"]) == ["stored", "replaced"]
    found = shown(documents, arrived[0])
    assert (found["clearance"]["cleared_at"], found["replaced_by"]["redaction"]) == (None, redaction["id"])


def test_whoever_attaches_an_original_anew_after_the_approval_may_give_it(documents: Working) -> None:
    request_id, content = uuid4(), clean(2)
    redaction = copied(documents, request_id=request_id, content=content)
    assert decide(documents, redaction).status_code == 200
    anew = shown(documents, kept(documents, request_id=request_id, content=content))
    assert (bool(anew["clearance"]["cleared_at"]), anew["replaced_by"]) == (True, None)
    assert shown(documents, {"id": redaction["document"]})["replaced_by"]["redaction"] == redaction["id"]


def test_what_was_given_before_stays_given_when_it_is_blackened(documents: Working) -> None:
    redaction = drawn(documents)
    assert given(documents, redaction | {"copy": {"document": redaction["document"]}}).status_code == 200
    assert propose(documents, redaction).status_code == 200
    assert given(documents, redaction | {"copy": {"document": redaction["document"]}}).status_code == 200
    assert shown(documents, {"id": redaction["document"]})["replaced_by"] is None
