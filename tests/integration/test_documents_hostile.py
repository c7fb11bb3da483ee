"""A hostile tenant and a hostile applicant at the doors of documents: all at once, out of turn, beyond every number."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any, TypeVar

import psycopg
import pytest
from minio import Minio
from werkzeug.test import TestResponse

from chassis import clock, errands
from chassis.places import Places
from services.documents import scanning
from services.documents.files.domain import files
from services.documents.files.steps.files import FILE
from services.documents.papers import domain as paper_domain
from services.documents.papers.steps import PAPER
from services.documents.storage.faults import StorageAway
from services.documents.storage.file_parts import FileParts
from services.documents.storage.papers import Papers
from tests.corpora.honest import pdf
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import PDF, quarantined, raising, requested, tick

pytestmark = pytest.mark.stack
T = TypeVar("T")
AT_ONCE = 3  # within the threads of a process, and so within its connections
UPLOADS = {
    "files": ("/v1/uploads", files.PART, {"purpose": "answer"}),
    "papers": ("/v1/papers/uploads", paper_domain.PART, {"kind": "identity"}),
}
of_both = pytest.mark.parametrize(("path", "piece", "said"), UPLOADS.values(), ids=UPLOADS)


@pytest.fixture
def roomy(documents: Working, monkeypatch: pytest.MonkeyPatch) -> Working:
    """Documents with a place for everybody, so that what is told is about the upload."""
    for places in ("files", "papers"):
        monkeypatch.setitem(documents.app.extensions, places, Places(99, each=99))
    return documents


def _ask(documents: Working, path: str, method: str = "POST", **call: Any) -> TestResponse:
    return documents.ask(DEPOK, "officer", path=path, method=method, **call)


def _begun(documents: Working, path: str, size: int, name: str, **said: Any) -> str:
    body = {"request": str(requested(documents)), "name": name, "size": size, **said}
    return f"{path}/{_ask(documents, path, json=body).get_json()['id']}"


def _sent(documents: Working, path: str, part: int, **said: Any) -> str:
    """An upload all of whose parts are there."""
    whole = pdf(part + 1000)
    upload = _begun(documents, path, len(whole), "jawaban.pdf", **said)
    for number in (1, 2):
        content = whole[(number - 1) * part : number * part]
        assert _ask(documents, f"{upload}?part={number}", "PUT", data=content).status_code == 204
    return upload


def _at_once(act: Callable[[int], TestResponse]) -> list[tuple[int, str]]:
    with ThreadPoolExecutor(AT_ONCE) as hands:
        answers = list(hands.map(act, range(AT_ONCE)))
    told = [answer.get_json(silent=True) or {} for answer in answers]
    return sorted((answer.status_code, said.get("code", "")) for answer, said in zip(answers, told, strict=True))


def _elsewhere(act: Callable[[], T]) -> T:
    """Do something meanwhile, as another thread does that is amid nothing."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(act).result()


def _claimed_by_the_tick(documents: Working) -> None:
    """The tick takes up what nobody ended, and is slow."""
    with clock.held(clock.now() + timedelta(hours=13)):
        lease, settings = timedelta(minutes=30), documents.runtime.settings
        assert [
            errand for kind in (FILE, PAPER) for errand in errands.claim(settings, lease=lease, at_most=50, kind=kind)
        ]


@of_both
def test_a_first_part_that_lies_is_refused_to_all_who_send_it_at_once(
    roomy: Working, path: str, piece: int, said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = _begun(roomy, path, piece + 10, "foto.jpg", **said)
    together, look = Barrier(AT_ONCE), scanning.type_of

    def slow(head: bytes) -> str:
        together.wait(20)
        return look(head)

    monkeypatch.setattr(scanning, "type_of", slow)
    sent = _at_once(lambda _: _ask(roomy, f"{upload}?part=1", "PUT", data=PDF.ljust(piece)))
    assert sent == [(422, "file-refused")] * AT_ONCE
    assert _ask(roomy, f"{upload}?part=2", "PUT", data=bytes(10)).get_json()["code"] == "upload-over"


@of_both
def test_a_first_part_that_lies_and_comes_after_the_end_changes_nothing(
    roomy: Working, path: str, piece: int, said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, look = _sent(roomy, path, piece, **said), scanning.type_of

    def ended_meanwhile(head: bytes) -> str:
        monkeypatch.setattr(scanning, "type_of", look)
        ended = _elsewhere(lambda: _ask(roomy, upload))
        assert ended.get_json()["state"] == "stored"
        return "image/jpeg"

    monkeypatch.setattr(scanning, "type_of", ended_meanwhile)
    late = _ask(roomy, f"{upload}?part=1", "PUT", data=PDF.ljust(piece))
    assert (late.status_code, late.get_json()["code"]) == (422, "file-refused")
    assert _ask(roomy, upload).get_json()["state"] == "stored"


@of_both
def test_what_the_tick_is_giving_up_is_over_for_its_sender(
    roomy: Working, rows: psycopg.Connection[Any], bucket: Minio, path: str, piece: int, said: dict[str, str]
) -> None:
    upload = _sent(roomy, path, piece, **said)
    lying = _begun(roomy, path, piece + 10, "foto.jpg", **said)
    _claimed_by_the_tick(roomy)
    for _ in range(2):
        ended = _ask(roomy, upload)
        assert (ended.status_code, ended.get_json()["code"]) == (404, "upload-over")
    assert _ask(roomy, f"{lying}?part=1", "PUT", data=PDF.ljust(piece)).status_code == 422
    tick(roomy, timedelta(hours=14))
    for table in ("document", "paper"):
        of_these = [upload.rpartition("/")[2], lying.rpartition("/")[2]]
        states = rows.execute(f"select state from {table} where id::text = any(%s)", [of_these]).fetchall()
        assert set(states) <= {("abandoned",)}
    assert not {key for key in quarantined(bucket) if key and key.rpartition("/")[2] in upload}


def test_the_end_of_an_upload_said_by_many_at_once_is_a_fault_for_nobody(
    roomy: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, piece, said = UPLOADS["files"]
    upload, together, join = _sent(roomy, path, piece, **said), Barrier(AT_ONCE), FileParts.complete

    def at_once(parts: FileParts, *where: Any) -> None:
        together.wait(20)
        join(parts, *where)

    monkeypatch.setattr(FileParts, "complete", at_once)
    assert {status for status, _ in _at_once(lambda _: _ask(roomy, upload))} == {200}
    assert _ask(roomy, upload).get_json()["state"] == "stored"


def test_no_more_papers_are_begun_at_once_than_a_request_may_have(
    roomy: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_domain, "MOST", 1)
    request_id, together, claimed = requested(roomy), Barrier(AT_ONCE), paper_domain.claimed

    def at_once(*given: Any) -> Any:
        together.wait(20)
        return claimed(*given)

    monkeypatch.setattr(paper_domain, "claimed", at_once)
    body = {"request": str(request_id), "name": "ktp.pdf", "size": 10, "kind": "identity"}
    begun = _at_once(lambda _: _ask(roomy, "/v1/papers/uploads", json=body))
    assert begun == [(201, "")] + [(409, "too-many-papers")] * (AT_ONCE - 1)


def test_a_paper_that_never_came_takes_no_room_and_leaves_no_row(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_domain, "MOST", 1)
    request_id = requested(documents)
    path = f"/v1/papers?request={request_id}&kind=identity&name=ktp.pdf"
    cut = _ask(documents, path, data=pdf(9000), environ_overrides={"CONTENT_LENGTH": "20000"})
    assert cut.status_code == 400
    assert rows.execute("select count(*) from paper where request_id = %s", [request_id]).fetchone() == (0,)
    with monkeypatch.context() as away:
        away.setattr(Papers, "put", raising(StorageAway()))
        assert _ask(documents, path, data=PDF).status_code == 503
    assert _ask(documents, path, data=PDF).status_code == 201
    assert _ask(documents, path, data=PDF).get_json()["code"] == "too-many-papers"


def test_a_paper_that_comes_for_longer_than_a_check_may_take_is_kept(documents: Working) -> None:
    path = f"/v1/papers?request={requested(documents)}&kind=identity&name=ktp.pdf"

    class Slow(io.BytesIO):
        """A line of 2G: before the last byte comes, the tick looks for what nobody ended."""

        def readinto(self, buffer: Any) -> int:
            if self.tell() > scanning.HEAD // 2:
                _elsewhere(lambda: tick(documents, timedelta(hours=1)))
            return super().readinto(buffer)

    content = pdf(20_000)
    sent = _ask(documents, path, input_stream=Slow(content), headers={"Content-Length": str(len(content))})
    assert (sent.status_code, sent.get_json()["state"]) == (201, "stored")


@pytest.mark.parametrize("since", [2**31, 2**62])
def test_a_proof_since_a_number_that_no_record_reaches_is_not_found(documents: Working, since: int) -> None:
    path = f"/v1/checkpoints/growth?service=registry&since={since}"
    assert documents.ask(DEPOK, path=path).status_code == 404
