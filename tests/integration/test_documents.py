"""Files on a real storage and a real database: in, checked, kept, out again, and to nobody else."""

import base64
import hashlib
import io
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import psycopg
import pytest
from minio import Minio
from minio.error import S3Error

from tests.corpora.honest import document as docx
from tests.corpora.honest import pdf
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.document_desk import PDF, decided, fetch, kept, quarantined, requested, send

pytestmark = pytest.mark.stack


@pytest.mark.promise("giving")
def test_a_file_comes_back_as_it_went_in_with_its_digest_for_a_tag(documents: Working) -> None:
    document = kept(documents)
    assert (document["state"], document["checked_by"]) == ("stored", "rules")
    assert (document["size"], document["sha256"]) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    answer = fetch(documents, document)
    assert answer.data == PDF
    assert answer.headers["ETag"] == f'"{document["sha256"]}"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_many_parts_comes_back_whole(documents: Working) -> None:
    content = pdf(20 << 20)
    assert fetch(documents, kept(documents, content=content)).data == content


def test_a_stored_file_is_told_once_as_the_first_version_of_its_aggregate(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    sent = "select aggregate, aggregate_version, body from outbox where aggregate_id = %s order by seq"
    told = rows.execute(sent, [document["id"]]).fetchall()
    assert [row[:2] for row in told] == [("document", 1), ("document", 2), ("document", 3)]
    assert ["stored" in told[0][2], "copying" in told[1][2], "ready" in told[2][2]] == [True] * 3
    assert document["sha256"] in told[0][2]
    assert "jawaban" not in told[0][2]


def test_the_name_is_offered_in_ascii_and_in_utf8(documents: Working) -> None:
    document = kept(documents, name='Résumé "akhir" – 100%.pdf')
    said = fetch(documents, document).headers["Content-Disposition"]
    assert said == (
        'attachment; filename="Resume _akhir_  100_.pdf"; '
        "filename*=UTF-8''R%C3%A9sum%C3%A9%20%22akhir%22%20%E2%80%93%20100%25.pdf"
    )


def test_one_range_is_sent_and_no_more_than_it(documents: Working) -> None:
    answer = fetch(documents, kept(documents), headers={"Range": "bytes=9-19"})
    assert (answer.status_code, answer.data) == (206, PDF[9:20])
    assert answer.headers["Content-Range"] == f"bytes 9-19/{len(PDF)}"
    assert answer.headers["Content-Length"] == "11"


@pytest.mark.parametrize(("asked", "sent"), [("bytes=-5", PDF[-5:]), (f"bytes=100-{1 << 40}", PDF[100:])])
def test_a_range_may_count_from_the_end_or_reach_beyond_it(documents: Working, asked: str, sent: bytes) -> None:
    answer = fetch(documents, kept(documents), headers={"Range": asked})
    assert (answer.status_code, answer.data) == (206, sent)


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=x"])
def test_what_is_not_one_range_of_bytes_gets_the_whole_file(documents: Working, asked: str) -> None:
    answer = fetch(documents, kept(documents), headers={"Range": asked})
    assert (answer.status_code, answer.data) == (200, PDF)


def test_a_range_beyond_the_end_is_not_satisfiable(documents: Working) -> None:
    answer = fetch(documents, kept(documents), headers={"Range": f"bytes={len(PDF)}-"})
    assert (answer.status_code, answer.get_json()["code"]) == (416, "range-not-satisfiable")


def test_a_range_of_another_version_gets_the_whole_file(documents: Working) -> None:
    headers = {"Range": "bytes=0-1", "If-Range": '"something-else"'}
    assert fetch(documents, kept(documents), headers=headers).status_code == 200


def test_who_has_the_file_already_is_sent_nothing(documents: Working) -> None:
    document = kept(documents)
    answer = fetch(documents, document, headers={"If-None-Match": f'"{document["sha256"]}"'})
    assert (answer.status_code, answer.data) == (304, b"")


def test_head_tells_size_and_tag_without_the_file(documents: Working) -> None:
    answer = fetch(documents, kept(documents), method="HEAD")
    assert (answer.status_code, answer.headers["Content-Length"], answer.data) == (200, str(len(PDF)), b"")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("foto.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), "isinya bukan PDF, melainkan PNG"),
        ("arsip.zip", b"PK\x03\x04", "Berkas .zip tidak diterima"),
        ("halaman.txt", b"<html><script>", "melainkan halaman web"),
        ("kosong.pdf", b"", "kosong"),
        ("surel.eml", b"%PDF-1.7\n", "isinya bukan surel, melainkan PDF"),
        ("surel.msg", b"x", "surel (.eml), atau teks (.txt)"),
    ],
)
def test_a_file_that_may_not_come_in_is_refused_in_indonesian(
    documents: Working, name: str, content: bytes, sentence: str
) -> None:
    request_id = uuid4()
    answer = send(documents, content, name, request_id=request_id)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file-refused")
    assert sentence in answer.get_json()["detail"]
    assert _listed(documents, request_id) == []


def _listed(documents: Working, request_id: UUID) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = documents.ask(
        DEPOK, "superior", path=f"/v1/documents?request={request_id}"
    ).get_json()["items"]
    return found


def test_an_archive_that_calls_itself_docx_is_refused_and_leaves_nothing_in_quarantine(
    documents: Working, bucket: Minio
) -> None:
    before = quarantined(bucket)
    answer = send(documents, _zip({"surat.txt": "halo"}), "surat.docx")
    assert answer.status_code == 422
    assert "melainkan arsip ZIP" in answer.get_json()["detail"]
    assert quarantined(bucket) == before


def test_a_true_docx_is_kept(documents: Working) -> None:
    content = docx()
    document = kept(documents, content=content, name="surat.docx")
    assert document["media_type"].endswith("wordprocessingml.document")


def _zip(entries: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_the_announced_digest_is_checked(documents: Working, bucket: Minio) -> None:
    before = quarantined(bucket)
    wrong = base64.b64encode(hashlib.sha256(b"lain").digest()).decode()
    right = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    refused = send(documents, headers={"Repr-Digest": f"sha-256=:{wrong}:"})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "file-refused")
    assert quarantined(bucket) == before
    assert send(documents, headers={"Repr-Digest": f"sha-512=:AA==:, sha-256=:{right}:"}).status_code == 201


def test_a_body_of_unknown_length_is_refused(documents: Working) -> None:
    path = f"/v1/documents?request={requested(documents)}&purpose=answer&name=a.pdf"
    answer = documents.ask(
        DEPOK, "officer", path=path, method="POST", input_stream=io.BytesIO(PDF),
        headers={"Transfer-Encoding": "chunked"},
    )  # fmt: skip
    assert (answer.status_code, answer.get_json()["code"]) == (411, "length-required")


def test_more_than_two_gigabytes_are_refused_before_they_are_sent(documents: Working) -> None:
    answer = send(documents, b"", environ_overrides={"CONTENT_LENGTH": str(2_000_000_001)})
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too-large")


def test_a_purpose_nobody_knows_and_a_hidden_name_are_told_beside_their_fields(documents: Working) -> None:
    path = f"/v1/documents?request={uuid4()}&purpose=lain&name=a.pdf"
    answer = documents.ask(DEPOK, "officer", path=path, method="POST", data=PDF)
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/purpose"]
    answer = send(documents, name="a\u202efdp.pdf")
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/name"]


@pytest.mark.promise("giving")
def test_the_applicant_reads_what_a_decision_gave_and_nothing_before_it(documents: Working) -> None:
    request_id = uuid4()
    given, kept_back = (kept(documents, request_id=request_id) for _ in range(2))
    applicant: dict[str, Any] = {"actor": f"request:{request_id}", "path": f"/v1/documents/{given['id']}/content"}
    assert documents.ask(DEPOK, "applicant", **applicant).status_code == 404
    decided(documents, given)
    copy = documents.ask(DEPOK, "officer", path=f"/v1/documents/{given['id']}/copy").data
    assert documents.ask(DEPOK, "applicant", **applicant).data == copy
    other = applicant | {"path": f"/v1/documents/{kept_back['id']}/content"}
    assert documents.ask(DEPOK, "applicant", **other).status_code == 404


def test_a_ticket_in_the_link_opens_the_file_for_its_own_request_only(documents: Working) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    decided(documents, document)
    path = f"/v1/documents/{document['id']}/content?ticket="
    own = documents.token(DEPOK, "applicant", actor=f"request:{request_id}")
    others = documents.token(DEPOK, "applicant", actor=f"request:{uuid4()}")
    copy = documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}/copy").data
    assert documents.ask(DEPOK, path=path + own).data == copy
    assert documents.ask(DEPOK, path=path + others).status_code == 404
    assert documents.ask(DEPOK, path=path + "palsu").status_code == 401


def test_a_ticket_that_ran_out_leads_a_browser_back_to_the_pages_and_tells_a_program(documents: Working) -> None:
    path = f"/v1/documents/{uuid4()}/content?ticket=old"
    page = documents.ask(DEPOK, path=path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.headers["Location"]) == (303, "/tautan-lama")
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        assert documents.ask(DEPOK, path=path, headers=headers).status_code == 401


def test_the_same_decision_heard_twice_gives_the_file_once(documents: Working) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    decided(documents, document)
    decided(documents, document)
    path = f"/v1/documents/{document['id']}/content"
    assert documents.ask(DEPOK, "applicant", actor=f"request:{request_id}", path=path).status_code == 200


def test_only_staff_bring_and_list_files(documents: Working) -> None:
    path = f"/v1/documents?request={uuid4()}&purpose=answer&name=a.pdf"
    assert documents.ask(DEPOK, path=path, method="POST", data=PDF).status_code == 401
    assert documents.ask(DEPOK, "superior", path=path, method="POST", data=PDF).status_code == 403
    assert documents.ask(DEPOK, "applicant", path=f"/v1/documents?request={uuid4()}").status_code == 403


def test_another_office_finds_no_file(documents: Working) -> None:
    document = kept(documents)
    for path in (f"/v1/documents/{document['id']}", f"/v1/documents/{document['id']}/content"):
        assert documents.ask(MAKASSAR, "ppid", path=path).status_code == 404


def test_the_platforms_own_key_cannot_delete_evidence_and_a_delete_marker_hides_nothing(
    documents: Working, bucket: Minio, rows: psycopg.Connection[Any]
) -> None:
    document = kept(documents)
    key = f"t/{DEPOK}/{document['id']}"
    ((version,),) = rows.execute("select storage_version from document where id = %s", [document["id"]]).fetchall()
    with pytest.raises(S3Error) as refused:
        bucket.remove_object("evidence", key, version_id=version)
    assert refused.value.code == "AccessDenied"
    bucket.remove_object("evidence", key)
    assert fetch(documents, document).data == PDF


@pytest.mark.promise("giving")
def test_reading_a_file_leaves_an_entry(documents: Working, rows: psycopg.Connection[Any]) -> None:
    document = kept(documents)
    fetch(documents, document)
    acts = rows.execute("select act from audit_entry where subject = %s order by id", [document["id"]])
    assert [act for (act,) in acts] == [
        "document.announced", "document.received", "document.stored", "document.stands", "document.stands",
        "document.opened",
    ]  # fmt: skip
