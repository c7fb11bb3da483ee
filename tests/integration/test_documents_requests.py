"""Files belong to requests: one for a request that nobody knows is turned away before its first byte."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from chassis import clock
from contracts.requests import RequestSubmitted
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import PDF, requested
from tests.integration.serving import served, started

pytestmark = pytest.mark.stack


def _sent_to(documents: Working, request_id: UUID, office: str = DEPOK) -> TestResponse:
    path = f"/v1/documents?request={request_id}&purpose=answer&name=a.pdf"
    return documents.ask(office, "officer", path=path, method="POST", data=PDF)


def test_a_request_that_the_register_told_of_gets_its_files_while_the_register_is_away(documents: Working) -> None:
    assert _sent_to(documents, requested(documents)).status_code == 201


def test_while_nobody_can_say_whether_there_is_a_request_the_file_is_to_be_sent_again(documents: Working) -> None:
    unheard = uuid4()
    announced = {"request": str(unheard), "purpose": "answer", "name": "a.pdf", "size": 9}
    parts = documents.ask(DEPOK, "officer", path="/v1/uploads", method="POST", json=announced)
    assert (_sent_to(documents, unheard).status_code, parts.status_code) == (503, 503)


def test_what_no_event_told_the_register_is_asked_and_a_file_for_no_request_is_refused(
    work: Callable[[str], Working],
) -> None:
    registry, older = work("registry"), uuid4()
    told = RequestSubmitted(
        request_id=older, number="7/PPID-P/32.76/XI/2026", channel="portal", applicant_kind="person",
        category="data_pemilih", received_at=clock.now(), regime=None,
    )  # fmt: skip
    registry.hear(DEPOK, told)
    with served(registry) as url, started("documents", work("documents").env | {"PPID_REGISTRY_URL": url}) as documents:
        refused = _sent_to(documents, uuid4())
        assert (refused.status_code, refused.get_json()["code"]) == (404, "request-unknown")
        assert _sent_to(documents, older, office=MAKASSAR).status_code == 404  # of another office
        assert _sent_to(documents, older).status_code == 201
    assert _sent_to(work("documents"), older).status_code == 201  # and it is remembered
