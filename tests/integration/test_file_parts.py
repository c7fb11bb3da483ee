"""Files that come part by part over lines that break: cut off anywhere, they go on where they stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from minio import Minio
from werkzeug.test import TestResponse

from chassis import clock
from chassis.db import bound
from services.documents import errands
from services.documents.files.commands import parts
from services.documents.files.domain.files import PART
from services.documents.files.steps import files
from services.documents.files.steps.offices import ourselves
from tests.corpora.honest import pdf
from tests.corpora.hostile_pdfs import PDFS
from tests.days import on_the_machines_day
from tests.integration import document_desk
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import fetch, quarantined, raising, shown, tick
from tests.table import table

pytestmark = pytest.mark.stack
WHOLE = pdf(12 << 20)  # two parts and a piece
PARTS = [WHOLE[at : at + PART] for at in range(0, len(WHOLE), PART)]


def _begin(documents: Working, name: str = "besar.pdf", size: int = len(WHOLE)) -> TestResponse:
    said = {"request": str(document_desk.requested(documents)), "purpose": "answer", "name": name, "size": size}
    return documents.ask(DEPOK, "officer", path="/v1/uploads", method="POST", json=said)


def _put(documents: Working, upload: Any, number: int, content: bytes | None = None) -> TestResponse:
    path = f"/v1/uploads/{upload['id']}?part={number}"
    return documents.ask(DEPOK, "officer", path=path, method="PUT", data=content or PARTS[number - 1])


def _ask(documents: Working, upload: Any, method: str = "GET") -> TestResponse:
    return documents.ask(DEPOK, "officer", path=f"/v1/uploads/{upload['id']}", method=method)


def test_a_file_in_parts_is_kept_whole_in_whatever_order_they_came(documents: Working) -> None:
    upload = _begin(documents).get_json()
    assert (upload["part_size"], upload["parts"]) == (PART, [])
    assert [_put(documents, upload, number).status_code for number in (3, 1, 2)] == [204] * 3
    document = _ask(documents, upload, "POST").get_json()
    assert document["state"] == "stored"
    assert fetch(documents, document).data == WHOLE


@pytest.mark.promise("receiving")
@on_the_machines_day
@table("cut", [0, 1, 2, 3])
def test_an_upload_cut_off_at_any_part_goes_on_hours_later_with_the_parts_that_are_missing(
    documents: Working, cut: int
) -> None:
    upload = _begin(documents).get_json()
    for number in range(1, cut + 1):
        assert _put(documents, upload, number).status_code == 204
    tick(documents, timedelta(hours=11))
    there = _ask(documents, upload).get_json()["parts"]
    assert there == list(range(1, cut + 1))
    for number in set(range(1, len(PARTS) + 1)) - set(there):
        assert _put(documents, upload, number).status_code == 204
    assert _ask(documents, upload, "POST").get_json()["state"] == "stored"


def test_before_all_parts_are_there_no_file_is_made_of_them(documents: Working) -> None:
    upload = _begin(documents).get_json()
    _put(documents, upload, 1)
    answer = _ask(documents, upload, "POST")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "parts-missing")
    assert _ask(documents, upload).get_json()["parts"] == [1]


def test_a_part_sent_twice_counts_once_and_the_end_said_twice_answers_the_same(documents: Working) -> None:
    upload = _begin(documents).get_json()
    for number in (1, 1, 2, 3):
        _put(documents, upload, number)
    first, second = (_ask(documents, upload, "POST").get_json() for _ in range(2))
    assert first == second
    assert fetch(documents, first).data == WHOLE


@table(("number", "content"), [(1, b"x"), (4, b"x"), (3, PARTS[0])])
def test_a_part_of_the_wrong_size_is_refused(documents: Working, number: int, content: bytes) -> None:
    upload = _begin(documents).get_json()
    answer = _put(documents, upload, number, content)
    assert (answer.status_code, [fault["pointer"] for fault in answer.get_json()["errors"]]) == (422, ["/part"])


def test_a_lying_name_is_noticed_with_the_first_part_and_ends_the_upload(documents: Working, bucket: Minio) -> None:
    upload = _begin(documents, "foto.png").get_json()
    assert _put(documents, upload, 1).get_json()["code"] == "file-refused"
    assert _put(documents, upload, 2).get_json()["code"] == "upload-over"
    assert "bukan yang disebut namanya" in shown(documents, upload)["why"]


def test_a_hostile_file_in_parts_is_refused_with_its_sentence(documents: Working) -> None:
    content = PDFS["script by name"][1]()
    upload = _begin(documents, size=len(content)).get_json()
    _put(documents, upload, 1, content)
    answer = _ask(documents, upload, "POST")
    assert (answer.status_code, "program yang berjalan" in answer.get_json()["detail"]) == (422, True)


@table(("name", "size"), [("a.exe", 9), ("a\0.pdf", 9), ("a.pdf", 0), ("a.pdf", 2_000_000_001)])
def test_what_may_not_come_in_is_refused_before_its_first_part(documents: Working, name: str, size: int) -> None:
    assert _begin(documents, name, size).status_code in (413, 422)


def test_an_upload_that_nobody_ends_is_gone_within_a_day(documents: Working, bucket: Minio) -> None:
    upload = _begin(documents).get_json()
    _put(documents, upload, 1)
    tick(documents, timedelta(hours=13))
    assert list(bucket._list_multipart_uploads("quarantine", prefix="t/").uploads) == []
    assert _ask(documents, upload).get_json()["code"] == "upload-over"
    assert f"t/{DEPOK}/{upload['id']}" not in quarantined(bucket)


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize(("owner", "step"), [(files, "received"), (errands, "attempt")])
def test_killed_after_the_parts_were_joined_the_file_is_saved(
    documents: Working, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    upload = _begin(documents).get_json()
    for number in (1, 2, 3):
        _put(documents, upload, number)
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, raising(Killed()))
        with pytest.raises(Killed):
            _ask(documents, upload, "POST")
    assert _ask(documents, upload, "POST").status_code == 200
    tick(documents, timedelta(hours=1))
    document = shown(documents, upload)
    assert (document["state"], fetch(documents, document).data) == ("stored", WHOLE)


def test_the_end_of_an_upload_that_the_tick_gave_up_comes_too_late(documents: Working) -> None:
    upload = _begin(documents).get_json()
    for number in (1, 2, 3):
        _put(documents, upload, number)
    with clock.held(clock.now() + timedelta(hours=13)), bound(documents.runtime.database):
        errands.attempt_due(documents.runtime, files.FILE)
    assert _ask(documents, upload, "POST").get_json()["code"] == "upload-over"


def test_another_office_sees_and_sends_no_part(documents: Working) -> None:
    upload = _begin(documents).get_json()
    path = f"/v1/uploads/{UUID(upload['id'])}"
    assert documents.ask(MAKASSAR, "officer", path=path).status_code == 404
    assert documents.ask(MAKASSAR, "officer", path=path + "?part=1", method="PUT", data=PARTS[0]).status_code == 404


@pytest.mark.promise("receiving")
def test_the_end_of_an_upload_said_twice_at_once_makes_one_file(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = _begin(documents).get_json()
    for number in range(1, 1 + len(PARTS)):
        assert _put(documents, upload, number).status_code == 204
    received = files.received

    def in_another_process() -> None:
        with documents.runtime.acting(ourselves(DEPOK)):
            coming = parts.complete(UUID(upload["id"]))
            assert coming
            errands.attempt(files.FILE, coming)

    def slow(*given: Any) -> None:
        monkeypatch.setattr(files, "received", received)
        with ThreadPoolExecutor(1) as other:  # is faster: it comes while this one is still reading
            other.submit(in_another_process).result()
        received(*given)

    monkeypatch.setattr(files, "received", slow)
    answer = _ask(documents, upload, "POST")
    assert (answer.status_code, answer.get_json()["state"]) == (200, "stored")
    assert fetch(documents, answer.get_json()).data == WHOLE
