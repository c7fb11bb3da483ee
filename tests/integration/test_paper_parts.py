"""Papers that come part by part over lines that break: sealed as they come, whole at the end, and gone if given up."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from minio import Minio
from werkzeug.test import TestResponse

from chassis.pace import Pace
from services.documents.files.steps.offices import ourselves
from services.documents.papers import queries as paper_queries
from services.documents.papers import steps as paper_steps
from services.documents.papers.domain import PART, TooMuchAtOnce
from services.documents.storage.faults import StorageAway
from services.documents.storage.papers import Papers
from tests.corpora.honest import pdf
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import raising, requested, tick

pytestmark = pytest.mark.stack
WHOLE = pdf(PART * 2 + 1000)
PARTS = [WHOLE[at : at + PART] for at in range(0, len(WHOLE), PART)]


def _begin(documents: Working, request_id: UUID, name: str = "ktp.pdf", **call: Any) -> TestResponse:
    said = {"request": str(request_id), "kind": "identity", "name": name, "size": len(WHOLE)}
    return _ask(documents, None, "POST", json=said, **{"actor": f"request:{request_id}"} | call)


def _ask(
    documents: Working,
    upload: Any,
    method: str = "GET",
    *,
    office: str = DEPOK,
    role: str = "applicant.papers",
    **call: Any,
) -> TestResponse:
    path = f"/v1/papers/uploads/{upload['id']}" if upload else "/v1/papers/uploads"
    part = f"?part={call.pop('part')}" if "part" in call else ""
    return documents.ask(office, role, path=path + part, method=method, **call)


def _put(documents: Working, upload: Any, number: int, content: bytes | None = None, **call: Any) -> TestResponse:
    return _ask(documents, upload, "PUT", part=number, data=content or PARTS[number - 1], **call)


def _lying(rows: psycopg.Connection[Any], upload: Any) -> list[bytes]:
    return [sealed for (sealed,) in rows.execute("select sealed from paper_part where paper_id = %s", [upload["id"]])]


@pytest.mark.promise("papers")
def test_a_paper_that_was_cut_off_goes_on_hours_later_and_is_the_paper_that_was_sent(
    documents: Working, rows: psycopg.Connection[Any], bucket: Minio
) -> None:
    request_id = uuid4()  # of which no event told yet: the ticket is enough
    own = {"actor": f"request:{request_id}"}
    upload = _begin(documents, request_id).get_json()
    assert (upload["part_size"], upload["parts"]) == (PART, [])
    for number in (2, 1, 2):  # in any order, and again
        assert _put(documents, upload, number, **own).status_code == 204
    tick(documents, timedelta(hours=11))
    assert _ask(documents, upload, **own).get_json()["parts"] == [1, 2]
    assert [WHOLE[:64] in sealed or b"%PDF" in sealed for sealed in _lying(rows, upload)] == [False, False]
    early = _ask(documents, upload, "POST", **own)
    assert (early.status_code, early.get_json()["code"]) == (409, "parts-missing")
    assert documents.ask(DEPOK, "officer", path=f"/v1/papers?request={request_id}").get_json()["items"] == []
    _put(documents, upload, 3, **own)
    paper, again = (_ask(documents, upload, "POST", **own).get_json() for _ in range(2))
    assert (paper["state"], paper["size"], again) == ("stored", len(WHOLE), paper)
    assert _lying(rows, upload) == []
    with documents.runtime.acting(ourselves(DEPOK)), paper_steps.opened(paper_queries.paper(UUID(paper["id"]))) as file:
        file.seek(0)
        assert file.read() == WHOLE
    assert len(list(bucket.list_objects("papers", prefix=f"t/{DEPOK}/{paper['id']}"))) == 1


def test_nobody_but_its_applicant_and_the_office_goes_on_with_a_paper(documents: Working) -> None:
    request_id = requested(documents)
    own = {"actor": f"request:{request_id}"}
    upload = _begin(documents, request_id).get_json()
    for stranger in (
        {"actor": f"request:{uuid4()}"}, {"role": "officer", "office": MAKASSAR}, own | {"office": MAKASSAR}
    ):  # fmt: skip
        assert _ask(documents, upload, **stranger).status_code == 404
        assert _put(documents, upload, 1, **stranger).status_code == 404
        assert _ask(documents, upload, "POST", **stranger).status_code == 404
    assert _ask(documents, upload, role="applicant", **own).status_code == 403
    assert _begin(documents, requested(documents), **own).status_code == 404
    assert _ask(documents, upload, role="officer").status_code == 200


def test_what_cannot_be_a_paper_is_refused_with_its_first_part(documents: Working) -> None:
    request_id = uuid4()
    own = {"actor": f"request:{request_id}"}
    assert _begin(documents, request_id, "ktp.docx").status_code == 422
    upload = _begin(documents, request_id, "ktp.jpg").get_json()
    assert _put(documents, upload, 1, b"short", **own).get_json()["errors"][0]["pointer"] == "/part"
    refused = _put(documents, upload, 1, **own)
    assert (refused.status_code, "bukan JPEG, melainkan PDF" in refused.get_json()["detail"]) == (422, True)
    assert _put(documents, upload, 2, **own).get_json()["code"] == "upload-over"


def test_a_paper_that_nobody_ends_is_given_up_with_its_parts_and_takes_no_room(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.documents.papers.domain.MOST", 1)
    request_id = uuid4()
    own = {"actor": f"request:{request_id}"}
    upload = _begin(documents, request_id).get_json()
    _put(documents, upload, 1, **own)
    assert _begin(documents, request_id).get_json()["code"] == "too-many-papers"
    tick(documents, timedelta(hours=13))
    assert _lying(rows, upload) == []
    assert _ask(documents, upload, **own).get_json()["code"] == "upload-over"
    assert _begin(documents, request_id).status_code == 201


def test_while_the_storage_is_away_a_paper_waits_and_is_kept_without_anybodys_help(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = uuid4()
    own = {"actor": f"request:{request_id}"}
    upload = _begin(documents, request_id).get_json()
    for number in (1, 2, 3):
        _put(documents, upload, number, **own)
    with monkeypatch.context() as away:
        away.setattr(Papers, "put", raising(StorageAway()))
        assert _ask(documents, upload, "POST", **own).get_json()["state"] == "waiting"
        tick(documents, timedelta(minutes=1))
        assert _ask(documents, upload, "POST", **own).get_json()["state"] == "waiting"
    assert _put(documents, upload, 1, **own).get_json()["code"] == "upload-over"
    tick(documents, timedelta(minutes=3))
    assert _ask(documents, upload, "POST", **own).get_json()["state"] == "stored"


def test_a_ticket_brings_no_more_within_an_hour_than_the_papers_of_a_request_need(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_steps, "_OF_REQUEST", Pace("bytes of a test", 2 * len(WHOLE), 3600, TooMuchAtOnce))
    request_id = requested(documents)
    assert _begin(documents, request_id).status_code == 201
    in_one = {"path": f"/v1/papers?request={request_id}&kind=identity&name=ktp.pdf", "method": "POST", "data": WHOLE}
    mine = {"actor": f"request:{request_id}"}
    assert documents.ask(DEPOK, "applicant.papers", **mine, **in_one).status_code == 201
    refused = documents.ask(DEPOK, "applicant.papers", **mine, **in_one)
    assert (refused.status_code, refused.get_json()["code"]) == (429, "too-much-at-once")
    assert _begin(documents, request_id).status_code == 429
    assert documents.ask(DEPOK, "officer", **in_one).status_code == 201  # what came to the counter
