"""Papers that prove who asks: sealed, shown only with a mark, given to nobody, gone when their time is over."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from minio import Minio
from pypdf import PdfReader
from werkzeug.test import TestResponse

from chassis import clock, confining
from chassis.db import bound
from contracts.cases import CaseAdvanced
from services.documents.papers.domain import LARGEST, MOST
from services.documents.retention.commands import rounds
from services.documents.storage.faults import StorageAway
from services.documents.storage.papers import Papers
from tests.corpora.honest import pdf, scan
from tests.corpora.hostile_pdfs import PDFS
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import objected, raising, requested, tick
from tests.integration.planting import submission
from tests.table import table

pytestmark = pytest.mark.stack
KTP = scan()
LATER = timedelta(days=130)  # past the four months of the schedule


def _hand_in(
    documents: Working,
    request_id: UUID,
    content: bytes = KTP,
    name: str = "ktp.pdf",
    *,
    role: str = "officer",
    **call: Any,
) -> TestResponse:
    path = f"/v1/papers?request={request_id}&kind=identity&name={name}"
    return documents.ask(DEPOK, role, path=path, method="POST", data=content, **call)


def _kept(documents: Working, request_id: UUID) -> dict[str, Any]:
    answer = _hand_in(documents, request_id)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def _listed(documents: Working, request_id: UUID) -> list[dict[str, Any]]:
    answer = documents.ask(DEPOK, "officer", path=f"/v1/papers?request={request_id}")
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


def _look(documents: Working, paper: dict[str, Any], *roles: str, office: str = DEPOK, **call: Any) -> TestResponse:
    return documents.ask(office, *roles, path=f"/v1/papers/{paper['id']}/copy.pdf", **call)


def _lies(bucket: Minio, paper: dict[str, Any]) -> list[Any]:
    return list(bucket.list_objects("papers", prefix=f"t/{DEPOK}/{paper['id']}"))


def _kept_by_the_clock(documents: Working, later: timedelta = LATER) -> None:
    with clock.held(clock.now() + later), bound(documents.runtime.database):
        rounds.keep(documents.runtime)


def _ended(documents: Working) -> UUID:
    request_id = requested(documents)
    told = CaseAdvanced(
        request_id=request_id, number="1", act="withdraw", stage="withdrawn", until=None, advanced_at=clock.now()
    )
    documents.hear(DEPOK, told)
    return request_id


@pytest.mark.promise("papers")
def test_a_paper_lies_sealed_in_the_storage_and_no_word_of_its_name_is_kept(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    answer = _hand_in(documents, requested(documents), name="KTP%20Siti%20Nurhaliza.pdf")
    paper = answer.get_json()
    assert (answer.status_code, paper["state"], paper["size"]) == (201, "stored", len(KTP))
    sealed = bucket.get_object("papers", f"t/{DEPOK}/{paper['id']}").read()
    assert KTP[:64] not in sealed
    assert b"%PDF" not in sealed
    ((kept,),) = rows.execute("select p::text from paper p where id = %s", [paper["id"]]).fetchall()
    assert "Siti" not in kept


@pytest.mark.promise("papers")
def test_staff_see_a_marked_picture_and_each_look_is_on_the_record(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    paper = _kept(documents, requested(documents))
    shown = _look(documents, paper, "officer")
    assert (shown.status_code, shown.mimetype) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(shown.data)).pages
    assert {page.extract_text() for page in pages} == {""}  # a picture, nothing of the file itself
    assert shown.data != KTP
    looks = rows.execute("select act, actor from audit_entry where subject = %s", [paper["id"]]).fetchall()
    assert ("paper.viewed", "staff:1") in looks


@table("role", ["superior", "applicant", "applicant.papers", "service:registry"])
def test_nobody_else_looks_at_a_paper(documents: Working, role: str) -> None:
    request_id = requested(documents)
    paper = _kept(documents, request_id)
    assert _look(documents, paper, role, actor=f"request:{request_id}").status_code == 403
    assert _look(documents, paper, "officer", office=MAKASSAR).status_code == 404


def test_an_officer_says_how_and_on_which_day_a_paper_came_and_the_register_is_told(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    request_id = requested(documents)
    with clock.held(datetime(2026, 11, 25, 2, tzinfo=UTC)):
        answer = _hand_in(documents, request_id, name="ktp.pdf&way=letter&came_on=2026-11-23")
        paper = answer.get_json()
        future = _hand_in(documents, request_id, name="ktp.pdf&way=letter&came_on=2026-11-26").get_json()
        half = _hand_in(documents, request_id, name="ktp.pdf&came_on=2026-11-23").get_json()
    assert (answer.status_code, paper["way"]) == (201, "letter")
    assert datetime.fromisoformat(paper["came_at"]).astimezone(UTC).isoformat()[:16] == "2026-11-23T16:59"
    assert [fault["pointer"] for one in (future, half) for fault in one["errors"]] == ["/came_on", "/way"]
    ((told,),) = rows.execute("select body from outbox where aggregate_id = %s", [paper["id"]]).fetchall()
    assert ("paper.stored.v1" in told, '"kind":"identity"' in told.replace(" ", "")) == (True, True)
    own = {"role": "applicant.papers", "actor": f"request:{request_id}"}
    mine = _hand_in(documents, request_id, name="ktp.pdf&way=letter&came_on=2026-11-23", **own)
    assert mine.status_code == 403


def test_a_paper_is_no_file_of_the_case_and_cannot_be_given(documents: Working) -> None:
    request_id = requested(documents)
    paper = _kept(documents, request_id)
    files = documents.ask(DEPOK, "officer", path=f"/v1/documents?request={request_id}").get_json()["items"]
    assert files == []
    assert documents.ask(DEPOK, "ppid", path=f"/v1/documents/{paper['id']}/content").status_code == 404


def test_an_applicant_hands_papers_in_for_the_own_request_and_sees_what_became_of_them(documents: Working) -> None:
    request_id = uuid4()  # of which no event told yet: the ticket is enough
    own = {"role": "applicant.papers", "actor": f"request:{request_id}"}
    assert _hand_in(documents, request_id, **own).status_code == 201
    assert _hand_in(documents, requested(documents), **own).status_code == 404
    assert _hand_in(documents, request_id, role="applicant", actor=f"request:{request_id}").status_code == 403
    path = f"/v1/papers?request={request_id}"
    (listed,) = documents.ask(DEPOK, "applicant.papers", actor=f"request:{request_id}", path=path).get_json()["items"]
    assert (listed["kind"], listed["state"]) == ("identity", "stored")
    others = documents.ask(DEPOK, "applicant.papers", actor=f"request:{uuid4()}", path=path)
    assert others.status_code == 404


def test_the_ticket_of_the_tracking_page_hands_papers_in_and_works_in_no_link(
    work: Callable[[str], Working], documents: Working
) -> None:
    given = work("intake").ask(DEPOK, path="/v1/requests", method="POST", json=submission()).get_json()
    asked = work("intake").ask(DEPOK, path=f"/v1/tracking/{given['tracking_token']}").get_json()["papers"]
    assert (asked["request"], asked["wanted"]) == (given["id"], ["identity"])
    path = f"/v1/papers?request={given['id']}"
    bearer = {"Authorization": f"Bearer {asked['ticket']}"}
    handed_in = documents.ask(DEPOK, path=f"{path}&kind=identity&name=a.pdf", method="POST", data=KTP, headers=bearer)
    assert handed_in.status_code == 201
    assert len(documents.ask(DEPOK, path=path, headers=bearer).get_json()["items"]) == 1
    assert documents.ask(DEPOK, path=f"{path}&ticket={asked['ticket']}").status_code == 401


def test_a_hostile_paper_is_refused_with_its_sentence_and_destroyed(documents: Working, bucket: Minio) -> None:
    request_id = requested(documents)
    name, make, _ = PDFS["script by name"]
    answer = _hand_in(documents, request_id, make(), name)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file-refused")
    (paper,) = _listed(documents, request_id)
    assert (paper["state"], bool(paper["why"])) == ("refused", True)
    assert _lies(bucket, paper) == []


@table(
    ("content", "name", "status"),
    [(b"a;b\n", "daftar.csv", 422), (b"GIF89a", "ktp.png", 422), (bytes(LARGEST + 1), "ktp.pdf", 413)],
)  # fmt: skip
def test_what_is_no_scan_is_refused_before_anything_is_kept(
    documents: Working, content: bytes, name: str, status: int
) -> None:
    request_id = requested(documents)
    assert _hand_in(documents, request_id, content, name).status_code == status
    assert _listed(documents, request_id) == []


def test_nobody_fills_the_storage_through_one_request(documents: Working, rows: psycopg.Connection[Any]) -> None:
    request_id = requested(documents)
    _kept(documents, request_id)
    rows.execute(
        "insert into paper (tenant, id, request_id, kind, media_type, size, state, received_at, received_from, came_at)"
        " select tenant, gen_random_uuid(), request_id, kind, media_type, size, 'refused', received_at, received_from,"
        " came_at from paper, generate_series(2, %s) where request_id = %s",
        [MOST, request_id],
    )
    assert _hand_in(documents, request_id).get_json()["code"] == "too-many-papers"


def test_a_paper_that_could_not_be_checked_waits_and_is_kept_once_it_was(
    documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = requested(documents)
    with monkeypatch.context() as patched:
        patched.setattr(confining, "run", raising(confining.Stalled("busy")))
        paper = _kept(documents, request_id)
    assert paper["state"] == "waiting"
    assert _look(documents, paper, "officer").status_code == 409
    tick(documents, timedelta(minutes=1))
    assert _listed(documents, request_id)[0]["state"] == "stored"


def test_a_process_killed_before_the_storage_leaves_a_paper_that_never_came(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = requested(documents)
    with monkeypatch.context() as patched:
        patched.setattr(Papers, "put", raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            _hand_in(documents, request_id)
    tick(documents, timedelta(hours=1))
    assert _listed(documents, request_id) == []
    left = "select from errand join paper using (tenant, id) where request_id = %s"
    assert rows.execute(left, [request_id]).fetchall() == []


@pytest.mark.promise("papers")
def test_four_months_after_the_case_a_paper_is_destroyed_and_the_row_says_when(
    documents: Working, bucket: Minio
) -> None:
    request_id = _ended(documents)
    paper = _kept(documents, request_id)
    _kept_by_the_clock(documents, timedelta(days=100))
    assert _look(documents, paper, "officer").status_code == 200
    _kept_by_the_clock(documents)
    (gone,) = _listed(documents, request_id)
    assert (gone["state"], bool(gone["destroyed_at"])) == ("destroyed", True)
    assert _lies(bucket, paper) == []
    assert _look(documents, paper, "officer").status_code == 409


def test_an_objection_holds_the_papers(documents: Working) -> None:
    request_id = _ended(documents)
    _kept(documents, request_id)
    objected(documents, request_id)
    _kept_by_the_clock(documents)
    assert _listed(documents, request_id)[0]["state"] == "stored"


def test_a_paper_that_another_key_sealed_does_not_open(documents: Working, bucket: Minio) -> None:
    request_id = requested(documents)
    one, other = _kept(documents, request_id), _kept(documents, request_id)
    sealed = bucket.get_object("papers", f"t/{DEPOK}/{one['id']}").read()
    bucket.put_object("papers", f"t/{DEPOK}/{other['id']}", io.BytesIO(sealed), len(sealed))
    assert _look(documents, one, "officer").status_code == 200
    assert _look(documents, other, "officer").status_code == 500  # a fault to be looked into, and nothing is shown


def test_a_deed_of_many_pages_is_shown_whole(documents: Working) -> None:
    answer = _hand_in(documents, requested(documents), pdf(3 << 20), "akta.pdf")
    assert answer.status_code == 201
    assert _look(documents, answer.get_json(), "ppid").status_code == 200


def test_what_lies_among_the_papers_for_nobody_is_gone_within_a_day(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    request_id = requested(documents)
    put = Papers.put

    def answers_too_late(papers: Papers, *given: Any) -> None:
        put(papers, *given)
        raise StorageAway

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Papers, "put", answers_too_late)
        assert _hand_in(documents, request_id).status_code == 503
    unknown = f"t/{DEPOK}/{uuid4()}"
    bucket.put_object("papers", unknown, io.BytesIO(b"x"), 1)
    kept = _kept(documents, request_id)
    assert len(_of(bucket)) > len(_listed(documents, request_id)) == 1
    tick(documents, timedelta(hours=13))
    assert _lies(bucket, kept)
    assert {unknown} & _of(bucket) == set()
    needed = rows.execute("select id from paper where state in ('stored', 'waiting')").fetchall()
    assert _of(bucket) <= {f"t/{DEPOK}/{paper}" for (paper,) in needed}


def _of(bucket: Minio) -> set[str]:
    return {str(found.object_name) for found in bucket.list_objects("papers", prefix=f"t/{DEPOK}/", recursive=True)}
