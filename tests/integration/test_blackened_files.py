"""In which files something is blackened: whichever way one got to a request, nobody can give it without being told."""

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from contracts.standing import MAY_BE_GIVEN
from tests.integration.conftest import Working
from tests.integration.document_desk import kept, shown, tick
from tests.integration.redacting import BOX, ask, copied, decide, drawn, propose, save, seen, told_of
from tests.integration.test_masked_copies import CELLS, NIK, _masked
from tests.integration.test_redacted_copies import PERSONAL, SOON

pytestmark = pytest.mark.stack
TWO_GROUNDS = (BOX, BOX | {"y": 0.6, "ground": "b"})


def _grounds(rows: psycopg.Connection[Any], document_id: str) -> list[list[str]]:
    """The grounds of each time that a file was told of as blackened."""
    found = rows.execute("select body from outbox where aggregate_id = %s order by seq", [document_id])
    told = [json.loads(body)["data"] for (body,) in found]
    return [one["grounds"] for one in told if one.get("standing") in MAY_BE_GIVEN and one["grounds"]]


def _approved(documents: Working, redaction: dict[str, Any]) -> dict[str, Any]:
    assert decide(documents, redaction).status_code == 200
    return shown(documents, {"id": redaction["copy"]["document"]})


def _copy_bytes(documents: Working, redaction: dict[str, Any]) -> bytes:
    return ask(documents, f"/v1/redactions/{redaction['id']}/copy").data


def test_a_copy_is_told_of_as_blackened_before_it_may_be_given(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    copy = _approved(documents, copied(documents, *TWO_GROUNDS, content=PERSONAL))
    assert told_of(rows, copy["id"]) == ["stored", "ready"]
    assert _grounds(rows, copy["id"]) == [["b", "h"]]
    assert copy["clearance"]["blackened"] == ["b", "h"]


def test_so_is_a_copy_with_masks(documents: Working, rows: psycopg.Connection[Any]) -> None:
    copy = _approved(documents, _masked(documents, CELLS, NIK))
    assert _grounds(rows, copy["id"]) == [["h"]]


def test_a_file_that_nothing_was_blackened_in_is_not_told_of_so(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents, request_id=uuid4())
    assert told_of(rows, document["id"]) == ["stored", "copying", "ready"]
    assert shown(documents, document)["clearance"]["blackened"] == []


@pytest.mark.parametrize("elsewhere", [False, True], ids=["the same request", "another request"])
def test_a_copy_that_somebody_attaches_once_more_is_known_by_its_bytes(
    documents: Working, rows: psycopg.Connection[Any], elsewhere: bool
) -> None:
    redaction = copied(documents, content=PERSONAL)
    copy = _approved(documents, redaction)
    request = uuid4() if elsewhere else redaction["request"]
    twin = kept(documents, content=_copy_bytes(documents, redaction), name="notulen.pdf", request_id=request)
    assert twin["id"] != copy["id"]
    assert _grounds(rows, twin["id"]) == [["h"]]


def test_a_copy_of_a_copy_keeps_what_was_blackened_before(documents: Working, rows: psycopg.Connection[Any]) -> None:
    first = copied(documents, BOX | {"ground": "b"}, content=PERSONAL)
    copy = _approved(documents, first)
    answer = ask(documents, f"/v1/documents/{copy['id']}/redactions", method="POST")
    second = save(documents, answer.get_json(), BOX | {"y": 0.6}).get_json()
    assert propose(documents, second).status_code == 200
    tick(documents, SOON)
    again = _approved(documents, seen(documents, second))
    assert _grounds(rows, again["id"]) == [["b", "h"]]


def test_what_was_drawn_and_not_proposed_makes_nothing_blackened(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    draft = drawn(documents)
    assert _grounds(rows, draft["document"]) == []
