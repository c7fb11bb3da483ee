"""Files whose schedule has run out: proposed, approved by a second person, destroyed for good, certified."""

import hashlib
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from minio import Minio
from pypdf import PdfReader

from chassis import clock
from chassis.db import bound
from services.documents.files.api import files as api
from services.documents.files.commands import reconciliation
from services.documents.files.steps import evidence
from services.documents.retention.commands import disposals
from services.documents.storage import Storage
from services.documents.storage.custody import Custody
from tests.corpora.leaking_pdfs import SECRET
from tests.integration import document_desk
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.redacting import ask

pytestmark = pytest.mark.stack
LATER = timedelta(days=6 * 366)  # past the five years of the schedule
OFFICER, PPID = "staff:11", "staff:12"


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage's own clock cannot be held: files lie there as they do once their lock is over."""
    monkeypatch.setattr(Storage, "lock", lambda *_given: None)


def _outlived(documents: Working) -> dict[str, Any]:
    return document_desk.outlived(documents, LATER)


def _later() -> Any:
    return clock.held(clock.now() + LATER)


def _ask(documents: Working, actor: str, path: str = "", office: str = DEPOK, **call: Any) -> Any:
    role = "ppid" if actor == PPID else "officer"
    with _later():
        return documents.ask(office, role, actor=actor, path=f"/v1/disposals{path}", **call)


def _proposed(documents: Working) -> str:
    answer = _ask(documents, OFFICER, method="POST")
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["items"][0]["id"])


def _decided(documents: Working, disposal_id: str, actor: str = PPID, act: str = "approve") -> Any:
    body = {"act": act}
    return _ask(documents, actor, f"/{disposal_id}/decision", method="POST", json=body)


def _carried_out(documents: Working) -> None:
    with _later(), bound(documents.runtime.database):
        disposals.carry_out(documents.runtime)


def _one(documents: Working, disposal_id: str) -> dict[str, Any]:
    items = _ask(documents, OFFICER).get_json()["items"]
    found: dict[str, Any] = next(one for one in items if one["id"] == disposal_id)
    return found


def _versions(bucket: Minio, document: dict[str, Any]) -> list[Any]:
    return list(bucket.list_objects("evidence", prefix=f"t/{DEPOK}/{document['id']}", include_version=True))


@pytest.mark.promise("disposal")
@pytest.mark.usefixtures("unlocked")
def test_what_has_outlived_its_schedule_is_destroyed_with_all_versions_and_certified(
    documents: Working, bucket: Minio
) -> None:
    document = _outlived(documents)
    spare = io.BytesIO(b"another version")
    bucket.put_object("evidence", f"t/{DEPOK}/{document['id']}", spare, 15)
    assert document["id"] in {one["id"] for one in _ask(documents, OFFICER).get_json()["due"]}
    disposal_id = _proposed(documents)
    assert _ask(documents, OFFICER).get_json()["due"] == []
    assert _decided(documents, disposal_id).status_code == 200
    _carried_out(documents)
    assert _versions(bucket, document) == []
    done = _one(documents, disposal_id)
    assert done["stage"] == "done"
    pdf = _ask(documents, OFFICER, f"/{disposal_id}/certificate.pdf").data
    assert hashlib.sha256(pdf).hexdigest() == done["certificate_sha256"]
    key = f"t/{DEPOK}/disposals/{disposal_id}/berita-acara.pdf"
    bucket.put_object("evidence", key, io.BytesIO(b"%PDF-1.7 another"), 16)
    assert _ask(documents, OFFICER, f"/{disposal_id}/certificate.pdf").data == pdf
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for wanted in ("laporan-lama.pdf", document["sha256"], "Budi #let x", "Rina Kartika", "UU 27/2022 Pasal 44"):
        assert "".join(wanted.split()) in "".join(said.split()), wanted
    assert f"/berita-acara/{disposal_id}" in said.replace(" ", "")
    assert documents.ask(DEPOK, path=f"/v1/issued/{done['certificate_sha256']}").status_code == 200
    assert documents.ask(DEPOK, "officer", path=f"/v1/documents/{document['id']}").status_code == 404


@pytest.mark.usefixtures("unlocked")
def test_who_was_given_a_file_reads_until_when_it_is_kept_and_then_that_it_was_destroyed(documents: Working) -> None:
    document = _outlived(documents)
    path = f"/v1/answers/{document['request']}"

    def given() -> tuple[bool, bool]:
        (one,) = documents.ask(DEPOK, "officer", path=path).get_json()["items"]
        return one["keep_until"] > clock.now().date().isoformat(), one["destroyed"]

    assert given() == (True, False)
    _decided(documents, _proposed(documents))
    _carried_out(documents)
    assert given() == (True, True)
    assert documents.ask(DEPOK, "officer", path=f"{path}/package.zip").status_code == 404


@pytest.mark.usefixtures("unlocked")
def test_anybody_learns_behind_the_code_of_a_certificate_what_is_public_and_no_name(documents: Working) -> None:
    _outlived(documents)
    disposal_id = _proposed(documents)
    path = f"/v1/disposals/{disposal_id}/certificate"
    _decided(documents, disposal_id)
    assert documents.ask(DEPOK, path=path).status_code == 404  # there is none yet
    _carried_out(documents)
    told, done = documents.ask(DEPOK, path=path), _one(documents, disposal_id)
    assert set(told.get_json()) == {"office", "number", "done_on", "destroyed", "sha256", "size"}
    assert told.get_json()["destroyed"] == sum(file["outcome"] == "destroyed" for file in done["files"]) > 0
    assert told.get_json()["sha256"] == done["certificate_sha256"]
    assert documents.ask(MAKASSAR, path=path).status_code == 404


@pytest.mark.usefixtures("unlocked")
def test_the_preview_of_a_file_is_destroyed_with_it(documents: Working) -> None:
    document = document_desk.previewed(documents, _outlived(documents))
    assert document["preview"] == "picture"
    _decided(documents, _proposed(documents))
    _carried_out(documents)
    with document_desk.rows(documents.env["PPID_ADMIN_DATABASE_URL"]) as connection:
        left = connection.execute("select 1 from preview where document_id = %s", [document["id"]]).fetchall()
    assert left == []


@pytest.mark.promise("disposal")
@pytest.mark.usefixtures("unlocked")
def test_nobody_decides_what_the_same_person_proposed_and_nothing_twice(documents: Working) -> None:
    _outlived(documents)
    disposal_id = _proposed(documents)
    with _later():
        path, body = f"/v1/disposals/{disposal_id}/decision", {"act": "approve"}
        own = documents.ask(DEPOK, "ppid", actor=OFFICER, path=path, method="POST", json=body)
    assert (own.status_code, "orang lain" in own.get_json()["detail"]) == (403, True)
    assert _decided(documents, disposal_id, OFFICER).status_code == 403  # a petugas decides nothing
    assert _decided(documents, disposal_id, act="reject").status_code == 200
    again = _decided(documents, disposal_id)
    assert (again.status_code, again.get_json()["code"]) == (409, "not-proposed")


@pytest.mark.promise("disposal")
@pytest.mark.usefixtures("unlocked")
def test_a_hold_that_comes_after_the_approval_wins(documents: Working, bucket: Minio) -> None:
    document = _outlived(documents)
    disposal_id = _proposed(documents)
    _decided(documents, disposal_id)
    document_desk.objected(documents, UUID(document["request"]))
    _carried_out(documents)
    assert len(_versions(bucket, document)) == 1
    outcomes = {file["id"]: file["outcome"] for file in _one(documents, disposal_id)["files"]}
    assert outcomes[document["id"]] == "kept"


@pytest.mark.promise("disposal")
def test_while_a_lock_lasts_the_disposal_waits_and_certifies_nothing(documents: Working, bucket: Minio) -> None:
    document = _outlived(documents)  # locked for two years by the storage's own clock
    disposal_id = _proposed(documents)
    _decided(documents, disposal_id)
    _carried_out(documents)
    assert _one(documents, disposal_id)["stage"] == "approved"
    assert len(_versions(bucket, document)) == 1
    assert _ask(documents, OFFICER, f"/{disposal_id}/certificate.pdf").status_code == 404


@pytest.mark.usefixtures("unlocked")
def test_a_process_killed_between_record_and_storage_goes_on_with_the_next_round(
    documents: Working, bucket: Minio, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = _outlived(documents)
    disposal_id = _proposed(documents)
    _decided(documents, disposal_id)
    with monkeypatch.context() as patched:
        patched.setattr(Custody, "destroy", document_desk.raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            _carried_out(documents)
    with bound(documents.runtime.database):
        reconciliation.reconcile(documents.runtime)
    _carried_out(documents)
    assert _versions(bucket, document) == []
    assert _one(documents, disposal_id)["stage"] == "done"


@pytest.mark.usefixtures("unlocked")
def test_a_file_destroyed_before_its_copy_was_made_leaves_no_errand(
    documents: Working, rows: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (evidence, api):
        monkeypatch.setattr(module, "COPIED_AT_ONCE", 100)
    document = _outlived(documents)
    _decided(documents, _proposed(documents))
    _carried_out(documents)
    document_desk.tick(documents, LATER)
    assert (
        rows.execute(
            "select from errand where id in (select document_id from copy where original_id = %s)", [document["id"]]
        ).fetchall()
        == []
    )
    assert rows.execute("select state from document where id = %s", [document["id"]]).fetchone() == ("destroyed",)


@pytest.mark.usefixtures("unlocked")
def test_another_office_sees_and_decides_nothing(documents: Working) -> None:
    _outlived(documents)
    disposal_id = _proposed(documents)
    assert _ask(documents, OFFICER, office=MAKASSAR).get_json() == {"due": [], "items": []}
    body = {"act": "approve"}
    path = f"/{disposal_id}/decision"
    assert _ask(documents, PPID, path, office=MAKASSAR, method="POST", json=body).status_code == 404


def test_where_nothing_is_due_nothing_is_proposed(documents: Working) -> None:
    answer = documents.ask(MAKASSAR, "officer", path="/v1/disposals", method="POST")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "nothing-due")


@pytest.mark.usefixtures("unlocked")
def test_what_a_redaction_and_the_gate_said_of_people_is_destroyed_with_the_file(
    documents: Working, rows: psycopg.Connection[Any]
) -> None:
    document = document_desk.outlived(
        documents, LATER, content=f"NIK {SECRET}\nSiti Rahmawati\n".encode(), name="a.txt"
    )
    redaction = ask(documents, f"/v1/documents/{document['id']}/redactions", method="POST").get_json()
    mask = {"words": "Siti Rahmawati", "ground": "h", "note": "Ibu Siti"}
    path, headers = f"/v1/redactions/{redaction['id']}/masks", {"If-Match": '"1"'}
    saved = ask(documents, path, method="PUT", json={"masks": [mask]}, headers=headers).get_json()
    assert (saved["masks"][0]["words"], saved["masks"][0]["note"]) == ("Siti Rahmawati", "Ibu Siti")
    accepted = document_desk.accept(documents, document, words="Bukan NIK: nomor surat milik Siti.")
    assert accepted.status_code == 201, accepted.get_json()
    boxes = rows.execute("select t::text from redaction_boxes t where redaction_id = %s", [redaction["id"]]).fetchall()
    assert (len(boxes), "Siti" in str(boxes)) == (1, False)  # it lies there sealed
    _decided(documents, _proposed(documents))
    _carried_out(documents)
    kept = ask(documents, f"/v1/redactions/{redaction['id']}").get_json()
    assert [(one["ground"], one["words"], one["note"]) for one in kept["masks"]] == [("h", None, None)]
    assert rows.execute("select from acceptance where document_id = %s", [document["id"]]).fetchall() == []
    found = rows.execute("select findings from clearance where sha256 = %s", [document["copy"]["sha256"]]).fetchone()
    assert found == ([],)
    sealed = "select count(*) from redaction_boxes where redaction_id = %s and said is not null"
    assert rows.execute(sealed, [redaction["id"]]).fetchone() == (0,)
    headers = {"If-Match": f'"{kept["version"]}"'}
    assert ask(documents, path, method="PUT", json={"masks": [mask]}, headers=headers).status_code == 404
    assert rows.execute(sealed, [redaction["id"]]).fetchone() == (0,)  # nor is anything said of them again
